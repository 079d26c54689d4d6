"""The balance of a week in working sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Chain, Measure, Pattern, Region
from strongstride.coach.programme import PlannedExercise, PlannedSet
from strongstride.coach.sessions.balance import Counts, count_sets, misses
from tests.coach.making import exercise


def planned(sets: int, **changes: object) -> PlannedExercise:
    return PlannedExercise(exercise=exercise(**changes), sets=(PlannedSet(reps=8),) * sets)


def test_counts_sets_by_region_chain_pattern_and_side() -> None:
    work = [
        planned(3),
        planned(2, chain=Chain.BACK, one_sided=True, pattern=Pattern.HINGE),
        planned(4, region=Region.UPPER, chain=Chain.BACK, pattern=Pattern.VERTICAL_PULL),
        planned(1, region=Region.UPPER, pattern=Pattern.HORIZONTAL_PUSH),
        planned(2, region=Region.CORE, pattern=Pattern.ANTI_EXTENSION),
    ]
    assert count_sets(work) == Counts(
        lower=5,
        core=2,
        upper=5,
        back=2,
        front=3,
        pull=4,
        push=1,
        one_sided=2,
        lift_back=2,
        lift_front=3,
    )


def test_an_upper_back_exercise_is_not_the_back_of_the_leg() -> None:
    work = [planned(3, region=Region.UPPER, chain=Chain.BACK, pattern=Pattern.VERTICAL_PULL)]
    assert count_sets(work).back == 0


def test_contacts_are_added_up() -> None:
    jump = exercise(pattern=Pattern.JUMP, measure=Measure.CONTACTS)
    item = PlannedExercise(exercise=jump, sets=(PlannedSet(contacts=12), PlannedSet(contacts=11)))
    assert count_sets([item]).contacts == 23


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (Counts(lower=10, back=5, front=5, pull=3, push=3, one_sided=4), (0, 0, 0)),
        (Counts(lower=10, back=4, front=5, pull=6, push=3, one_sided=4), (0, 0, 0)),
        (Counts(lower=10, back=3, front=5, pull=7, push=3, one_sided=3), (1, 1, 1)),
        (Counts(lower=10, back=8, front=5, pull=2, push=3, one_sided=4), (1, 1, 0)),
        (Counts(lower=4, back=4, front=0, one_sided=4), (3, 0, 0)),
        (Counts(), (0, 0, 0)),
    ],
)
def test_misses_are_the_sets_each_bound_is_off_by(
    counts: Counts, expected: tuple[int, int, int]
) -> None:
    assert misses(counts) == expected


@given(back=st.integers(0, 40), front=st.integers(0, 40))
def test_back_to_front_is_kept_exactly_between_its_bounds(back: int, front: int) -> None:
    kept = misses(Counts(back=back, front=front))[0] == 0
    assert kept == (8 * front <= 10 * back and 10 * back <= 15 * front)


@given(one=st.integers(0, 40), two=st.integers(0, 40))
def test_one_sided_share_is_kept_from_forty_percent(one: int, two: int) -> None:
    kept = misses(Counts(one_sided=one, lower=one + two))[2] == 0
    assert kept == (10 * one >= 4 * (one + two))
