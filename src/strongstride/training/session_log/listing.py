"""The log in pages, newest first; a page costs the same wherever in the history it lies."""

from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import Q

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.session_log.coach_terms import COACH_COLUMNS
from strongstride.training.session_log.queries import sessions_of
from strongstride.web.marks import Mark

_SET_COLUMNS = (
    "id",
    "training_session_id",
    "position",
    *COACH_COLUMNS,
    "note",
    "done_at",
)


class SetFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which sets to list; None leaves everything in."""

    exercise: str | None = None
    since: date | None = None


class SessionMark(msgspec.Struct, frozen=True):
    """The place in the list of sessions behind which a page begins."""

    on: date
    key: UUID


class SetDone(msgspec.Struct, frozen=True):
    """One logged set, by the columns of its row."""

    key: UUID
    training_session: UUID
    position: int
    exercise: str
    load_g: int | None
    reps: int | None
    seconds: float | None
    rir: float | None
    side: str
    kind: str
    form_ok: bool | None
    pain: int | None
    note: str
    done_at: datetime


def sets_done(athlete: Athlete, wanted: SetFilter, after: Mark | None, size: int) -> list[SetDone]:
    """Up to `size` sets of sessions that count, behind `after`. One query."""
    rows = LoggedSet.objects.filter(athlete=athlete, removed=False)
    rows = rows.exclude(training_session__state=SessionState.DISCARDED)
    if wanted.exercise is not None:
        rows = rows.filter(exercise=wanted.exercise)
    if wanted.since is not None:
        rows = rows.filter(training_session__on__gte=wanted.since)
    if after is not None:
        same = Q(done_at=after.at, id__lt=after.key)
        rows = rows.filter(Q(done_at__lt=after.at) | same)
    newest = rows.order_by("-done_at", "-id").values_list(*_SET_COLUMNS)[:size]
    return [SetDone(*row) for row in newest]


def set_done(row: LoggedSet) -> SetDone:
    """The value of a row."""
    return SetDone(*(getattr(row, column) for column in _SET_COLUMNS))


def sessions_done(athlete: Athlete, after: SessionMark | None, size: int) -> list[TrainingSession]:
    """Up to `size` sessions that count, behind `after`, with `working_sets`. One query."""
    rows = sessions_of(athlete)
    if after is not None:
        rows = rows.filter(Q(on__lt=after.on) | Q(on=after.on, id__lt=after.key))
    return list(rows[:size])
