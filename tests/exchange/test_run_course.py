"""A run's curves, splits and route."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.exchange.run_course import curves, route, splits
from strongstride.exchange.run_track import STEPS, UNKNOWN, KeptTrack


def track(**columns: list[float]) -> KeptTrack:
    rows = len(columns["time_s"])
    return KeptTrack(
        **{
            name: np.array(
                [round(value / step) for value in columns[name]]
                if name in columns
                else [UNKNOWN] * rows,
                dtype=np.int64,
            )
            for name, step in STEPS.items()
        }
    )


def steady(seconds: int = 1200, speed: float = 3.0) -> dict[str, list[float]]:
    times = [float(second) for second in range(0, seconds + 1, 5)]
    return {"time_s": times, "distance_m": [speed * second for second in times]}


def test_splits_are_whole_units_and_a_rest() -> None:
    found = splits(track(**steady()), 1000.0)
    assert [split.metres for split in found] == [1000, 1000, 1000, 600]
    assert [split.seconds for split in found] == pytest.approx([333.3, 333.3, 333.3, 200], abs=0.2)


@given(st.floats(500, 4000), st.integers(60, 4000), st.floats(1, 6))
def test_splits_add_up(unit: float, seconds: int, speed: float) -> None:
    way = steady(seconds, speed)
    found = splits(track(**way), unit)
    left = way["distance_m"][-1] - sum(split.metres for split in found)
    rounded = 0.05 * (len(found) + 1)  # each split is told to a tenth
    assert -rounded <= left <= 0.05 * unit + rounded
    assert sum(split.seconds for split in found) <= way["time_s"][-1] + rounded


def test_standing_costs_no_time_in_a_split() -> None:
    way = {
        "time_s": [0.0, 100.0, 200.0, 300.0, 400.0],
        "distance_m": [0.0, 300.0, 300.0, 600.0, 1000.0],
    }
    assert splits(track(**way), 1000.0)[0].seconds == pytest.approx(300)


def test_pace_is_told_along_the_way() -> None:
    found = curves(track(**steady(), heart_rate=[140.0] * 241))
    assert found is not None
    assert found.along_m[-1] == 3600
    assert found.speed_mps[5] == pytest.approx(3.0, abs=0.01)
    assert set(found.heart_rate) == {140}
    assert found.altitude_m == []


def test_no_distance_no_curves() -> None:
    still = track(time_s=[0.0, 1.0, 2.0], heart_rate=[100.0, 101.0, 102.0])
    assert curves(still) is None
    assert splits(still, 1000.0) == []
    assert route(still) is None


@given(st.floats(-75, 75), st.floats(-179, 179))
def test_a_square_on_the_ground_is_drawn_as_a_square(latitude: float, longitude: float) -> None:
    side = 0.01  # degrees of latitude, about a kilometre
    east = side / np.cos(np.radians(latitude + side / 2))
    corners = [(0.0, 0.0), (side, 0.0), (side, east), (0.0, east), (0.0, 0.0)]
    found = route(
        track(
            time_s=[0.0, 300.0, 600.0, 900.0, 1200.0],
            latitude=[latitude + a for a, _ in corners],
            longitude=[longitude + b for _, b in corners],
        )
    )
    assert found is not None
    assert found.width == pytest.approx(found.height, rel=0.01)
    assert max(found.width, found.height) == 1000
    assert found.start == found.finish


def test_a_route_across_the_date_line_is_one_line() -> None:
    found = route(
        track(
            time_s=[0.0, 60.0, 120.0],
            latitude=[0.0, 0.0, 0.001],
            longitude=[179.999, -179.999, -179.998],
        )
    )
    assert found is not None
    numbers = [float(n) for n in re.findall(r"[\d.]+", found.path)]
    assert numbers[0] == 0
    assert found.width == 1000


def test_a_watch_lying_still_draws_nothing() -> None:
    assert route(track(time_s=[0.0, 9.0], latitude=[50.0, 50.0], longitude=[8.0, 8.0])) is None
