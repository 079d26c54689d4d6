"""Recording operations: rows equal the fold, everything once, nobody else's."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.actions import Outcome, record
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.rows import from_row, session_columns, set_columns
from strongstride.training.session_log.state import fold
from tests.casting import Cast, new_user
from tests.sync.strategies import operations

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def rows_are_the_fold(athlete: Athlete) -> bool:
    """Whether the rows say what the fold over everything kept says."""
    kept = [from_row(row) for row in OperationRow.objects.filter(athlete=athlete)]
    log = fold(kept)
    sessions = {str(row.pk): row for row in TrainingSession.objects.filter(athlete=athlete)}
    sets = {str(row.pk): row for row in LoggedSet.objects.filter(athlete=athlete)}
    told = {one.set: one for session in log.values() for one in session.sets}
    return (
        sessions.keys() == log.keys()
        and sets.keys() == told.keys()
        and all(_says(sessions[key], session_columns(log[key])) for key in log)
        and all(_says(sets[key], set_columns(one)) for key, one in told.items())
    )


def _says(row: Any, columns: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in columns.items())


def said(kind: Kind, session: UUID, at: int = 10, **body: Any) -> Operation:
    """A new operation of some device."""
    return Operation(
        op=str(uuid4()), device=str(uuid4()), session=str(session), kind=kind, at=at, body=body
    )


def started(session: UUID) -> Operation:
    """A session that begins."""
    return said(
        Kind.SESSION_STARTED,
        session,
        at=1,
        on="2026-11-22",
        title="Legs",
        planned_key=None,
        planned=None,
        source="player",
        started_at=None,
    )


def logged(session: UUID, key: UUID, at: int = 10, **fields: Any) -> Operation:
    """A set of it."""
    usual = {"exercise": "push-up", "position": 0, "done_at": 1_790_000_000_000, "reps": 8}
    return said(Kind.SET_LOGGED, session, at, set=str(key), **{**usual, **fields})


@settings(max_examples=40)
@given(data=st.data())
def test_rows_equal_the_fold_whatever_comes_in_whatever_batches(data: st.DataObject) -> None:
    athlete = new_user().athlete
    own = {key: str(uuid4()) for key in range(0xA0, 0xC0)}  # other examples keep their keys
    told = data.draw(st.lists(operations(), max_size=15, unique_by=lambda one: one.op))
    told = [_renamed(one, own) for one in told]
    sent = data.draw(st.permutations(told)) + told[:3]
    while sent:
        size = data.draw(st.integers(1, 6))
        record(athlete, sent[:size])
        sent = sent[size:]
        assert rows_are_the_fold(athlete)
    assert OperationRow.objects.filter(athlete=athlete).count() == len(told)


def _renamed(operation: Operation, own: dict[int, str]) -> Operation:
    body = dict(operation.body)
    if "set" in body:
        body["set"] = own[UUID(body["set"]).int]
    session = own[UUID(operation.session).int]
    return Operation(
        op=operation.op,
        device=operation.device,
        session=session,
        kind=operation.kind,
        at=operation.at,
        body=body,
    )


def test_the_same_operation_is_kept_once_in_a_batch_and_across_batches(cast: Cast) -> None:
    session = uuid4()
    begin, one = started(session), logged(session, uuid4())
    first = record(cast.alice.athlete, [begin, one, one])
    again = record(cast.alice.athlete, [one])
    assert [each.outcome for each in first] == ["applied", "applied", "duplicate"]
    assert [each.outcome for each in again] == ["duplicate"]
    assert LoggedSet.objects.count() == 1


def test_an_operation_is_known_again_even_under_another_session(cast: Cast) -> None:
    begin = started(uuid4())
    record(cast.alice.athlete, [begin])
    moved = Operation(
        op=begin.op, device=begin.device, session=str(uuid4()), kind=begin.kind, at=9, body={}
    )
    assert record(cast.alice.athlete, [moved])[0].outcome is Outcome.DUPLICATE


def test_a_foreign_session_or_set_is_rejected_and_untouched(cast: Cast) -> None:
    session, key, own = uuid4(), uuid4(), uuid4()
    record(cast.alice.athlete, [started(session), logged(session, key)])
    answers = record(
        cast.bob.athlete,
        [
            started(own),
            logged(own, key, reps=1),
            logged(session, uuid4()),
            logged(own, uuid4()),
            said(Kind.SESSION_DISCARDED, session),
        ],
    )
    assert [each.outcome for each in answers] == [
        "applied",
        "rejected",
        "rejected",
        "applied",
        "rejected",
    ]
    assert LoggedSet.objects.get(pk=key).reps == 8
    assert TrainingSession.objects.get(pk=session).state == "open"
    assert rows_are_the_fold(cast.bob.athlete)
    assert not OperationRow.objects.filter(athlete=cast.bob.athlete, session=session).exists()


def test_a_set_belongs_to_one_session(cast: Cast) -> None:
    first, second, key = uuid4(), uuid4(), uuid4()
    record(cast.alice.athlete, [started(first), logged(first, key), started(second)])
    (answer,) = record(cast.alice.athlete, [logged(second, key)])
    assert answer.outcome is Outcome.REJECTED
    assert answer.reason


def test_the_plan_is_touched_by_finished_sessions_only(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    before = athlete.inputs_version
    record(athlete, [started(session), logged(session, uuid4())])
    athlete.refresh_from_db()
    assert athlete.inputs_version == before
    record(athlete, [said(Kind.SESSION_FINISHED, session, finished_at=1_790_000_000_000)])
    athlete.refresh_from_db()
    assert athlete.inputs_version == before + 1


def test_the_plan_follows_a_set_that_comes_after_the_end(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    end = said(Kind.SESSION_FINISHED, session, finished_at=1_790_000_000_000)
    record(athlete, [started(session), end])
    athlete.refresh_from_db()
    before = athlete.inputs_version
    record(athlete, [logged(session, uuid4())])
    athlete.refresh_from_db()
    assert athlete.inputs_version == before + 1


def test_a_correction_that_came_first_holds_for_the_set_that_comes_alone(cast: Cast) -> None:
    athlete, session, key = cast.alice.athlete, uuid4(), uuid4()
    record(athlete, [started(session)])
    record(athlete, [said(Kind.SET_CORRECTED, session, at=20, set=str(key), reps=5)])
    record(athlete, [logged(session, key, at=10)])
    assert LoggedSet.objects.get(pk=key).reps == 5
    assert rows_are_the_fold(athlete)


def test_a_session_that_came_without_operations_can_be_corrected(cast: Cast) -> None:
    athlete = cast.alice.athlete
    row = TrainingSession.objects.create(
        athlete=athlete, on="2026-11-20", title="From a watch", state="finished", source="watch"
    )
    done = "2026-11-20T12:00:00Z"
    one = LoggedSet.objects.create(
        athlete=athlete,
        training_session=row,
        position=1,
        exercise="push-up",
        reps=9,
        done_at=done,
        note="as told",
    )
    record(athlete, [said(Kind.SET_CORRECTED, row.pk, set=str(one.pk), reps=12)])
    one.refresh_from_db()
    row.refresh_from_db()
    assert (one.reps, one.note, row.title, row.state) == (12, "as told", "From a watch", "finished")


def test_logging_a_set_takes_three_queries(cast: Cast) -> None:
    athlete, session = cast.alice.athlete, uuid4()
    record(athlete, [started(session)])
    with CaptureQueriesContext(
        connection,
    ) as queries:
        record(athlete, [logged(session, uuid4())])
    asked = [q["sql"] for q in queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) <= (4 if connection.vendor == "postgresql" else 3)
