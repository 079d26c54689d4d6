"""Valid files to begin with, and what a fuzzer may ask of any bytes that come in as a file."""

import gzip
import tempfile
from pathlib import Path

from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording, Refusal
from tests.formats.making import (
    START,
    STRAVA_HEADER,
    fit,
    fit_activity,
    fit_file_id,
    fit_run,
    fit_session,
    gpx_run,
    strava_row,
    tcx,
    tcx_activity,
    zipped,
)

_SET = {"timestamp": START, "start_time": START, "set_type": "active", "repetitions": 8}


def seeds() -> list[bytes]:
    """One small valid file of every kind."""
    run, text = fit_run(seconds=30), gpx_run(seconds=30)
    table = f"{STRAVA_HEADER}\n{strava_row(1, file='activities/1.fit')}".encode()
    workout = (
        b'<HealthData><Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="10" '
        b'durationUnit="min" startDate="2026-03-14 23:30:00 +0100" '
        b'endDate="2026-03-14 23:41:00 +0100"/></HealthData>'
    )
    garmin = (
        b'[{"summarizedActivitiesExport":[{"activityType":"running","beginTimestamp":'
        b'1773516600000,"duration":600000.0,"distance":181000.0}]}]'
    )
    return [
        run,
        fit(
            [
                fit_file_id(),
                ("set", _SET),
                fit_session(sub_sport="strength_training"),
                fit_activity(),
            ]
        ),
        run + run,
        text,
        tcx(tcx_activity(seconds=30)),
        gzip.compress(run, mtime=0),
        zipped({"activities.csv": table, "activities/1.fit": run}),
        zipped({"a.zip": zipped({"b.gpx": text})}),
        workout,
        garmin,
    ]


def offer(data: bytes, name: str = "offered.bin") -> list[Recording | Refusal]:
    """Read the bytes as a file named by the runner, and check what must hold of every outcome."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        outcomes = list(read_activities([path], jobs=1))
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            assert outcome.why, "a refusal says why"
            assert "please report" not in outcome.why, outcome.why
            assert outcome.why.isprintable(), outcome.why
        else:
            check(outcome)
    return outcomes


def check(found: Recording) -> None:
    """What every Recording keeps, wherever it comes from."""
    assert found.starts_at.tzinfo is not None
    assert abs((found.local_on - found.starts_at.date()).days) <= 1
    assert 0 <= found.elapsed_s < float("inf")
    assert found.moving_s is None or 0 < found.moving_s <= found.elapsed_s + 1
    assert found.distance_m is None or 0 <= found.distance_m < float("inf")
    assert found.average_hr is None or 25 <= found.average_hr <= 250
    assert found.max_hr is None or 25 <= found.max_hr <= 250
    assert found.climb_m is None or 0 <= found.climb_m < float("inf")
    assert found.richness >= 0
    assert found.source.isprintable()
    for one in found.sets:
        assert one.load_g is None or 0 <= one.load_g <= 1_000_000
        assert one.reps is None or 0 <= one.reps < 1000
