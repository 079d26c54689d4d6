"""Running arithmetic against published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.running.fitness import (
    climb_cost,
    highest_heart_rate,
    level_distance,
    oxygen_cost,
    show_duration,
    show_pace,
    speed_at,
    vdot,
)
from tests.coach.running_worlds import TODAY, ran


@pytest.mark.parametrize(
    ("metres", "seconds", "expected"),
    [(5000, 1200, 49.8), (10_000, 2400, 51.9), (42_195, 10_800, 53.5)],
)
def test_vdot_of_known_races(metres: float, seconds: float, expected: float) -> None:
    assert vdot(metres, seconds) == pytest.approx(expected, abs=0.05)


@given(st.floats(1.0, 7.0))
def test_speed_is_the_inverse_of_oxygen_cost(speed: float) -> None:
    assert speed_at(oxygen_cost(speed)) == pytest.approx(speed)


@pytest.mark.parametrize(
    ("gradient", "expected"),
    [(-0.20, 0.500), (-0.18, 0.495), (-0.10, 0.598), (0, 1), (0.10, 1.658), (0.45, 5.396)],
)
def test_cost_of_gradients_as_published(gradient: float, expected: float) -> None:
    assert climb_cost(gradient) == pytest.approx(expected, abs=0.001)
    assert climb_cost(2) == climb_cost(0.45)


@given(st.floats(500, 50_000), st.floats(0, 3000))
def test_climbing_never_shortens_a_run(metres: float, climb: float) -> None:
    assert level_distance(metres, climb) >= metres * 0.95
    assert level_distance(metres, None) == metres


def test_maximum_heart_rate_given_seen_or_by_age() -> None:
    runs = [ran(TODAY, 8, max_hr=float(170 + k)) for k in range(12)]
    assert highest_heart_rate(runs, 38, 191) == (191, True)
    assert highest_heart_rate(runs, 38, None) == (180, True)  # 181 may be a spike
    assert highest_heart_rate(runs[:3], 38, None) == (pytest.approx(208 - 0.7 * 38), False)
    never_all_out = highest_heart_rate(runs[:9], 20, None)
    assert never_all_out == (pytest.approx(208 - 0.7 * 20), False)


def test_paces_and_durations_as_runners_write_them() -> None:
    assert show_pace(1000 / 312, DistanceUnit.KM) == "5:12 /km"
    assert show_pace(1609.344 / 502, DistanceUnit.MI) == "8:22 /mi"
    assert show_duration(44.6 * 60) == "45 min"
    assert show_duration(5430) == "1 h 30 min"
