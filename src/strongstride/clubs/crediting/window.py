"""When a challenge runs: on which day an entry falls, and where the challenge stands in time."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from strongstride.clubs.crediting.entry import Entry
from strongstride.clubs.crediting.terms import DayRule, Terms

# On the first clock of the world a day begins 14 h before it does in UTC, on the last it ends 12 h
# after it does in UTC.
_FIRST_CLOCK = timezone(timedelta(hours=14))
_LAST_CLOCK = timezone(timedelta(hours=-12))
_DAY = timedelta(days=1)


class Phase(StrEnum):
    """Where a challenge stands: the organiser's word and the clock together."""

    DRAFT = "draft"
    UPCOMING = "upcoming"
    RUNNING = "running"
    GRACE = "grace"  # over; late uploads of its days still count
    CLOSING = "closing"  # nothing more is taken; waits for the organiser's last word
    FINAL = "final"
    CANCELLED = "cancelled"


def day_of(entry: Entry, terms: Terms) -> date:
    """The day an entry counts for, whole: the date at its start.

    By the club's calendar that is the date in the club's zone; an entry of which only the date is
    known keeps that date.
    """
    if terms.day_rule is DayRule.RUNNER or entry.starts_at is None:
        return entry.on
    try:
        return entry.starts_at.astimezone(_zone(terms.time_zone)).date()
    except OverflowError:  # at either end of the calendar
        return entry.on


def first_instant(terms: Terms) -> datetime:
    """The earliest start that can count, in UTC: where the first day begins first."""
    return _midnight(terms.starts_on, terms, _FIRST_CLOCK)


def last_instant(terms: Terms) -> datetime:
    """The end of the last day, in UTC, where it ends last: starts before it can count."""
    return _midnight(terms.ends_on + _DAY, terms, _LAST_CLOCK)


def closes_at(terms: Terms) -> datetime:
    """When nothing more is taken: the last day is over everywhere, and the days of grace are too.

    Everywhere also by the club's calendar: an entry of which only the date is known has the
    runner's.
    """
    over = datetime.combine(terms.ends_on + _DAY, time(), _LAST_CLOCK)
    return over.astimezone(UTC) + terms.grace_days * _DAY


def phase(state: str, terms: Terms, closes_at: datetime, now: datetime) -> Phase:
    """The phase at `now` of a challenge whose organiser has said `state`."""
    if state != "open":
        return Phase(state)
    if now < first_instant(terms):
        return Phase.UPCOMING
    if now < last_instant(terms):
        return Phase.RUNNING
    return Phase.GRACE if now < closes_at else Phase.CLOSING


def days_left(terms: Terms, today: date) -> int:
    """Days there are still to run on, today among them; all of them before the first."""
    return max(0, (terms.ends_on - max(today, terms.starts_on)).days + 1)


def _midnight(on: date, terms: Terms, elsewhere: timezone) -> datetime:
    clock = elsewhere if terms.day_rule is DayRule.RUNNER else _zone(terms.time_zone)
    return datetime.combine(on, time(), clock).astimezone(UTC)


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
