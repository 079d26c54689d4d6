"""The fold over operations: what was tapped, whatever way it came."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.state import SessionLog, fold
from tests.sync.strategies import operations

SESSION, SET = str(UUID(int=1)), str(UUID(int=2))
STARTED = {
    "on": "2026-11-22",
    "title": "Legs",
    "planned_key": None,
    "planned": None,
    "source": "player",
    "started_at": None,
}
SQUAT = {"set": SET, "exercise": "goblet-squat", "position": 0, "done_at": 1000, "reps": 8}


def said(at: int, kind: Kind, **body: Any) -> Operation:
    """An operation made at `at`; its key grows with it."""
    op, device = str(UUID(int=100 + at)), str(UUID(int=9))
    return Operation(op=op, device=device, session=SESSION, kind=kind, at=at, body=body)


def log_of(*told: Operation) -> SessionLog:
    """The log of the one session, started before everything else."""
    return fold([said(1, Kind.SESSION_STARTED, **STARTED), *told])[SESSION]


@given(st.data())
def test_order_and_duplicates_change_nothing(data: st.DataObject) -> None:
    told = data.draw(st.lists(operations(), max_size=20, unique_by=lambda one: one.op))
    again = data.draw(st.lists(st.sampled_from(told), max_size=5)) if told else []
    shuffled = data.draw(st.permutations([*told, *again]))
    assert fold(shuffled) == fold(told)


def test_a_set_shows_what_was_logged() -> None:
    (one,) = log_of(said(2, Kind.SET_LOGGED, **SQUAT)).sets
    assert (one.exercise, one.reps, one.load_g, one.removed) == ("goblet-squat", 8, None, False)


def test_the_latest_correction_of_each_field_counts() -> None:
    (one,) = log_of(
        said(2, Kind.SET_LOGGED, **SQUAT),
        said(4, Kind.SET_CORRECTED, set=SET, reps=10),
        said(3, Kind.SET_CORRECTED, set=SET, reps=9, note="hard"),
    ).sets
    assert (one.reps, one.note) == (10, "hard")


def test_zero_and_nothing_are_values() -> None:
    (one,) = log_of(
        said(2, Kind.SET_LOGGED, **SQUAT, load_g=8000, rir=2.0),
        said(3, Kind.SET_CORRECTED, set=SET, load_g=None, rir=0.0, reps=0),
    ).sets
    assert (one.load_g, one.rir, one.reps) == (None, 0.0, 0)


def test_equal_clocks_are_settled_by_the_key_of_the_operation() -> None:
    low = said(3, Kind.SET_CORRECTED, set=SET, reps=9)
    high = Operation(
        op=str(UUID(int=999)),
        device=low.device,
        session=SESSION,
        kind=Kind.SET_CORRECTED,
        at=3,
        body={"set": SET, "reps": 11},
    )
    logged = said(2, Kind.SET_LOGGED, **SQUAT)
    assert log_of(logged, high, low).sets[0].reps == 11
    assert log_of(logged, low, high).sets[0].reps == 11


def test_a_correction_waits_for_its_set() -> None:
    correction = said(3, Kind.SET_CORRECTED, set=SET, reps=9)
    assert log_of(correction).sets == ()
    assert log_of(correction, said(2, Kind.SET_LOGGED, **SQUAT)).sets[0].reps == 9


def test_a_set_waits_for_its_session() -> None:
    assert fold([said(2, Kind.SET_LOGGED, **SQUAT)]) == {}


def test_what_was_removed_stays_removed_whatever_is_said_of_it() -> None:
    (one,) = log_of(
        said(2, Kind.SET_LOGGED, **SQUAT),
        said(3, Kind.SET_REMOVED, set=SET),
        said(4, Kind.SET_CORRECTED, set=SET, reps=9),
        said(5, Kind.SET_LOGGED, **SQUAT),
    ).sets
    assert one.removed


def test_only_a_later_restore_brings_a_set_back() -> None:
    logged, removed = said(3, Kind.SET_LOGGED, **SQUAT), said(4, Kind.SET_REMOVED, set=SET)
    early, late = said(2, Kind.SET_RESTORED, set=SET), said(5, Kind.SET_RESTORED, set=SET)
    assert log_of(logged, removed, early).sets[0].removed
    assert not log_of(logged, removed, late).sets[0].removed


@pytest.mark.parametrize(
    ("kinds", "state"),
    [
        ([], "open"),
        (["finished"], "finished"),
        (["finished", "reopened"], "open"),
        (["finished", "discarded"], "discarded"),
        (["discarded", "finished"], "discarded"),
        (["discarded", "reopened"], "open"),
        (["discarded", "reopened", "finished"], "finished"),
    ],
)
def test_where_a_session_stands(kinds: list[str], state: str) -> None:
    told = [
        said(at, Kind(f"session_{kind}"), **({"finished_at": at} if kind == "finished" else {}))
        for at, kind in enumerate(kinds, start=2)
    ]
    assert log_of(*told).state == state


def test_pain_is_kept_part_by_part() -> None:
    log = log_of(
        said(2, Kind.SESSION_NOTED, note="tired", pain={"knee": 3}),
        said(3, Kind.SESSION_NOTED, pain={"hip": 1}),
        said(4, Kind.SESSION_NOTED, pain={"knee": 0}),
    )
    assert (log.note, log.pain) == ("tired", {"hip": 1, "knee": 0})


def test_sets_stand_in_their_places() -> None:
    first, second = str(UUID(int=30)), str(UUID(int=20))
    told = [
        said(2, Kind.SET_LOGGED, **{**SQUAT, "set": second, "position": 1}),
        said(3, Kind.SET_LOGGED, **{**SQUAT, "set": first, "position": 0}),
    ]
    assert [one.set for one in log_of(*told).sets] == [first, second]
