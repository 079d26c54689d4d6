"""TCX in the wild."""

import io
from datetime import date, timedelta

import pytest

from strongstride.formats.errors import NotAnActivityError
from strongstride.formats.recording import Recording
from strongstride.formats.tcx import read_tcx
from tests.formats.making import START, tcx, tcx_activity


def read(data: bytes) -> list[Recording]:
    return read_tcx(io.BytesIO(data), "run.tcx")


def only(data: bytes) -> Recording:
    (recording,) = read(data)
    return recording


def test_a_plain_run() -> None:
    run = only(tcx(tcx_activity()))
    assert (run.format, run.sport) == ("tcx", "running")
    assert run.starts_at == START
    assert (run.distance_m, run.elapsed_s, run.moving_s) == (1800, 600, 600)
    assert (run.average_hr, run.max_hr) == (140, 140)
    assert run.local_on == date(2026, 3, 14)
    assert run.warnings == ()


def test_several_trainings_are_several_recordings() -> None:
    later = START + timedelta(hours=5)
    run, ride = read(tcx(tcx_activity(), tcx_activity(later, sport="Biking", speed=8)))
    assert (run.sport, ride.sport) == ("running", "cycling")
    assert ride.starts_at == later


def test_laps_add_up() -> None:
    second = tcx_activity(START + timedelta(seconds=600), 300)
    lap = second[second.index("<Lap") : second.index("</Activity>")]
    run = only(tcx(tcx_activity().replace("</Activity>", f"{lap}</Activity>")))
    assert (run.distance_m, run.moving_s) == (2700, 900)


def test_a_treadmill_without_places_counts() -> None:
    run = only(tcx(tcx_activity(place=None)))
    assert (run.distance_m, run.has_gps) == (1800, False)


def test_missing_lap_distance_is_taken_from_the_points() -> None:
    text = tcx_activity().replace("<DistanceMeters>1800.0</DistanceMeters><Track>", "<Track>")
    assert only(tcx(text)).distance_m == 1800


def test_a_negative_lap_time_is_not_counted() -> None:
    text = tcx_activity().replace("<TotalTimeSeconds>600<", "<TotalTimeSeconds>-600<")
    run = only(tcx(text))
    assert run.elapsed_s == 600
    assert run.moving_s == pytest.approx(600, abs=1)


def test_laps_without_points_still_tell_how_long_it_was() -> None:
    text = tcx_activity()
    run = only(tcx(text[: text.index("<Track>")] + text[text.index("</Lap>") :]))
    assert (run.elapsed_s, run.moving_s, run.distance_m) == (600, 600, 1800)


def test_an_empty_first_point_does_no_harm() -> None:
    run = only(tcx(tcx_activity().replace("<Track>", "<Track><Trackpoint></Trackpoint>")))
    assert (run.distance_m, run.elapsed_s) == (1800, 600)


def test_a_truncated_file_keeps_its_lap_and_the_points_it_has() -> None:
    data = tcx(tcx_activity())
    run = only(data[: len(data) // 2])
    assert run.starts_at == START
    assert (run.elapsed_s, run.distance_m) == (600, 1800)  # the lap tells before its points
    assert run.average_hr == 140
    assert "damaged" in run.warnings[0]


@pytest.mark.parametrize(
    ("inside", "says"),
    [
        ("<Workouts><Workout><Name>x</Name></Workout></Workouts>", "workout plan"),
        ("", "no activities"),
    ],
)
def test_plans_are_not_activities(inside: str, says: str) -> None:
    with pytest.raises(NotAnActivityError, match=says):
        read(tcx().replace(b"<Activities></Activities>", inside.encode()))


def test_a_course_has_points_but_is_no_activity() -> None:
    lap = tcx_activity()
    track = lap[lap.index("<Track>") : lap.index("</Lap>")]
    course = f"<Courses><Course><Name>x</Name>{track}</Course></Courses>"
    with pytest.raises(NotAnActivityError, match="course"):
        read(tcx().replace(b"<Activities></Activities>", course.encode()))
