"""What was logged, front and back, push and pull, left and right, muscle by muscle."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Muscle, catalogue
from strongstride.coach.log import LoggedSession, LoggedSet, Side
from strongstride.coach.progress.balance_done import balance_done, side_gaps
from tests.coach.lifters import TODAY, session

LUNGE = "reverse-lunge"


def sides(days_ago: int, left: float, right: float, reps: int = 8) -> LoggedSession:
    sets = tuple(
        LoggedSet(exercise=LUNGE, load_g=round(kilos * 1000), reps=reps, side=side)
        for side, kilos in ((Side.LEFT, left), (Side.RIGHT, right))
    )
    return LoggedSession(on=TODAY - timedelta(days=days_ago), id=str(days_ago), sets=sets)


def sets_of(found: object, muscle: Muscle) -> float:
    return {one.muscle: one.sets for one in found.muscles}[muscle]  # type: ignore[attr-defined]


def test_targets_count_one_and_helpers_a_half() -> None:
    squat = catalogue().get("barbell-squat")
    found = balance_done([session(3, "barbell-squat", 60, [8] * 4)], TODAY)
    assert sets_of(found, squat.primary[0]) == 1.0  # four sets over four weeks
    assert sets_of(found, squat.secondary[0]) == 0.5
    assert len(found.muscles) == len(Muscle)


def test_levels_follow_sets_a_week() -> None:
    for sets, level in ((0, 0), (4, 1), (8, 2), (19, 2), (20, 3)):
        found = balance_done([session(3, "barbell-squat", 60, [8] * sets)] if sets else [], TODAY)
        assert {one.muscle: one.level for one in found.muscles}[Muscle.QUADS] == level


def test_front_and_back_push_and_pull_are_told_with_their_numbers() -> None:
    log = [
        session(2, "barbell-squat", 60, [8] * 6),
        session(2, "barbell-romanian-deadlift", 60, [8] * 2),
        session(1, "push-up", None, [8] * 3),
        session(1, "dumbbell-row", 20, [8] * 3),
    ]
    front_back, push_pull, _ = (said.text for said in balance_done(log, TODAY).says)
    assert front_back == (
        "2 back-of-leg to 6 front-of-leg sets: more front-of-leg than what the plan keeps, "
        "0.8 to 1.5 to one."
    )
    assert push_pull.startswith("3 pulling to 3 pushing sets: within what the plan keeps")


def test_nothing_logged_is_said_and_no_blame() -> None:
    found = balance_done([], TODAY)
    assert [said.text for said in found.says] == [
        "No back-of-leg or front-of-leg sets yet.",
        "No pulling or pushing sets yet.",
        "Left and right were not logged apart yet.",
    ]


def test_older_than_four_weeks_and_unknown_exercises_are_apart() -> None:
    log = [session(40, "barbell-squat", 60, [8]), session(3, "other:log lift", 50, [8] * 3)]
    found = balance_done(log, TODAY)
    assert found.counts.lower == 0
    assert found.unknown_sets == 3


def test_a_side_steadily_behind_is_pointed_out_a_bad_day_is_not() -> None:
    (steady,) = side_gaps([sides(9, 20, 16), sides(5, 20, 16), sides(1, 20, 17)])
    assert (steady.behind, steady.is_told, steady.days) == (Side.RIGHT, True, 3)
    assert steady.gap == pytest.approx((0.2 + 0.2 + 0.15) / 3, abs=0.01)
    (bad_day,) = side_gaps([sides(9, 20, 20), sides(5, 20, 20), sides(1, 20, 12)])
    assert not bad_day.is_told
    (turning,) = side_gaps([sides(9, 20, 16), sides(5, 16, 20)])
    assert not turning.is_told


def test_the_weaker_side_is_named_with_what_to_do() -> None:
    text = balance_done([sides(9, 20, 16), sides(5, 20, 16)], TODAY).says[2].text
    assert "right is 20 % behind on several days. Begin with that side" in text
    near = balance_done([sides(9, 20, 19), sides(5, 20, 19)], TODAY).says[2].text
    assert near == "Left and right differ by no more than they do from day to day."


def test_one_side_logged_alone_is_no_gap() -> None:
    left = LoggedSession(
        on=TODAY, id="1", sets=(LoggedSet(exercise=LUNGE, reps=8, side=Side.LEFT),)
    )
    assert side_gaps([left]) == ()


@given(
    st.lists(
        st.tuples(
            st.integers(0, 60),
            st.sampled_from(list(catalogue().exercises)),
            st.lists(st.integers(1, 20), min_size=1, max_size=4),
        ),
        max_size=10,
    )
)
def test_any_log_adds_up(log: list[tuple[int, str, list[int]]]) -> None:
    found = balance_done([session(day, key, 10, reps) for day, key, reps in log], TODAY)
    within = sum(
        len(reps) for day, key, reps in log if day < 28 and catalogue().get(key).is_training
    )
    counted = found.counts.lower + found.counts.core + found.counts.upper
    assert counted <= within
    assert all(one.sets >= 0 for one in found.muscles)
