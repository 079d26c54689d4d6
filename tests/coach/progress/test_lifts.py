"""Strength session by session: the same number as the coach's, its range, and changes that hold."""

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.coach.lifting.reps_curve import reps_at
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.progress.lift_words import lift_sentence, show_strength
from strongstride.coach.progress.lifts import LiftMeasure, LiftProgress, lift_progress, too_few
from strongstride.coach.quantities import MassUnit
from tests.coach.lifters import RUNNER, TODAY, held, session

BENCH = "barbell-bench-press"


def months(
    seed: int, *, gain: float = 0.0, curve: float = 32.0, weeks: int = 16
) -> list[LoggedSession]:
    """Two bench sessions a week of one with a known 1RM; twelves at first, fives at the end."""
    random = Random(seed)
    found = []
    for number in range(2 * weeks):
        share = number / (2 * weeks - 1)
        one_rm = 100 * (1 + gain * share) * (1 + random.gauss(0, 0.035))
        target = 12 if share < 0.4 else 8 if share < 0.7 else 5
        load = round(100 * (1 + gain * share) / (1 + (target + 1) / curve) / 2.5) * 2.5
        possible = reps_at(load, one_rm, curve)
        told = max(round(possible - target + random.gauss(-0.8, 0.8)), 0)
        days = 7 * weeks - round(number * 3.5) - 1
        found.append(session(days, BENCH, load, [target] * 3, rir=float(min(told, 4))))
    return found


def one_lift(history: list[LoggedSession], key: str = BENCH) -> LiftProgress:
    (found,) = (one for one in lift_progress(history, RUNNER, TODAY) if one.exercise == key)
    return found


def test_the_last_point_is_what_the_coach_works_with() -> None:
    history = months(1)
    last = one_lift(history).points[-1]
    known = estimate_strength(history, RUNNER, last.on).of(BENCH)
    assert known is not None
    assert last.value == pytest.approx(known.e1rm_g or 0, rel=1e-4)
    assert last.low < last.value < last.high


def test_every_session_stands_behind_the_line_with_its_best_set() -> None:
    history = months(1, weeks=8)
    points = one_lift(history).points
    assert [point.on for point in points] == sorted(one.on for one in history)
    assert all(point.best in one.sets for point, one in zip(points, history, strict=True))


def test_the_range_holds_the_true_strength_four_times_in_five() -> None:
    inside = 0
    for seed in range(60):
        last = one_lift(months(seed)).points[-1]
        inside += last.low <= 100_000 <= last.high
    assert inside / 60 >= 0.75


@pytest.mark.parametrize("curve", [24.0, 32.0, 44.0])
def test_going_from_twelves_to_fives_is_not_getting_stronger(curve: float) -> None:
    told = 0
    for seed in range(60):
        trend = one_lift(months(seed, curve=curve)).trend
        assert trend is not None
        told += trend.is_told
    assert told / 60 <= 0.1


def test_who_gets_a_fifth_stronger_while_repetitions_fall_is_mostly_told() -> None:
    told = 0
    for seed in range(60):
        trend = one_lift(months(seed, gain=0.2)).trend
        assert trend is not None
        told += trend.is_told and trend.change > 0
    assert told / 60 >= 0.7


def test_two_sessions_are_too_few_and_named() -> None:
    history = [session(day, BENCH, 60, [8] * 3) for day in (8, 1)]
    assert lift_progress(history, RUNNER, TODAY) == ()
    assert too_few(history, TODAY) == {BENCH: 2}
    assert too_few([*history, session(15, BENCH, 60, [8])], TODAY) == {}


def test_each_lift_is_told_in_its_own_measure() -> None:
    history = [
        one
        for day in (20, 13, 6)
        for one in (
            session(day, "push-up", None, [14, 12, 10]),
            session(day, "assisted-pull-up", 25, [8] * 3),
            session(day, "dead-bug", None, [10, 10]),
            session(day, "other:log lift", 50, [6] * 3),
            held(day, "plank", 45),
        )
    ]
    found = {one.exercise: one for one in lift_progress(history, RUNNER, TODAY)}
    assert {key: one.measure for key, one in found.items()} == {
        "push-up": LiftMeasure.REPS,
        "assisted-pull-up": LiftMeasure.HELP,
        "dead-bug": LiftMeasure.REPS,
        "other:log lift": LiftMeasure.LOAD,
        "plank": LiftMeasure.SECONDS,
    }
    assert 14 <= found["push-up"].points[-1].value <= 22
    assert found["assisted-pull-up"].points[-1].value < 25_000
    assert found["plank"].points[-1].value == 45


def test_the_sentence_says_how_strong_how_sure_and_what_it_cannot_tell() -> None:
    text = lift_sentence(one_lift(months(1, weeks=4)), RUNNER).text
    assert "for one repetition" in text
    assert "four times in five" in text
    assert "A change is told from 6 weeks with it in the last 16." in text
    assert "stronger: more than noise" in lift_sentence(one_lift(months(2, gain=0.3)), RUNNER).text
    assert "no change you could tell from noise" in lift_sentence(one_lift(months(3)), RUNNER).text


def test_amounts_are_in_the_units_of_the_athlete() -> None:
    assert show_strength(LiftMeasure.LOAD, 62_430, MassUnit.KG) == "62.5 kg"
    assert show_strength(LiftMeasure.LOAD, 62_430, MassUnit.LB) == "137.6 lb"
    assert show_strength(LiftMeasure.REPS, 13.6, MassUnit.KG) == "14 reps"
    assert show_strength(LiftMeasure.SECONDS, 44.6, MassUnit.KG) == "45 s"
    pounds = msgspec.structs.replace(RUNNER, mass_unit=MassUnit.LB)
    assert " lb for one repetition" in lift_sentence(one_lift(months(1, weeks=4)), pounds).text


logged_sets = st.builds(
    LoggedSet,
    exercise=st.sampled_from([BENCH, "push-up", "plank", "assisted-pull-up", "other:thing"]),
    load_g=st.none() | st.integers(0, 300_000),
    reps=st.none() | st.integers(0, 60),
    seconds=st.none() | st.floats(0, 600),
    rir=st.none() | st.floats(0, 10),
)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 400), st.lists(logged_sets, max_size=4)), max_size=14))
def test_any_log_can_be_read(days: list[tuple[int, list[LoggedSet]]]) -> None:
    history = [
        msgspec.structs.replace(session(day, BENCH, 1, [1]), sets=tuple(sets)) for day, sets in days
    ]
    for lift in lift_progress(history, RUNNER, TODAY):
        assert all(0 <= point.low <= point.high for point in lift.points)
        assert lift_sentence(lift, RUNNER).text
