"""Facts that come from no device: by a program. Each is said after all that is known so far."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.db.models import Max

from strongstride.accounts.models import Athlete
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.actions import Answer, Outcome, record
from strongstride.training.session_log.operations import Kind, Operation, SetLogged
from strongstride.training.session_log.rows import milliseconds
from strongstride.web.ids import uuid7

DOOR = UUID("0f6e2c8e-3d0c-4e49-8a0e-0d1f7d1b6f52")  # the device of what programs say
Fact = tuple[Kind, msgspec.Struct]


class KeyInUseError(ValueError):
    """The key of a session or set is in use elsewhere; the message says so."""


def say(athlete: Athlete, session: UUID, facts: Sequence[Fact], now: datetime) -> None:
    """Keep facts about a session; raises KeyInUseError when a key in them is somebody else's.

    A phone's clock may be ahead of ours: what is said here comes after it all the same.
    """
    latest = OperationRow.objects.filter(athlete=athlete, session=session)
    at = max(milliseconds(now), 1 + (latest.aggregate(at=Max("at_ms"))["at"] or 0))
    _kept(athlete, [_operation(session, fact, at + place) for place, fact in enumerate(facts)])


def log_set(athlete: Athlete, session: UUID, body: SetLogged, now: datetime) -> bool:
    """Log one set; False when a set with its key was logged before, which then stays as it is."""
    said = _operation(session, (Kind.SET_LOGGED, body), milliseconds(now))
    once = msgspec.structs.replace(said, op=str(uuid5(body.set, Kind.SET_LOGGED)))
    return _kept(athlete, [once])[0].outcome is Outcome.APPLIED


def _kept(athlete: Athlete, operations: Sequence[Operation]) -> list[Answer]:
    answers = record(athlete, operations)
    for answer in answers:
        if answer.outcome is Outcome.REJECTED:
            raise KeyInUseError(answer.reason)
    return answers


def _operation(session: UUID, fact: Fact, at_ms: int) -> Operation:
    kind, body = fact
    return Operation(
        op=str(uuid7()),
        device=str(DOOR),
        session=str(session),
        kind=kind,
        at=at_ms,
        body=msgspec.to_builtins(body),
    )
