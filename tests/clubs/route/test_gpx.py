"""GPX files as routes: what is taken of them, what is refused and why."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.route import gpx as module
from strongstride.clubs.route.gpx import from_gpx
from strongstride.clubs.route.line import MOST_POINTS
from strongstride.formats.errors import UnreadableFileError
from tests.clubs.route.making import NORTH, gpx, line


def test_a_track_is_a_line_with_its_name() -> None:
    found = from_gpx(gpx(NORTH))
    assert found.name == "Coast to coast"
    assert found.line.length_m == pytest.approx(line(NORTH).length_m)


def test_a_planned_route_is_a_line_too() -> None:
    assert from_gpx(gpx(NORTH, of="rtept")).line == from_gpx(gpx(NORTH)).line


def test_nothing_of_a_point_is_kept_but_where_it_is() -> None:
    kept = msgspec.json.encode(from_gpx(gpx(NORTH))).decode()
    assert "2026" not in kept
    assert "08:15" not in kept


def test_waypoints_lie_on_the_line_in_its_order() -> None:
    places = [("Lens", 50.61, 2.1), ("Arras &amp; co", 50.3, 2.0), ("Far away", 10.0, 2.0)]
    found = from_gpx(gpx(NORTH, places))
    assert [place.name for place in found.waypoints] == ["Arras & co", "Lens"]
    assert found.waypoints[0].at_m == pytest.approx(33_358, abs=10)
    assert found.left_out == 1


def test_a_waypoint_without_a_name_is_left_out() -> None:
    assert from_gpx(gpx(NORTH, [("", 50.3, 2.0)])).left_out == 1


def test_a_long_recording_becomes_few_points() -> None:
    wiggle = [(50 + n / 1e4, 2 + (n % 7) / 1e4) for n in range(5_000)]
    assert len(from_gpx(gpx(wiggle)).line.points) <= MOST_POINTS


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "holds no line"),
        (b"hello", "holds no line"),
        (gpx([]), "holds no line"),
        (gpx(NORTH[:1]), "holds no line"),
        (gpx([(50.0, 2.0), (50.0001, 2.0)]), "shorter than a kilometre"),
        (gpx([(0.0, 0.0), (0.0, 100.0)] * 10), "more than 50,000 km"),
        (gpx(NORTH)[:-60], "is damaged"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]>' + gpx(NORTH), "declares XML entities"),
        (gpx([("x", "y"), (float("nan"), 2.0)]), "holds no line"),  # type: ignore[list-item]
    ],
)
def test_what_is_no_line_is_refused_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UnreadableFileError, match=why):
        from_gpx(data)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 100)
    with pytest.raises(UnreadableFileError, match="larger than"):
        from_gpx(gpx(NORTH))


def test_too_many_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_POINTS", 3)
    with pytest.raises(UnreadableFileError, match="more than 3 points"):
        from_gpx(gpx(NORTH))


@given(st.binary(max_size=200), st.integers(0, 400))
def test_damage_is_refused_in_one_way(rubbish: bytes, at: int) -> None:
    data = gpx(NORTH)
    try:
        found = from_gpx(data[:at] + rubbish + data[at:])
    except UnreadableFileError:
        return
    assert len(found.line.points) >= 2
