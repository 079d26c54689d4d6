"""Warm-up and cool-down fit the work, the athlete and the day."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Athlete, Availability, Pain
from strongstride.coach.catalogue import BodyPart, Implement, Muscle, catalogue
from strongstride.coach.programme import (
    CoolDownItem,
    Phase,
    PlannedExercise,
    PlannedSet,
    WarmUpItem,
)
from strongstride.coach.sessions.cool_down import cool_down_budget_s
from strongstride.coach.sessions.cool_down import cool_down_for as cool_down_of
from strongstride.coach.sessions.timing import cool_down_seconds
from strongstride.coach.sessions.warm_up import warm_up_budget_s
from strongstride.coach.sessions.warm_up import warm_up_for as warm_up_of
from strongstride.coach.sessions.write import open_to
from tests.coach.making import GYM, TODAY, athlete

HEAVY = PlannedSet(reps=5, load_g=80_000, rir=2, rest_s=180)


def warm_up_for(
    work: list[PlannedExercise], runner: Athlete, phase: Phase, *, after_run: bool
) -> tuple[WarmUpItem, ...]:
    drills = open_to(runner, catalogue().drills)
    return warm_up_of(work, runner, drills, phase, after_run=after_run)


def cool_down_for(
    work: list[PlannedExercise], runner: Athlete, today: date
) -> tuple[CoolDownItem, ...]:
    return cool_down_of(work, runner, open_to(runner, catalogue().stretches), today)


def squats(planned: PlannedSet = HEAVY) -> PlannedExercise:
    return PlannedExercise(
        exercise=catalogue().get("barbell-squat"), sets=(planned,) * 3, implement=Implement.BARBELL
    )


def test_a_warm_up_raises_activates_mobilises_and_potentiates_in_order() -> None:
    steps = warm_up_for([squats()], athlete(equipment=GYM), Phase.MAX_STRENGTH, after_run=False)
    stages = [step.stage for step in steps]
    order = ["raise", "activate", "mobilise", "potentiate"]
    assert stages == sorted(stages, key=order.index)
    assert set(stages) == set(order)


def test_ramp_sets_climb_with_loads_that_can_be_made() -> None:
    long = Availability(minutes=75)
    steps = warm_up_for(
        [squats()],
        athlete(equipment=GYM, availability=long),
        Phase.MAX_STRENGTH,
        after_run=False,
    )
    ramp = [(s.reps, s.load_g) for s in steps[-1].sets]
    assert ramp == [(8, 40_000), (4, 55_000), (2, 67_500)]


def test_light_phases_need_no_ramp() -> None:
    steps = warm_up_for([squats()], athlete(equipment=GYM), Phase.FORM, after_run=False)
    assert not any(step.sets for step in steps)


def test_after_a_run_the_raise_is_shorter() -> None:
    fresh, warm = (
        warm_up_for([squats()], athlete(), Phase.FORM, after_run=after)[0].seconds
        for after in (False, True)
    )
    assert warm < fresh


def test_stretches_serve_what_was_trained() -> None:
    items = cool_down_for([squats()], athlete(), TODAY)
    served = {m for i in items for m in (*i.exercise.primary, *i.exercise.secondary)}
    assert Muscle.QUADS in served
    assert all((i.seconds, i.holds) == (30, 2) for i in items)
    assert all(i.sides == (2 if i.exercise.one_sided else 1) for i in items)


def test_older_runners_hold_longer() -> None:
    items = cool_down_for([squats()], athlete(birth_year=1955), TODAY)
    assert {i.seconds for i in items} == {45}


@pytest.mark.parametrize("part", BodyPart)
def test_nothing_stresses_a_part_that_hurts(part: BodyPart) -> None:
    hurt = athlete(pains=(Pain(part=part, level=5),))
    drills = [
        step.exercise
        for step in warm_up_for([squats()], hurt, Phase.FORM, after_run=False)
        if step.exercise
    ]
    stretches = [i.exercise for i in cool_down_for([squats()], hurt, TODAY)]
    assert not any(part in exercise.avoid_pain for exercise in (*drills, *stretches))


@given(
    minutes=st.integers(20, 120),
    phase=st.sampled_from(Phase),
    after_run=st.booleans(),
    load_g=st.sampled_from([20_000, 60_000, 150_000]),
)
def test_budgets_are_upper_bounds(minutes: int, phase: Phase, after_run: bool, load_g: int) -> None:
    runner = athlete(equipment=GYM, availability=Availability(minutes=minutes))
    work = [squats(msgspec.structs.replace(HEAVY, load_g=load_g))]
    steps = warm_up_for(work, runner, phase, after_run=after_run)
    assert sum(step.seconds for step in steps) <= warm_up_budget_s(runner, phase)
    items = cool_down_for(work, runner, TODAY)
    assert sum(map(cool_down_seconds, items)) <= cool_down_budget_s(runner, TODAY)
