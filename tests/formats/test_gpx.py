"""GPX in the wild."""

import io
import math
from datetime import UTC, date, datetime, timedelta

import pytest

from strongstride.formats.errors import NotAnActivityError
from strongstride.formats.gpx import read_gpx
from strongstride.formats.recording import Recording
from strongstride.formats.xml_stream import moment
from tests.formats.making import START, gpx, gpx_points, gpx_run, gpx_track


def read(data: bytes) -> list[Recording]:
    return read_gpx(io.BytesIO(data), "run.gpx")


def only(data: bytes) -> Recording:
    (recording,) = read(data)
    return recording


def test_a_plain_run() -> None:
    run = only(gpx_run())
    assert (run.format, run.sport, run.name) == ("gpx", "running", "Morning")
    assert run.starts_at == START
    assert run.distance_m == pytest.approx(1800, rel=0.005)
    assert (run.elapsed_s, run.moving_s) == (600, 600)
    assert (run.average_hr, run.max_hr) == (140, 140)
    assert run.climb_m == 0
    assert run.local_on == date(2026, 3, 14)
    assert run.warnings == ()


def test_segments_are_joined_and_the_pause_between_them_is_not_run() -> None:
    first = gpx_points(seconds=300)
    second = gpx_points(START + timedelta(seconds=900), 300, place=(52.52, 13.4))
    run = only(gpx(gpx_track(first, "", second)))
    assert run.distance_m == pytest.approx(1800, rel=0.01)
    assert run.elapsed_s == 1200
    assert run.moving_s == pytest.approx(600, abs=2)


def test_tracks_far_apart_are_two_recordings_and_near_ones_are_one() -> None:
    first = gpx_track(gpx_points(seconds=300))
    after_a_pause = gpx_track(gpx_points(START + timedelta(minutes=10), 300))
    in_the_evening = gpx_track(gpx_points(START + timedelta(hours=3), 300))
    assert len(read(gpx(first, after_a_pause))) == 1
    assert len(read(gpx(first, in_the_evening))) == 2


def test_tracks_of_two_sports_stay_apart() -> None:
    ride = gpx_track(gpx_points(START + timedelta(minutes=6), 300, speed=8), kind="cycling")
    run, then = read(gpx(gpx_track(gpx_points(seconds=300)), ride))
    assert (run.sport, then.sport) == ("running", "cycling")


@pytest.mark.parametrize(
    ("kind", "name", "sport"),
    [
        ("9", "", "running"),
        ("Trail Run", "", "running"),
        ("Laufen", "", "running"),
        ("1", "", "cycling"),
        ("", "Mannheim Running", "running"),
        ("", "Around the lake", "other"),
        ("unknown", "", "other"),
    ],
)
def test_the_sport_is_found_in_type_or_name(kind: str, name: str, sport: str) -> None:
    assert only(gpx(gpx_track(gpx_points(seconds=60), kind=kind, name=name))).sport == sport


def test_an_offset_in_the_times_tells_the_local_day() -> None:
    points = gpx_points(seconds=60).replace("2026-03-14T19:3", "2026-03-14T23:3")
    run = only(gpx(gpx_track(points.replace("Z</time>", "-05:00</time>"))))
    assert run.starts_at == datetime(2026, 3, 15, 4, 30, tzinfo=UTC)
    assert run.utc_offset_s == -5 * 3600
    assert run.local_on == date(2026, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14T19:30:00Z",
        "2026-03-14T20:45:00+01:15",
        "2026-03-14T19:30:00.0004Z",
        "2026-03-14 19:30:00",
    ],
)
def test_times_are_read_in_every_spelling(text: str) -> None:
    epoch_s, _ = moment(f" {text} ")
    assert epoch_s == pytest.approx(START.timestamp(), abs=0.001)


def test_a_time_that_is_none_is_unknown() -> None:
    assert math.isnan(moment("yesterday")[0])


def test_a_byte_order_mark_blanks_and_utf16_do_no_harm() -> None:
    data = gpx_run(seconds=60)
    assert only(b"\xef\xbb\xbf" + data).elapsed_s == 60
    wide = data.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    assert only(wide).elapsed_s == 60


def test_an_undeclared_prefix_is_read_over() -> None:
    points = gpx_points(seconds=60).replace("gpxtpx:", "gpxdata:")
    assert only(gpx(gpx_track(points))).average_hr == 140


def test_no_namespace_at_all_is_gpx_too() -> None:
    data = gpx_run(seconds=60).replace(b'xmlns="http://www.topografix.com/GPX/1/1" ', b"")
    assert only(data).elapsed_s == 60


def test_points_without_a_place_or_a_time_are_bridged() -> None:
    points = gpx_points(seconds=600).splitlines()
    points[100] = points[100].replace('lat="', 'latitude="')
    points[200] = points[200].replace("<time>", "<when>").replace("</time>", "</when>")
    points[300] = points[300].replace("<gpxtpx:hr>140", "<gpxtpx:hr>101.283783")
    run = only(gpx(gpx_track("".join(points))))
    assert run.distance_m == pytest.approx(1800, rel=0.01)
    assert run.average_hr == pytest.approx(139.9, abs=0.1)


def test_a_truncated_file_is_read_as_far_as_it_goes() -> None:
    data = gpx_run(seconds=600)
    run = only(data[: len(data) // 2])
    assert 200 < run.elapsed_s < 400
    assert "damaged" in run.warnings[0]


def test_a_fault_of_the_receiver_is_not_run() -> None:
    points = gpx_points(seconds=600).splitlines()
    points[300] = points[300].replace('lat="52.', 'lat="48.')
    run = only(gpx(gpx_track("".join(points))))
    assert run.distance_m == pytest.approx(1800, rel=0.02)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gpx("<rte><rtept lat='1' lon='2'/></rte>"), "route to follow"),
        (gpx("<wpt lat='1' lon='2'/>"), "no track points"),
        (gpx(gpx_track("<trkpt lat='1' lon='2'/><trkpt lat='1' lon='3'/>")), "no two points"),
    ],
)
def test_routes_and_drawings_are_not_activities(data: bytes, says: str) -> None:
    with pytest.raises(NotAnActivityError, match=says):
        read(data)
