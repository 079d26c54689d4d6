"""What is computed from samples, and which day it was."""

import math
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.formats import track as tracks
from strongstride.formats.local_day import instant, local_date, plausible_offset_s
from strongstride.formats.sniff import kind_of
from strongstride.formats.sources import is_worth_a_look, shown, suffix_of
from strongstride.formats.track import Track, track_of
from tests.formats.making import METRES_PER_DEGREE, START

T0 = START.timestamp()


def made(seconds: list[float], **columns: list[float]) -> Track:
    return track_of({"time_s": [T0 + s for s in seconds], **columns}, len(seconds))


def test_climb_counts_hills_and_not_noise() -> None:
    seconds = [float(s) for s in range(600)]
    flat = [50 + math.sin(s) for s in seconds]
    assert tracks.climb_m(made(seconds, altitude_m=flat)) == 0
    hills = [50 - 40 * math.cos(s / 300 * 2 * math.pi) for s in seconds]
    assert tracks.climb_m(made(seconds, altitude_m=hills)) == pytest.approx(160, rel=0.01)


def test_climb_is_unknown_without_altitudes() -> None:
    assert tracks.climb_m(made([0, 1, 2])) is None


def test_standing_still_is_not_moving() -> None:
    seconds = [float(s) for s in range(301)]
    metres = [3.0 * min(s, 100) + 3.0 * max(s - 200, 0) for s in seconds]
    assert tracks.moving_s(made(seconds, distance_m=metres), 12) == 200
    north = [52 + m / METRES_PER_DEGREE for m in metres]
    walked = made(seconds, latitude=north, longitude=[13.4] * 301)
    assert tracks.moving_s(walked, 12) == 200


def test_minutes_without_a_sample_are_a_pause() -> None:
    seconds = [*map(float, range(101)), *map(float, range(400, 501))]
    track = made(seconds, distance_m=[3.0 * s for s in seconds])
    assert tracks.moving_s(track, 12) == 200


def test_null_island_and_impossible_places_are_no_places() -> None:
    track = made([0, 1, 2], latitude=[0.0, 95.0, 52.0], longitude=[0.0, 13.0, 13.0])
    assert not tracks.has_positions(track)
    assert tracks.travelled_m(track, 12) is None
    assert tracks.first_longitude(track) == 13.0


def test_a_running_total_that_goes_on_from_an_earlier_session_is_taken_as_a_difference() -> None:
    assert tracks.device_distance_m(made([0, 1, 2], distance_m=[7.0, 10.0, 13.0])) == 13
    assert tracks.device_distance_m(made([0, 1], distance_m=[5000.0, 6000.0])) == 1000


def test_samples_mostly_out_of_order_are_sorted() -> None:
    track, (warning,) = tracks.in_order(made([5, 4, 3, 2, 1, 0]))
    assert np.all(np.diff(track.time_s) > 0)
    assert len(track) == 6
    assert "sorted" in warning


@given(st.lists(st.none() | st.integers(-(10**6), 10**6), max_size=30))
def test_in_order_always_gives_rising_times(seconds: list[int | None]) -> None:
    times = [math.nan if s is None else float(s) for s in seconds]
    track, _ = tracks.in_order(made(times))
    assert np.all(np.diff(track.time_s) >= 0)
    assert len(track) <= len(seconds)


@given(st.floats(allow_nan=False))
def test_a_plausible_offset_is_a_quarter_hour_somewhere_on_earth(offset_s: float) -> None:
    found = plausible_offset_s(offset_s)
    if found is not None:
        assert found % 900 == 0
        assert abs(found) <= 14 * 3600
        assert abs(found - offset_s) <= 450
    else:
        assert abs(offset_s) > 14 * 3600


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.none() | st.integers(-50_400, 50_400),
    st.none() | st.floats(-180, 180),
)
def test_the_local_date_is_at_most_a_day_from_utc(
    start: datetime, offset_s: int | None, longitude: float | None
) -> None:
    day = local_date(start, offset_s, longitude)
    assert abs(day - start.date()) <= timedelta(days=1)
    if offset_s is not None:
        assert day == (start + timedelta(seconds=offset_s)).date()


@pytest.mark.parametrize("hour", range(4, 22))
@pytest.mark.parametrize(("longitude", "offset"), [(-3.7, 2), (13.4, 1), (-74.0, -4), (87.6, 8)])
def test_a_run_by_day_keeps_its_date_by_the_sun_alone(
    hour: int, longitude: float, offset: int
) -> None:
    """Madrid and Urumqi have clocks two hours from the sun; still no run by day changes date."""
    start = datetime(2026, 7, 1, hour, 30, tzinfo=UTC) - timedelta(hours=offset)
    assert local_date(start, None, longitude) == date(2026, 7, 1)


def test_an_instant_is_exact_to_the_millisecond() -> None:
    assert instant(T0 + 0.0004) == START
    assert instant(T0 + 0.25) == START + timedelta(milliseconds=250)


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"", "empty"),
        (b"\x0e\x10\x00\x00\x00\x00\x00\x00.FIT\x00\x00", "fit"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04", "zip"),
        (b"<?xml version='1.0'?>\n<!-- x --><gpx>", "gpx"),
        (b"<ns1:gpx xmlns:ns1='x'>", "gpx"),
        ("<?xml version='1.0'?><gpx>".encode("utf-16"), "gpx"),
        (b"<TrainingCenterDatabase\n", "tcx"),
        (b"hello", "unknown"),
    ],
)
def test_kinds_are_known_by_their_first_bytes(head: bytes, kind: str) -> None:
    assert kind_of(head) == kind


@pytest.mark.parametrize(
    ("name", "worth"),
    [
        ("a/b.fit", True),
        ("__MACOSX/a.fit", False),
        ("a/._b.fit", False),
        ("$RECYCLE.BIN/b.fit", False),
        ("a/photo.JPG", False),
        ("apple_health_export/workout-routes/route_1.gpx", False),
        ("a\\__MACOSX\\b.fit", False),
    ],
)
def test_junk_is_passed_over(name: str, worth: bool) -> None:
    assert is_worth_a_look(name) is worth


def test_suffixes_and_shown_names() -> None:
    assert suffix_of("x/Run.FIT.GZ") == "fit.gz"
    assert suffix_of("x.y/run") == ""
    assert shown("a\x1b[31m\nb") == "a?[31m?b"
    assert len(shown("x" * 500)) == 200
