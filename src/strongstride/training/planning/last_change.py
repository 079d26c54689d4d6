"""The latest change of the plan, so that a page can tell what it did and take it back."""

from datetime import date
from zoneinfo import ZoneInfo

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import DaysAway
from strongstride.coach.adjusting.replan import is_over
from strongstride.training.models import Adjustment
from strongstride.training.planning.adjusted import Body, RunsFile, read_body

MADE_CHANGES = 40  # so many are listed; the rest is older than anybody takes back


class LastChange(msgspec.Struct, frozen=True, kw_only=True):
    """A change in force: what it was, what it changed, and the key to take it back by."""

    key: str
    title: str
    changes: tuple[str, ...]
    away: tuple[date, date] | None = None  # the days it keeps free of strength


def last_change(athlete: Athlete, today: date) -> LastChange | None:
    """The latest one in force, if it was made today. One query."""
    rows = Adjustment.objects.filter(athlete=athlete, undone_at=None).order_by("-created_at", "-id")
    row = rows.first()
    if row is None:
        return None
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    if row.created_at.astimezone(zone).date() != today:
        return None
    return _told(row, read_body(row.kind, row.body))


def changes_in_force(athlete: Athlete, today: date) -> tuple[LastChange, ...]:
    """Those that can still be taken back, newest first. One query."""
    rows = Adjustment.objects.filter(athlete=athlete, undone_at=None).order_by("-created_at", "-id")
    read = [(row, read_body(row.kind, row.body)) for row in rows[:MADE_CHANGES]]
    return tuple(
        _told(row, body)
        for row, body in read
        if isinstance(body, RunsFile) or not is_over(body.adjustment, today)
    )


def _told(row: Adjustment, body: Body | RunsFile) -> LastChange:
    wish = body.adjustment if isinstance(body, Body) else None
    away = (wish.first, wish.last) if isinstance(wish, DaysAway) else None
    return LastChange(key=str(row.pk), title=title_of(body), changes=body.changes, away=away)


def title_of(body: Body | RunsFile) -> str:
    """What it was, in a few words."""
    if isinstance(body, RunsFile):
        return f"Planned runs from {body.name}"
    return _TITLES[type(body.adjustment).__name__]


_TITLES = {
    "MoveSession": "Session moved",
    "PinSession": "Session pinned",
    "SkipSession": "Session skipped",
    "ShortenSession": "Session shortened",
    "SwapExercise": "Exercise swapped",
    "DaysAway": "Days away",
    "Sore": "Sore muscles",
    "Hurts": "Pain",
    "MoveRun": "Run moved",
    "EditRun": "Run changed",
    "AddRun": "Run added",
    "RemoveRun": "Run taken out",
}
