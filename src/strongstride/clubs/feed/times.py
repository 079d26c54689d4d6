"""When something was said: how long ago, and the time on the reader's own clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from strongstride.clubs.feed.items import CommentShown, Item

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_DAYS_TOLD = 7  # after a week the date says more


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """The moment somebody reads, their time zone, and the club's."""

    now: datetime
    zone: str
    club_zone: str


class When(msgspec.Struct, frozen=True, kw_only=True):
    """`3 h ago`, `22 Nov, 14:03`, and the same for machines; `ago` is "" for what is long past."""

    ago: str
    exact: str
    machine: str


def when(shown: Item | CommentShown, reading: Reading) -> When:
    """When it was said; only the day of what came by itself."""
    if shown.at is None:
        return _on(shown.on, reading)
    at = shown.at.astimezone(ZoneInfo(reading.zone))
    today = reading.now.astimezone(ZoneInfo(reading.zone)).date()
    return When(
        ago=_ago(reading.now - shown.at) or _days_ago((today - at.date()).days),
        exact=f"{_day(at.date(), today)}, {at:%H:%M}",
        machine=at.isoformat(timespec="minutes"),
    )


def _on(day: date, reading: Reading) -> When:
    today = reading.now.astimezone(ZoneInfo(reading.club_zone)).date()
    return When(ago=_days_ago((today - day).days), exact=_day(day, today), machine=day.isoformat())


def _ago(passed: timedelta) -> str:
    """Within a day; "" for longer."""
    if passed < _MINUTE:
        return "just now"
    if passed < _HOUR:
        return f"{passed // _MINUTE} min ago"
    return f"{passed // _HOUR} h ago" if passed < _DAY else ""


def _days_ago(days: int) -> str:
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{days} days ago" if days < _DAYS_TOLD else ""


def _day(day: date, today: date) -> str:
    """`22 Nov`, with the year where it is another."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day.day} {day:%b}{year}"
