"""Writing the log: operations in, rows that equal the fold over all of them.

Whatever door a fact comes through (the phone, a page, the API, the command line), it is recorded
here. The rows are never changed but by what the fold says now and did not say before.
"""

from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import Q

from strongstride.accounts.actions import touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.pain import tell_the_coach
from strongstride.training.session_log.rows import (
    OPERATION_COLUMNS,
    from_columns,
    operation_columns,
    session_columns,
    set_columns,
    told_by,
)
from strongstride.training.session_log.state import SessionLog, SetState, fold
from strongstride.training.session_log.superseding import finished_now, superseded
from strongstride.training.session_log.unheard import add_unheard, one_at_a_time
from strongstride.web import clock

Log = dict[str, SessionLog]
FOREIGN = "This entry carries a key that is in use elsewhere; log it again."


class Outcome(StrEnum):
    """What became of an operation."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one operation; with the reason when it was rejected."""

    op: str
    outcome: Outcome
    reason: str = ""


def record(athlete: Athlete, operations: Sequence[Operation]) -> list[Answer]:
    """Keep these operations; an answer for each, in their order. Kept twice, they change nothing.

    Rejected is only what names a session or set by a key that is in use elsewhere.
    """
    try:
        if len(operations) == 1 and _is_added(athlete, operations[0]):
            return [Answer(op=operations[0].op, outcome=Outcome.APPLIED)]
        return _record(athlete, operations)
    except IntegrityError:
        return [_record_alone(athlete, each) for each in operations]


def _record_alone(athlete: Athlete, operation: Operation) -> Answer:
    """Keep one operation of a batch that could not be kept together."""
    try:
        (answer,) = _record(athlete, [operation])
    except IntegrityError:
        return Answer(op=operation.op, outcome=Outcome.REJECTED, reason=FOREIGN)
    return answer


def _is_added(athlete: Athlete, said: Operation) -> bool:
    """Whether this was the first of a set, and is kept now."""
    if said.kind is not Kind.SET_LOGGED:
        return False
    return add_unheard(athlete, UUID(said.session), lambda _: said) is not None


def record_upon(
    athlete: Athlete, session: UUID, tell: Callable[[SessionLog], Operation]
) -> Answer | None:
    """Keep what `tell` says of a session as it stands; None when the athlete has no such one."""
    try:
        return _record_upon(athlete, session, tell)
    except IntegrityError:
        return Answer(op="", outcome=Outcome.REJECTED, reason=FOREIGN)


@transaction.atomic
def _record_upon(
    athlete: Athlete, session: UUID, tell: Callable[[SessionLog], Operation]
) -> Answer | None:
    one_at_a_time(athlete)
    known = _kept(athlete, Q(session=session))
    adopted = [] if known else _own_facts(athlete, session)
    before = fold([*known, *adopted])
    if str(session) not in before:
        return None
    said = tell(before[str(session)])
    if any(each.op == said.op for each in known):
        return Answer(op=said.op, outcome=Outcome.DUPLICATE)
    _keep(athlete, [said, *adopted])
    _write(athlete, before, fold([*known, *adopted, said]))
    return Answer(op=said.op, outcome=Outcome.APPLIED)


def _own_facts(athlete: Athlete, session: UUID) -> list[Operation]:
    row = TrainingSession.objects.filter(athlete=athlete, pk=session).first()
    return [] if row is None else list(told_by(row))


@transaction.atomic
def _record(athlete: Athlete, operations: Sequence[Operation]) -> list[Answer]:
    one_at_a_time(athlete)
    known = _known(athlete, operations)
    kept = {each.op for each in known}
    new = {each.op: each for each in operations if each.op not in kept}
    known += _adopted(athlete, {each.session for each in new.values()} - _sessions(known))
    before = fold(known)
    _keep(athlete, [*new.values(), *(each for each in known if each.op not in kept)])
    _write(athlete, before, fold([*known, *new.values()]))
    return [_answer(each, new) for each in operations]


def _answer(operation: Operation, new: dict[str, Operation]) -> Answer:
    # the second of two in one batch is the duplicate; popped, each op is applied once
    applied = new.pop(operation.op, None) is not None
    return Answer(op=operation.op, outcome=Outcome.APPLIED if applied else Outcome.DUPLICATE)


def _known(athlete: Athlete, operations: Sequence[Operation]) -> list[Operation]:
    """What was kept before of these sessions, and these operations wherever they stand."""
    same = Q(session__in={each.session for each in operations})
    return _kept(athlete, same | Q(op__in={each.op for each in operations}))


def _kept(athlete: Athlete, which: Q) -> list[Operation]:
    rows = OperationRow.objects.filter(which, athlete=athlete)
    return [from_columns(*row) for row in rows.values_list(*OPERATION_COLUMNS)]


def _sessions(operations: Iterable[Operation]) -> set[str]:
    return {each.session for each in operations}


def _adopted(athlete: Athlete, sessions: set[str]) -> list[Operation]:
    """The facts of sessions that came without operations (an imported log, a watch)."""
    if not sessions:
        return []
    rows = TrainingSession.objects.filter(pk__in=sessions)
    if any(row.athlete_id != athlete.pk for row in rows):
        raise IntegrityError("a session of somebody else")
    return [fact for row in rows for fact in told_by(row)]


def _keep(athlete: Athlete, operations: Iterable[Operation]) -> None:
    now = clock.now()
    OperationRow.objects.bulk_create(
        OperationRow(athlete=athlete, received_at=now, **operation_columns(each))
        for each in operations
    )


def _write(athlete: Athlete, before: Log, after: Log) -> None:
    """Bring the rows from what the fold said to what it says."""
    changed = {key: log for key, log in after.items() if before.get(key) != log}
    made = [log for key, log in changed.items() if key not in before]
    TrainingSession.objects.bulk_create(
        TrainingSession(id=UUID(log.session), athlete=athlete, **session_columns(log))
        for log in made
    )
    for key in changed.keys() & before.keys():
        _write_session(athlete, before[key], changed[key])
    _make_sets(athlete, before, changed)
    for key, log in changed.items():
        tell_the_coach(athlete, before.get(key), log)
    yielding = [said for log in finished_now(before, changed) for said in superseded(athlete, log)]
    if yielding:
        _record(athlete, yielding)
    if any(_counts(before.get(key)) or _counts(log) for key, log in changed.items()):
        touch_inputs(athlete)


def _write_session(athlete: Athlete, before: SessionLog, after: SessionLog) -> None:
    columns = session_columns(after)
    if columns != session_columns(before):
        TrainingSession.objects.filter(athlete=athlete, pk=after.session).update(**columns)
    known = {one.set: one for one in before.sets}
    for one in after.sets:
        if one.set in known and known[one.set] != one:
            LoggedSet.objects.filter(athlete=athlete, pk=one.set).update(**set_columns(one))


def _make_sets(athlete: Athlete, before: Log, changed: Log) -> None:
    LoggedSet.objects.bulk_create(
        LoggedSet(
            id=UUID(one.set),
            athlete=athlete,
            training_session_id=UUID(log.session),
            **set_columns(one),
        )
        for log in changed.values()
        for one in _new_sets(before.get(log.session), log)
    )


def _new_sets(before: SessionLog | None, after: SessionLog) -> list[SetState]:
    known = {one.set for one in before.sets} if before else set()
    return [one for one in after.sets if one.set not in known]


def _counts(log: SessionLog | None) -> bool:
    """Whether the coach plans from it: an open session may still change with every tap."""
    return log is not None and log.state == "finished"
