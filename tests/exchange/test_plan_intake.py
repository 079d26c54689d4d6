"""From a file and runs to what the coach plans with: the same for the command and the web."""

from datetime import date, time, timedelta

import msgspec

from strongstride.coach.athlete import Goal, RaceDistance, Weekday
from strongstride.coach.athletes.file import AthleteFile, RunningWish
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.runs import PlannedRun, RunKind, UsualRun, WeeklyPattern
from strongstride.exchange.plan_intake import (
    RACE_RECOVERY,
    OwnRuns,
    horizon,
    plan_inputs,
    usual_pattern,
    with_race_to_come,
)
from tests.coach.making import athlete

TODAY = date(2026, 11, 25)
MONDAY = date(2026, 11, 23)
PATTERN = WeeklyPattern(
    runs=(
        UsualRun(day=Weekday.TUESDAY, kind=RunKind.HARD, duration_s=3000),
        UsualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, duration_s=6000),
    )
)


def file_of(goal: Goal | None = None, **wish: object) -> AthleteFile:
    return AthleteFile(athlete=athlete(goal=goal), running=RunningWish(**wish))  # type: ignore[arg-type]


def test_a_race_long_over_is_left_out_and_said() -> None:
    race = Goal(on=TODAY - RACE_RECOVERY - timedelta(days=1), distance=RaceDistance.TEN_K)
    kept, said = with_race_to_come(file_of(race), TODAY)
    assert kept.athlete.goal is None
    assert len(said) == 1
    recent = msgspec.structs.replace(race, on=TODAY - RACE_RECOVERY)
    assert with_race_to_come(file_of(recent), TODAY)[1] == ()


def test_runs_are_projected_beyond_the_race() -> None:
    assert horizon(athlete(), TODAY) == (MONDAY, MONDAY + timedelta(weeks=20))
    far = athlete(goal=Goal(on=MONDAY + timedelta(weeks=30), distance=RaceDistance.TEN_K))
    assert horizon(far, TODAY)[1] == MONDAY + timedelta(weeks=42)


def test_the_written_week_is_projected_from_today_on() -> None:
    runs = plan_inputs(file_of(pattern=PATTERN), (), None, TODAY).runs
    assert [run.on for run in runs[:2]] == [date(2026, 11, 29), date(2026, 12, 1)]


def test_the_runners_own_runs_go_over_the_usual_week() -> None:
    own = OwnRuns(runs=(PlannedRun(on=date(2026, 11, 28), kind=RunKind.LONG),))
    runs = plan_inputs(file_of(pattern=PATTERN), (), None, TODAY, own).runs
    assert [run.on for run in runs[:2]] == [date(2026, 11, 28), date(2026, 12, 1)]


def test_what_the_runs_tell_fills_what_the_athlete_did_not() -> None:
    habits = RunningHabits(
        weeks=8,
        runs=24,
        latest_on=TODAY,
        weekly_distance_m=40_000,
        weekly_duration_s=14_000,
        runs_a_week=3.0,
        easy_speed_mps=2.5,
        longest_m=18_000,
        run_time=time(18, 45),
        pattern=PATTERN,
        inferred=(),
    )
    inputs = plan_inputs(file_of(), (), habits, TODAY)
    assert inputs.athlete.availability.run_time == time(18, 45)
    assert inputs.athlete.easy_pace_s_per_km == 400
    assert {run.kind for run in inputs.runs} == {RunKind.HARD, RunKind.LONG}
    assert usual_pattern(RunningWish(as_usual=False), habits) == WeeklyPattern()
    assert usual_pattern(RunningWish(easy_week_every=4), habits).easy_week_every == 4
