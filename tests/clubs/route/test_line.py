"""Lines on the earth: length, simplifying, and where one is after so many metres."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from strongstride.clubs.route.line import (
    EARTH_M,
    Line,
    distances_m,
    flattened,
    lap_of,
    nearest,
    place_at,
    position_at,
    simplify,
    steps_m,
)
from tests.clubs.route.making import NORTH, Places, line

_A_DEGREE_M = math.pi * EARTH_M / 180
_places = st.lists(
    st.tuples(
        st.floats(-60, 60, allow_nan=False),
        st.floats(-180, 180, allow_nan=False),
    ),
    min_size=2,
    max_size=30,
)
_walks = st.lists(
    st.tuples(st.floats(-0.05, 0.05), st.floats(-0.05, 0.05)), min_size=3, max_size=80
)


def walked(steps: Places, start: tuple[float, float] = (48.0, 179.9)) -> Line:
    """A line that goes on by small steps, across the date line too."""
    places = [start]
    for north, east in steps:
        longitude = (places[-1][1] + east + 180) % 360 - 180
        places.append((places[-1][0] + north, longitude))
    return line(places)


def test_a_degree_along_a_meridian_is_as_long_as_it_is() -> None:
    assert line([(10, 5), (11, 5)]).length_m == pytest.approx(_A_DEGREE_M)


def test_the_length_across_the_date_line_goes_the_short_way() -> None:
    assert line([(0, 179.5), (0, -179.5)]).length_m == pytest.approx(_A_DEGREE_M)


@given(_places, st.floats(-1e6, 1e8))
def test_a_position_is_on_the_line(places: Places, metres: float) -> None:
    way = line(places)
    assume(all(abs(b[1] - a[1]) < 179 for a, b in pairwise(places)))
    last, (latitude, longitude) = place_at(way, metres)
    before, after = way.points[last], way.points[last + 1]
    assert min(before.latitude, after.latitude) - 1e-9 <= latitude
    assert latitude <= max(before.latitude, after.latitude) + 1e-9
    assert min(before.longitude, after.longitude) - 1e-9 <= longitude
    assert longitude <= max(before.longitude, after.longitude) + 1e-9


@given(_walks, st.lists(st.floats(0, 1), min_size=2, max_size=10))
def test_positions_go_on_with_the_metres(steps: Places, parts: list[float]) -> None:
    way = walked(steps)
    assume(way.length_m > 100)
    reached = [place_at(way, part * way.length_m) for part in sorted(parts)]
    lasts = [last for last, _ in reached]
    assert lasts == sorted(lasts)
    for (_, place), part in zip(reached, sorted(parts), strict=True):
        last = place_at(way, part * way.length_m)[0]
        start = way.points[last]
        gone = steps_m(np.array([start.latitude, place[0]]), np.array([start.longitude, place[1]]))
        assert float(gone[0]) == pytest.approx(part * way.length_m - start.at_m, rel=0.01, abs=1.0)


def test_before_the_start_and_beyond_the_end_are_the_ends() -> None:
    way = line(NORTH)
    assert position_at(way, -5) == pytest.approx(NORTH[0])
    assert position_at(way, 1e9) == pytest.approx(NORTH[-1])


def test_a_position_across_the_date_line_is_between_its_neighbours() -> None:
    way = line([(0, 179.0), (0, -179.0)])
    assert position_at(way, way.length_m * 0.75) == pytest.approx((0, -179.5))


@given(_walks, st.integers(2, 20))
def test_simplifying_says_how_far_off_it_is(steps: Places, most: int) -> None:
    way = walked(steps)
    plain = simplify(way, most)
    flat, kept = flattened(way), [way.points.index(point) for point in plain.points]
    assert len(kept) <= most
    for first, last in pairwise(kept):
        off = distances_m(flat[first : last + 1], flat[first], flat[last])
        assert float(off.max()) <= plain.error_m + 1e-6


@given(_walks, st.integers(2, 20))
def test_simplifying_keeps_ends_order_and_length(steps: Places, most: int) -> None:
    way = walked(steps)
    plain = simplify(way, most)
    assert plain.points[0] == way.points[0]
    assert plain.points[-1] == way.points[-1]
    assert plain.length_m == way.length_m
    at = [point.at_m for point in plain.points]
    assert at == sorted(at)


def test_a_smooth_line_is_as_long_as_drawn_within_a_hundredth() -> None:
    turns = np.linspace(0, 6 * math.pi, 20_000)
    way = line([(50 + 0.1 * math.sin(turn), 3 + turn / 10) for turn in turns.tolist()])
    plain = simplify(way)
    drawn = steps_m(
        np.array([point.latitude for point in plain.points]),
        np.array([point.longitude for point in plain.points]),
    )
    assert len(plain.points) <= 600
    assert float(drawn.sum()) == pytest.approx(way.length_m, rel=0.01)
    assert plain.error_m < 50


def test_a_straight_line_needs_its_ends_only() -> None:
    straight = line([(0.0, east / 100) for east in range(50)])
    assert len(simplify(straight).points) == 2


@pytest.mark.parametrize(
    ("total", "expected"), [(0, (0, 0)), (99, (0, 99)), (100, (1, 0)), (250, (2, 50))]
)
def test_laps_are_whole_rounds_and_a_rest(total: float, expected: tuple[int, float]) -> None:
    assert lap_of(total, 100) == expected


def test_the_nearest_place_may_lie_between_two_points() -> None:
    way = line([(0.0, 179.0), (0.0, -179.0), (5.0, -179.0)])
    at_m, off_m = nearest(way, 0.01, -179.5)
    assert at_m == pytest.approx(1.5 * _A_DEGREE_M, rel=1e-6)
    assert off_m == pytest.approx(_A_DEGREE_M / 100, rel=1e-6)


@given(_walks, st.floats(0, 1))
def test_a_place_on_the_line_is_nearest_to_itself(steps: Places, part: float) -> None:
    way = walked(steps)
    assume(way.length_m > 100)
    at_m, off_m = nearest(way, *position_at(way, part * way.length_m))
    assert off_m < 5
    found = position_at(way, at_m)
    wanted = position_at(way, part * way.length_m)
    gap = steps_m(np.array([found[0], wanted[0]]), np.array([found[1], wanted[1]]))
    assert float(gap[0]) < 10
