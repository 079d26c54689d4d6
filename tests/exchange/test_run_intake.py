"""Recordings become past runs, calendar entries become planned runs."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.athletes.file import KindGiven
from strongstride.coach.running.classify import class_runs
from strongstride.coach.running.habits import read_habits
from strongstride.coach.runs import RunKind
from strongstride.exchange.run_intake import past_runs, planned_runs
from strongstride.formats.planned.runs import CalendarRun
from strongstride.formats.reader import read_activities
from strongstride.formats.recording import Recording

TODAY = date(2026, 11, 22)
START = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)


def recording(**more: object) -> Recording:
    told: dict[str, object] = {
        "source": "export.zip/activities/7.fit.gz",
        "format": "fit",
        "sport": "running",
        "sub_sport": None,
        "starts_at": START,
        "utc_offset_s": 3600,
        "local_on": date(2026, 11, 20),
        "distance_m": 8000.0,
        "elapsed_s": 3000.0,
        "moving_s": 2700.0,
    }
    return Recording(**{**told, **more})  # type: ignore[arg-type]


def test_a_run_keeps_its_local_start_and_moving_time() -> None:
    (run,) = past_runs([recording(average_hr=140.0, efforts=((180, 600.0),))]).runs
    assert run.starts_at is not None
    assert run.starts_at.isoformat() == "2026-11-20T23:30:00+01:00"
    assert (run.on, run.duration_s, run.distance_m) == (date(2026, 11, 20), 2700.0, 8000.0)
    assert (run.average_hr, run.efforts) == (140.0, ((180, 600.0),))


def test_a_file_without_offset_starts_where_the_runner_lives() -> None:
    (run,) = past_runs([recording(utc_offset_s=None)], (), "America/New_York").runs
    assert run.starts_at is not None
    assert run.starts_at.hour == 17


def test_no_moving_time_falls_back_on_the_clock() -> None:
    assert past_runs([recording(moving_s=None)]).runs[0].duration_s == 3000.0
    assert past_runs([recording(moving_s=0.0)]).runs[0].duration_s == 3000.0


@pytest.mark.parametrize(
    ("sub_sport", "indoors"),
    [("treadmill", True), ("virtual_activity", True), ("trail", False), (None, False)],
)
def test_treadmill_runs_count_and_are_marked(sub_sport: str | None, indoors: bool) -> None:
    assert past_runs([recording(sub_sport=sub_sport)]).runs[0].indoors is indoors


def test_other_sports_are_left_out_and_counted() -> None:
    found = past_runs([recording(), recording(sport="cycling"), recording(sport="cycling")])
    assert len(found.runs) == 1
    assert found.other_sports == {"cycling": 2}


def test_the_runners_own_word_is_found_by_file_before_date() -> None:
    by_date = KindGiven(kind=RunKind.EASY, on=date(2026, 11, 20))
    by_file = KindGiven(kind=RunKind.RACE, file="7.fit.gz")
    assert past_runs([recording()], [by_date, by_file]).runs[0].kind_given is RunKind.RACE
    assert past_runs([recording()], [by_date]).runs[0].kind_given is RunKind.EASY
    elsewhere = KindGiven(kind=RunKind.RACE, file="8.fit.gz")
    assert past_runs([recording()], [elsewhere]).runs[0].kind_given is None


def entry(title: str, **more: object) -> CalendarRun:
    return CalendarRun(on=date(2026, 11, 24), title=title, **more)  # type: ignore[arg-type]


def test_entries_become_runs_rest_days_or_nothing() -> None:
    found = planned_runs(
        [
            entry("Intervals 8x400", starts_at=time(18), duration_s=3600),
            entry("Long run 18 km", distance_m=18_000),
            entry("Dentist", duration_s=3600),
            entry("threshold", kind="hard"),
            CalendarRun(on=date(2026, 11, 25), title="Rest day"),
            entry("Rest"),  # beside runs of that day it means nothing
        ]
    )
    assert [(run.kind, run.name) for run in found.runs] == [
        (RunKind.HARD, "Intervals 8x400"),
        (RunKind.LONG, "Long run 18 km"),
        (RunKind.HARD, "threshold"),
    ]
    assert found.runs[0].starts_at == time(18)
    assert found.runs[1].distance_m == 18_000
    assert found.rest_days == {date(2026, 11, 25)}
    assert found.ignored == 1


def test_a_calendar_of_meetings_holds_no_run() -> None:
    titles = ("Stand-up", "Long lunch", "Race to the top: quarterly review", "Easter")
    assert planned_runs([entry(title, duration_s=3600) for title in titles]).runs == ()


@pytest.mark.shared
def test_all_real_running_files_get_a_class(shared_data: Path) -> None:
    recordings = [r for r in read_activities([shared_data], jobs=1) if isinstance(r, Recording)]
    athlete = Athlete(body_mass_g=70_000, birth_year=1988, experience=Experience.SOME)
    taken = past_runs(recordings)
    classed = class_runs(taken.runs, athlete, TODAY)
    assert len(classed) == len(taken.runs)
    kinds = {c.kind for c in classed if c.counts}
    assert {RunKind.EASY, RunKind.HARD, RunKind.LONG} <= kinds
    assert read_habits(classed, TODAY + timedelta(7)).pattern.runs
