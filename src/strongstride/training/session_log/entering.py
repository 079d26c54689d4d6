"""Facts that come from no device: by a program. Each is said after all that is known so far."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid5

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Max

from strongstride.accounts.models import Athlete
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.actions import Outcome, record, record_upon
from strongstride.training.session_log.operations import LAST_POSITION, Kind, Operation, SetLogged
from strongstride.training.session_log.rows import milliseconds
from strongstride.training.session_log.state import SessionLog
from strongstride.training.session_log.unheard import add_unheard, one_at_a_time
from strongstride.web.ids import uuid7

DOOR = UUID("0f6e2c8e-3d0c-4e49-8a0e-0d1f7d1b6f52")  # the device of what programs say
Fact = tuple[Kind, msgspec.Struct]


class NoSuchSessionError(LookupError):
    """The athlete has no session with this key."""


class KeyInUseError(ValueError):
    """The key of a session or set is in use elsewhere; the message says so."""


@transaction.atomic
def say(athlete: Athlete, session: UUID, facts: Sequence[Fact], now: datetime) -> None:
    """Keep facts about a session; raises KeyInUseError when a key in them is somebody else's.

    A phone's clock may be ahead of ours: what is said here comes after it all the same.
    """
    one_at_a_time(athlete)  # or another device says something between the look and the word
    latest = OperationRow.objects.filter(athlete=athlete, session=session)
    at = max(milliseconds(now), 1 + (latest.aggregate(at=Max("at_ms"))["at"] or 0))
    _keep(athlete, [_operation(session, fact, at + place) for place, fact in enumerate(facts)])


def log_set(
    athlete: Athlete, session: UUID, made: Callable[[int], SetLogged], now: datetime
) -> SetLogged | None:
    """Log the set that `made` gives for the position after all others; None when it was before.

    A set whose key is known stays as it is. Raises NoSuchSessionError when the athlete has no such
    session, KeyInUseError when the key is somebody else's.
    """
    said: list[SetLogged] = []

    def fact(position: int) -> Operation:
        said.append(made(position))
        told = _operation(session, (Kind.SET_LOGGED, said[-1]), milliseconds(now))
        return msgspec.structs.replace(told, op=str(uuid5(said[-1].set, Kind.SET_LOGGED)))

    def after(log: SessionLog) -> Operation:
        position = max((one.position for one in log.sets), default=-1) + 1
        return fact(min(position, LAST_POSITION))

    with suppress(IntegrityError):  # the long way knows whose the key is
        if add_unheard(athlete, session, lambda heard: fact(heard.next_position)) is not None:
            return said[-1]
    answer = record_upon(athlete, session, after)
    if answer is None:
        raise NoSuchSessionError(str(session))
    if answer.outcome is Outcome.REJECTED:
        raise KeyInUseError(answer.reason)
    return said[-1] if answer.outcome is Outcome.APPLIED else None


def _keep(athlete: Athlete, operations: Sequence[Operation]) -> None:
    for answer in record(athlete, operations):
        if answer.outcome is Outcome.REJECTED:
            raise KeyInUseError(answer.reason)


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
