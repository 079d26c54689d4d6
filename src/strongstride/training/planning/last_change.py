"""The latest change of the plan, so that a page can tell what it did and take it back."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import DaysAway
from strongstride.training.models import Adjustment
from strongstride.training.planning.adjusted import Body, RunsFile, read_body

SHOWN = timedelta(days=1)
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
    return _told(row) if row.created_at.astimezone(zone).date() == today else None


def changes_in_force(athlete: Athlete) -> tuple[LastChange, ...]:
    """Those that can still be taken back, newest first. One query."""
    rows = Adjustment.objects.filter(athlete=athlete, undone_at=None).order_by("-created_at", "-id")
    return tuple(_told(row) for row in rows[:MADE_CHANGES])


def _told(row: Adjustment) -> LastChange:
    body = read_body(row.kind, row.body)
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
