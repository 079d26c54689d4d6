"""Whatever a batch holds: an answer for each operation, never an exception."""

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.sync.receiving import UnreadableBatchError, receive
from strongstride.training.models import LoggedSet
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.operations import Kind
from tests.casting import Cast, new_user
from tests.sync.strategies import DEVICES, SESSIONS, SETS, bodies
from tests.training.session_log.test_actions import logged, rows_are_the_fold, said, started

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
OUTCOMES = {"applied", "duplicate", "rejected"}

anything: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text()
    | st.sampled_from([*SETS, "\ud800", "2026-11-22", "0001-01-01"]),
    lambda some: st.lists(some, max_size=3) | st.dictionaries(st.text(), some, max_size=3),
    max_leaves=6,
)


@st.composite
def wires(draw: st.DrawFn) -> dict[str, Any]:
    """Operations as some program might send them: any set in any session, any field anything."""
    kind, session = draw(st.sampled_from(Kind)), draw(st.sampled_from(SESSIONS))
    body = draw(bodies(kind, session))
    if "set" in body:
        body["set"] = draw(st.sampled_from(SETS[:2]))
    body |= {
        name: draw(anything) for name in draw(st.lists(st.sampled_from([*body, "x"]), max_size=1))
    }
    told = {
        "op": str(UUID(int=draw(st.integers(1, 12)))),
        "device": draw(st.sampled_from(DEVICES)),
        "session": session,
        "v": 1,
        "kind": kind.value,
        "at": draw(st.integers(1, 9)),
        "body": body,
    }
    spoilt = draw(st.lists(st.sampled_from(sorted(told)), max_size=1))
    return told | {name: draw(anything) for name in spoilt if draw(st.integers(0, 3)) == 0}


@settings(max_examples=60)
@given(batches=st.lists(st.lists(wires(), max_size=8), max_size=3))
def test_every_operation_is_answered(batches: list[list[dict[str, Any]]]) -> None:
    LoggedSet.objects.all().delete()
    athlete = new_user().athlete
    for batch in batches:
        answers = receive(athlete, json.dumps({"operations": batch}).encode())
        assert len(answers) == len(batch)
        assert {each.outcome.value for each in answers} <= OUTCOMES
        assert all(each.reason for each in answers if each.outcome == "rejected")
        assert rows_are_the_fold(athlete)
        kept = {
            str(op)
            for op in OperationRow.objects.filter(athlete=athlete).values_list("op", flat=True)
        }
        assert {each.op for each in answers if each.outcome != "rejected"} <= kept


@settings(max_examples=60)
@given(data=st.binary() | anything.map(json.dumps).map(str.encode))
def test_any_bytes_are_a_batch_or_refused(data: bytes) -> None:
    athlete = new_user().athlete
    with suppress(UnreadableBatchError):
        receive(athlete, data)


def test_one_set_in_two_sessions_of_a_batch_costs_only_the_second(cast: Cast) -> None:
    one, two, key, other = (str(UUID(int=number)) for number in (51, 52, 53, 54))
    told = [
        started(UUID(one)),
        started(UUID(two)),
        logged(UUID(one), UUID(key)),
        logged(UUID(two), UUID(key)),
        logged(UUID(two), UUID(other)),
    ]
    answers = receive(cast.alice.athlete, wire(told))
    outcomes = [each.outcome.value for each in answers]
    assert outcomes == ["applied", "applied", "applied", "rejected", "applied"]
    held = {(str(row.pk), str(row.training_session_id)) for row in LoggedSet.objects.all()}
    assert held == {(key, one), (other, two)}


def test_a_set_said_early_of_two_sessions_stops_only_what_clashes(cast: Cast) -> None:
    one, two, key, other = (UUID(int=number) for number in (61, 62, 63, 64))
    early = receive(cast.alice.athlete, wire([logged(one, key), logged(two, key)]))
    assert {each.outcome.value for each in early} == {"applied"}
    told = [started(one), started(two), logged(one, other)]
    answers = receive(cast.alice.athlete, wire(told))
    assert [each.outcome.value for each in answers] == ["applied", "rejected", "applied"]
    assert LoggedSet.objects.filter(training_session=one).count() == 2


def test_half_an_emoji_in_a_note_holds_up_nothing(cast: Cast) -> None:
    key = UUID(int=81)
    told = [started(key), logged(key, UUID(int=82), note="good \ud83d"), logged(key, UUID(int=83))]
    answers = receive(cast.alice.athlete, wire(told))
    assert {each.outcome.value for each in answers} == {"applied"}
    assert LoggedSet.objects.get(pk=UUID(int=82)).note == "good ?"


def test_a_rejected_operation_names_itself_and_says_why(cast: Cast) -> None:
    key = UUID(int=71)
    receive(cast.alice.athlete, wire([started(key)]))
    (answer,) = receive(cast.bob.athlete, wire([said(Kind.SESSION_DISCARDED, key)]))
    assert (answer.outcome.value, bool(answer.op), answer.reason[-1]) == ("rejected", True, ".")


def wire(operations: list[Any]) -> bytes:
    """A batch of these."""
    told = [
        {
            "op": each.op,
            "device": each.device,
            "session": each.session,
            "kind": each.kind.value,
            "at": each.at,
            "v": 1,
            "body": each.body,
        }
        for each in operations
    ]
    return json.dumps({"operations": told}).encode()
