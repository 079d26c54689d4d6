"""Logged sets between their rows and the coach's values of them."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.log import LoggedSet, SetKind, Side
from strongstride.training.models import LoggedSet as SetRow
from strongstride.training.session_log.operations import SetLogged
from strongstride.training.session_log.rows import milliseconds

COACH_COLUMNS = (
    "exercise",
    "load_g",
    "reps",
    "seconds",
    "rir",
    "side",
    "kind",
    "form_ok",
    "pain",
)
LONGEST_NAME = 120  # characters, of the column


def coach_set(
    exercise: str,
    load_g: int | None,
    reps: int | None,
    seconds: float | None,
    rir: float | None,
    side: str,
    kind: str,
    form_ok: bool | None,
    pain: int | None,
    note: str = "",
) -> LoggedSet:
    """The value of a row by its `COACH_COLUMNS`, and its note where that is wanted."""
    return LoggedSet(
        exercise=exercise,
        load_g=load_g,
        reps=reps,
        seconds=seconds,
        rir=rir,
        side=Side(side) if side else None,
        kind=SetKind(kind),
        form_ok=form_ok,
        pain=pain,
        note=note,
    )


def set_row(
    athlete: Athlete, session: UUID, position: int, one: LoggedSet, done_at: datetime
) -> SetRow:
    """The row of a set of a session that comes as a whole."""
    return SetRow(
        id=_key(session, position),
        athlete=athlete,
        training_session_id=session,
        position=position,
        done_at=done_at,
        **{**_fields(one), "side": one.side.value if one.side else "", "kind": one.kind.value},
    )


def set_fact(session: UUID, position: int, one: LoggedSet, done_at: datetime) -> SetLogged:
    """The fact that a set of a session that comes as a whole was done."""
    return SetLogged(
        set=_key(session, position),
        position=position,
        done_at=milliseconds(done_at),
        **_fields(one),
    )


def _key(session: UUID, position: int) -> UUID:
    """The same whenever the session comes."""
    return uuid5(session, str(position))


def _fields(one: LoggedSet) -> dict[str, Any]:
    """What row and fact call as the coach does."""
    return {**msgspec.structs.asdict(one), "exercise": one.exercise[:LONGEST_NAME]}
