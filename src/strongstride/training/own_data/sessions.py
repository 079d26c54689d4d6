"""The whole strength log in the coach's terms, session by session, however long it is."""

from collections.abc import Iterator
from itertools import groupby

from strongstride.accounts.models import Athlete
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.training.models import LoggedSet as SetRow
from strongstride.training.models import SessionState
from strongstride.training.session_log.coach_terms import COACH_COLUMNS, coach_set

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
            sets=tuple(_coach_set(row) for row in sets),
        )


def _coach_set(row: SetRow) -> LoggedSet:
    return coach_set(*(getattr(row, column) for column in (*COACH_COLUMNS, "note")))
