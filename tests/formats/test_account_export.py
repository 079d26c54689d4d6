"""Exports of whole accounts: Garmin and Apple Health."""

import io
import json
from datetime import date
from pathlib import Path

import pytest

from strongstride.formats.account_export import read_apple, read_garmin
from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording
from strongstride.formats.same_run import keep_richest
from tests.formats.making import START, fit_run, gpx_run, zipped

MILLISECONDS = int(START.timestamp() * 1000)
GARMIN = {
    "activityId": 1,
    "name": "Berlin Running",
    "activityType": "running",
    "sportType": "RUNNING",
    "beginTimestamp": MILLISECONDS + 1000,
    "startTimeLocal": MILLISECONDS + 1000 + 3_600_000,
    "duration": 600_000.0,
    "distance": 181_000.0,
    "avgHr": 141.0,
    "maxHr": 160.0,
}
APPLE_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>
<!ATTLIST HealthData locale CDATA #REQUIRED>
]>
<HealthData locale="en_US"><ExportDate value="2026-04-01 10:00:00 +0200"/>
"""
WORKOUT = """<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="10"
 durationUnit="min" startDate="2026-03-14 23:30:00 +0100" endDate="2026-03-14 23:41:00 +0100">
 <MetadataEntry key="HKIndoorWorkout" value="1"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="141" maximum="160"/>
 <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" sum="1.8" unit="km"/>
</Workout>"""
RECORD = '<Record type="HKQuantityTypeIdentifierHeartRate" value="72"/>'


def garmin(*rows: object) -> bytes:
    return json.dumps([{"summarizedActivitiesExport": list(rows)}]).encode()


def test_a_garmin_row_is_centimetres_and_milliseconds() -> None:
    (run,) = read_garmin(garmin(GARMIN), "x.json")
    assert (run.sport, run.name) == ("running", "Berlin Running")
    assert (run.distance_m, run.elapsed_s) == (1810, 600)
    assert (run.utc_offset_s, run.local_on) == (3600, START.date())
    assert (run.average_hr, run.max_hr) == (141, 160)


def test_a_garmin_row_in_metres_is_noticed() -> None:
    (run,) = read_garmin(garmin({**GARMIN, "distance": 1810.0}), "x.json")
    assert run.distance_m == 1810


def test_garmin_rows_that_make_no_sense_are_left_out() -> None:
    assert len(read_garmin(garmin(GARMIN, {"beginTimestamp": "?"}, {}), "x.json")) == 1
    with pytest.raises(NotAnActivityError):
        read_garmin(garmin(), "x.json")
    with pytest.raises(UnreadableFileError):
        read_garmin(b'[{"summarizedActivitiesExport":', "x.json")


def test_a_garmin_export_tells_each_run_once(tmp_path: Path) -> None:
    fitness = "DI_CONNECT/DI-Connect-Fitness/me_0_summarizedActivities.json"
    uploads = "DI_CONNECT/DI-Connect-Uploaded-Files/UploadedFiles_0-_Part1.zip"
    path = tmp_path / "garmin.zip"
    path.write_bytes(
        zipped({fitness: garmin(GARMIN), uploads: zipped({"me_1.fit": fit_run(offset_s=None)})})
    )
    found = [o for o in read_activities([path]) if isinstance(o, Recording)]
    assert {r.format for r in found} == {"fit", "garmin-json"}
    (kept,), copies = keep_richest(found)
    assert (kept.format, kept.name, kept.utc_offset_s) == ("fit", "Berlin Running", 3600)
    assert len(copies) == 1


def test_an_apple_workout_keeps_its_local_day_and_statistics() -> None:
    text = APPLE_HEAD + RECORD * 50 + WORKOUT + RECORD * 50 + "</HealthData>"
    (run,) = read_apple(io.BytesIO(text.encode()), "export.xml")
    assert (run.sport, run.sub_sport) == ("running", "treadmill")
    assert (run.distance_m, run.moving_s, run.elapsed_s) == (1800, 600, 660)
    assert (run.average_hr, run.max_hr) == (141, 160)
    assert run.local_on == date(2026, 3, 14)


def test_an_older_apple_workout_has_its_distance_as_attribute() -> None:
    text = WORKOUT.replace("duration=", 'totalDistance="2" totalDistanceUnit="mi" duration=')
    (run,) = read_apple(io.BytesIO((APPLE_HEAD + text + "</HealthData>").encode()), "export.xml")
    assert run.distance_m == pytest.approx(3218.7, abs=0.1)


def test_an_apple_export_does_not_tell_its_routes_twice(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(
        zipped(
            {
                "apple_health_export/export.xml": f"{APPLE_HEAD}{WORKOUT}</HealthData>".encode(),
                "apple_health_export/workout-routes/route_1.gpx": gpx_run(),
            }
        )
    )
    (run,) = read_activities([path])
    assert isinstance(run, Recording)
    assert run.format == "apple-health"
