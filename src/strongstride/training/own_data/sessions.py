"""The whole strength log in the coach's terms, session by session, however long it is."""

from collections.abc import Iterator
from itertools import groupby

from strongstride.accounts.models import Athlete
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.training.models import LoggedSet as SetRow
from strongstride.training.models import SessionState

ROWS_AT_ONCE = 2000


def all_sessions(athlete: Athlete) -> Iterator[LoggedSession]:
    """Every session with a set, in order of date, sets and sessions taken back left out."""
    rows = (
        SetRow.objects.filter(athlete=athlete, removed=False)
        .exclude(training_session__state=SessionState.DISCARDED)
        .select_related("training_session")
        .order_by("training_session__on", "training_session_id", "position", "id")
    )
    by_session = groupby(rows.iterator(ROWS_AT_ONCE), key=lambda row: row.training_session)
    for session, sets in by_session:
        yield LoggedSession(
            on=session.on,
            id=str(session.pk),
            name=session.title,
            sets=tuple(coach_set(row) for row in sets),
        )


def coach_set(row: SetRow) -> LoggedSet:
    """A row in the coach's terms, with its note."""
    return LoggedSet(
        exercise=row.exercise,
        load_g=row.load_g,
        reps=row.reps,
        seconds=row.seconds,
        rir=row.rir,
        side=Side(row.side) if row.side else None,
        kind=SetKind(row.kind),
        form_ok=row.form_ok,
        pain=row.pain,
        note=row.note,
    )
