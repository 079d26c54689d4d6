"""What the athlete says hurts: less of it from 4 on, nothing heavier to find from 3 on."""

from datetime import date

import pytest

from strongstride.coach.athlete import Pain
from strongstride.coach.catalogue import Measure, catalogue
from strongstride.coach.lifting.strength import estimate_strength
from strongstride.coach.programme import Dose
from strongstride.coach.progression import Prescription, next_prescription
from tests.coach.making import GYM, athlete

TODAY = date(2026, 11, 22)


def asked(name: str, dose: Dose, level: int) -> Prescription:
    exercise = catalogue().get(name)
    hurts = tuple(Pain(part=part, level=level) for part in exercise.avoid_pain)
    runner = athlete(equipment=GYM, pains=hurts)
    book = estimate_strength([], runner, TODAY)
    return next_prescription(exercise, dose, book, runner, TODAY)


REPS = Dose(measure=Measure.REPS, low=8, target=10, high=12, sets=3, rir=3, rest_s=90)
HOLD = Dose(measure=Measure.SECONDS, low=20, target=30, high=45, sets=3, rir=3, rest_s=60)


@pytest.mark.parametrize("level", [4, 5])
@pytest.mark.parametrize(
    ("name", "dose"),
    [
        ("goblet-squat", REPS),
        ("seated-dumbbell-press", REPS),
        ("calf-raise", REPS),
        ("wall-push-up", REPS),
        ("calf-hold", HOLD),
    ],
)
def test_moderate_pain_without_a_log_takes_off_and_says_so(
    name: str, dose: Dose, level: int
) -> None:
    sore, well = asked(name, dose, level), asked(name, dose, 0)
    assert len(sore.sets) < len(well.sets)
    assert (sore.sets[0].load_g or 0) <= (well.sets[0].load_g or 0)
    assert any(why.rule == "pain-and-load" and f"{level} of 10" in why.text for why in sore.reasons)


@pytest.mark.parametrize("name", ["goblet-squat", "kettlebell-deadlift"])
def test_a_first_load_is_a_third_less_where_it_hurts(name: str) -> None:
    sore, well = asked(name, REPS, 5), asked(name, REPS, 0)
    assert (sore.sets[0].load_g or 0) <= 0.7 * (well.sets[0].load_g or 0)


@pytest.mark.parametrize(("level", "finds"), [(0, True), (2, True), (3, False), (5, False)])
def test_nothing_heavier_is_looked_for_where_it_hurts(level: int, *, finds: bool) -> None:
    assert ("If a clean set left" in asked("goblet-squat", REPS, level).note) is finds
