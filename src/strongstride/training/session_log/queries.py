"""Reading the log: what other devices did, what was lifted last time, sessions in pages."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID

import msgspec
from django.db.models import Count, Max, Q, QuerySet

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.operations import Operation
from strongstride.training.session_log.rows import from_row

MOST_AT_ONCE = 500
NOTHING_YET = UUID(int=0)

LAST_TIME_DAYS = 400


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What other devices did since a cursor, oldest first; some of it may be known already."""

    operations: tuple[Operation, ...]
    cursor: str
    more: bool


def changes_since(athlete: Athlete, cursor: UUID | None, device: UUID, since: date) -> Changes:
    """Operations of other devices kept after `cursor`; without one, of sessions since a date.

    Keys grow with time and one athlete's writes take turns, so nothing comes before a cursor later.
    """
    rows = OperationRow.objects.filter(athlete=athlete).order_by("id")
    if cursor is None:
        recent = TrainingSession.objects.filter(athlete=athlete, on__gte=since)
        rows = rows.filter(session__in=recent.values("pk"))
        cursor = NOTHING_YET
    else:
        rows = rows.filter(id__gt=cursor)
    found = list(rows[: MOST_AT_ONCE + 1])
    told = found[:MOST_AT_ONCE]
    return Changes(
        operations=tuple(from_row(row) for row in told if row.device != device),
        cursor=str(told[-1].pk if told else cursor),
        more=len(found) > len(told),
    )


class SetDone(msgspec.Struct, frozen=True, kw_only=True):
    """One set of the last time an exercise was done."""

    load_g: int | None
    reps: int | None
    seconds: float | None
    rir: float | None
    side: str


class LastTime(msgspec.Struct, frozen=True, kw_only=True):
    """When an exercise was last done, and its sets."""

    on: date
    sets: tuple[SetDone, ...]


def last_times(athlete: Athlete, exercises: Iterable[str], today: date) -> dict[str, LastTime]:
    """The latest finished session of each of these exercises, its working sets in order."""
    counted = LoggedSet.objects.filter(
        athlete=athlete,
        exercise__in=set(exercises),
        removed=False,
        training_session__state=SessionState.FINISHED,
        done_at__gte=datetime.combine(
            today - timedelta(days=LAST_TIME_DAYS), datetime.min.time()
        ).astimezone(),
    ).exclude(kind="warm-up")
    newest = counted.values("exercise").annotate(newest=Max("done_at"))
    wanted = {row["exercise"]: row["newest"] for row in newest}
    keys = Q(pk__in=())
    for exercise, at in wanted.items():
        keys |= Q(exercise=exercise, done_at=at)
    at_newest = counted.filter(keys).values_list("exercise", "training_session_id")
    return _sets_of(counted, set(at_newest))


def _sets_of(counted: "QuerySet[LoggedSet]", pairs: set[tuple[str, UUID]]) -> dict[str, LastTime]:
    rows = counted.filter(training_session__in={session for _, session in pairs})
    rows = rows.order_by("exercise", "position", "id").select_related("training_session")
    mine = [row for row in rows if (row.exercise, row.training_session_id) in pairs]
    return {
        exercise: _last_time(list(sets)) for exercise, sets in groupby(mine, lambda r: r.exercise)
    }


def _last_time(rows: Sequence[LoggedSet]) -> LastTime:
    return LastTime(
        on=rows[0].training_session.on,
        sets=tuple(
            SetDone(
                load_g=row.load_g, reps=row.reps, seconds=row.seconds, rir=row.rir, side=row.side
            )
            for row in rows
        ),
    )


def sessions_of(athlete: Athlete) -> "QuerySet[TrainingSession]":
    """Sessions that count, newest first, each with `working_sets`: how many sets it has."""
    sets = Count("sets", filter=Q(sets__removed=False) & ~Q(sets__kind="warm-up"))
    return (
        TrainingSession.objects.filter(athlete=athlete)
        .exclude(state=SessionState.DISCARDED)
        .defer("document", "note")
        .annotate(working_sets=sets)
        .order_by("-on", "-id")
    )


def sets_of(session: TrainingSession) -> "QuerySet[LoggedSet]":
    """The sets of a session in the order done, removed ones too."""
    return session.sets.order_by("position", "done_at", "id")
