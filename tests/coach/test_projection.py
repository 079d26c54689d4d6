"""Runs to come: the usual week on the calendar, race and taper, the runner's own plan over it."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Goal, RaceDistance, Weekday
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.running.projection import merge_runs, usual_weeks, with_runs_done
from strongstride.coach.runs import (
    ClassedRun,
    PastRun,
    PlannedRun,
    RunKind,
    UsualRun,
    WeeklyPattern,
)
from strongstride.coach.weeks import monday_of

MONDAY = date(2026, 11, 23)
WEEK = WeeklyPattern(
    runs=(
        UsualRun(day=Weekday.TUESDAY, kind=RunKind.HARD, distance_m=8000, starts_at=time(18)),
        UsualRun(day=Weekday.THURSDAY, kind=RunKind.EASY, distance_m=10_000),
        UsualRun(day=Weekday.SATURDAY, kind=RunKind.EASY, duration_s=2700),
        UsualRun(day=Weekday.SUNDAY, kind=RunKind.LONG, distance_m=18_000),
    )
)
RACE = date(2027, 1, 31)  # a Sunday


def volume(runs: tuple[PlannedRun, ...], monday: date) -> int:
    """Metres of a week, the race not counted."""
    week = [r for r in runs if monday_of(r.on) == monday and r.kind is not RunKind.RACE]
    return sum(r.distance_m or round((r.duration_s or 0) * 3) for r in week)


def test_usual_weeks_repeat_the_pattern() -> None:
    runs = usual_weeks(WEEK, MONDAY, 3)
    assert len(runs) == 12
    assert [r.kind for r in runs[:4]] == [RunKind.HARD, RunKind.EASY, RunKind.EASY, RunKind.LONG]
    assert runs[0] == PlannedRun(
        on=date(2026, 11, 24), kind=RunKind.HARD, distance_m=8000, starts_at=time(18)
    )
    assert usual_weeks(RunningHabits(pattern=WEEK), MONDAY + timedelta(2), 3) == runs


def test_every_fourth_week_is_easier_from_the_known_one_on() -> None:
    weekly = [
        volume(
            usual_weeks(
                WeeklyPattern(
                    runs=WEEK.runs, easy_week_every=4, easy_week_on=MONDAY - timedelta(weeks=2)
                ),
                MONDAY,
                8,
            ),
            MONDAY + timedelta(weeks=k),
        )
        for k in range(8)
    ]
    easier = [k for k in range(8) if weekly[k] < max(weekly)]
    assert easier == [2, 6]
    assert weekly[2] == pytest.approx(0.8 * weekly[0], rel=0.01)


def test_without_a_known_easy_week_the_fourth_is_the_first() -> None:
    pattern = WeeklyPattern(runs=WEEK.runs, easy_week_every=4)
    weekly = [volume(usual_weeks(pattern, MONDAY, 8), MONDAY + timedelta(7 * k)) for k in range(8)]
    assert [k for k in range(8) if weekly[k] < max(weekly)] == [3, 7]


@pytest.mark.parametrize(
    ("distance", "weeks"),
    [
        (RaceDistance.FIVE_K, 1),
        (RaceDistance.TEN_K, 2),
        (RaceDistance.HALF, 2),
        (RaceDistance.MARATHON, 3),
        (RaceDistance.ULTRA, 3),
    ],
)
def test_the_taper_is_as_long_as_the_race_asks(distance: RaceDistance, weeks: int) -> None:
    runs = usual_weeks(WEEK, MONDAY, 12, Goal(on=RACE, distance=distance))
    full = volume(runs, MONDAY)
    last = monday_of(RACE)
    before = [volume(runs, last - timedelta(weeks=k)) for k in range(5)]
    assert [v < full for v in before] == [k < weeks for k in range(5)]
    assert before == sorted(before)  # never more as the race comes near


def test_the_race_takes_the_long_runs_place() -> None:
    goal = Goal(on=RACE, distance=RaceDistance.HALF, name="Spring")
    week = [r for r in usual_weeks(WEEK, MONDAY, 12, goal) if monday_of(r.on) == monday_of(RACE)]
    assert RunKind.LONG not in {r.kind for r in week}
    assert week[-1] == PlannedRun(on=RACE, kind=RunKind.RACE, distance_m=21_098, name="Spring")
    assert len([r for r in week if r.on == RACE]) == 1


def test_nothing_hard_in_the_last_days_and_easy_weeks_after() -> None:
    goal = Goal(on=date(2027, 1, 27), distance=RaceDistance.MARATHON)  # Wednesday after a hard day
    runs = usual_weeks(WEEK, MONDAY, 14, goal)
    near = [r for r in runs if 0 < (goal.on - r.on).days <= 3]
    after = [r for r in runs if 0 < (monday_of(r.on) - monday_of(goal.on)).days <= 14]
    assert {r.kind for r in near} == {RunKind.EASY}
    assert {r.kind for r in after} == {RunKind.EASY}
    assert not [r for r in runs if 0 < (r.on - goal.on).days <= 3]
    assert RunKind.HARD in {r.kind for r in runs if (r.on - goal.on).days > 20}


def test_a_race_stands_even_without_a_usual_week() -> None:
    goal = Goal(on=RACE, distance=RaceDistance.ULTRA)
    assert usual_weeks(WeeklyPattern(), MONDAY, 12, goal) == (
        PlannedRun(on=RACE, kind=RunKind.RACE),
    )


def test_a_full_week_of_the_runners_plan_stands_alone() -> None:
    planned = (
        PlannedRun(on=date(2026, 12, 2), kind=RunKind.HARD, distance_m=9000),
        PlannedRun(on=date(2026, 12, 5), kind=RunKind.LONG, distance_m=20_000),
    )
    merged = merge_runs(usual_weeks(WEEK, MONDAY, 3), planned)
    assert [r for r in merged if monday_of(r.on) == date(2026, 11, 30)] == list(planned)
    assert len(merged) == 4 + 2 + 4


def test_a_single_planned_run_takes_its_day_and_its_kind() -> None:
    planned = (PlannedRun(on=date(2026, 12, 5), kind=RunKind.LONG, distance_m=20_000),)
    week = [
        r
        for r in merge_runs(usual_weeks(WEEK, MONDAY, 3), planned)
        if monday_of(r.on) == date(2026, 11, 30)
    ]
    assert [r.kind for r in week] == [RunKind.HARD, RunKind.EASY, RunKind.LONG]
    assert week[-1].on == date(2026, 12, 5)


def test_rest_days_hold_no_projected_run_and_races_stay() -> None:
    usual = usual_weeks(WEEK, MONDAY, 12, Goal(on=RACE, distance=RaceDistance.HALF))
    merged = merge_runs(usual, (), {date(2026, 11, 24), RACE})
    assert date(2026, 11, 24) not in {r.on for r in merged}
    assert RACE in {r.on for r in merged}


usual_runs = st.builds(
    UsualRun,
    day=st.sampled_from(Weekday),
    kind=st.sampled_from([kind for kind in RunKind if kind is not RunKind.RACE]),
    distance_m=st.none() | st.integers(100, 60_000),
    duration_s=st.none() | st.integers(60, 20_000),
)
patterns = st.builds(
    WeeklyPattern,
    runs=st.lists(usual_runs, max_size=7, unique_by=lambda run: run.day).map(tuple),
    easy_week_every=st.none() | st.integers(2, 6),
    easy_week_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)),
)
goals = st.none() | st.builds(
    Goal,
    on=st.dates(MONDAY - timedelta(40), MONDAY + timedelta(200)),
    distance=st.sampled_from(RaceDistance),
)


@given(patterns, st.integers(0, 30), goals)
def test_no_projection_runs_more_than_usual(
    pattern: WeeklyPattern, weeks: int, goal: Goal | None
) -> None:
    runs = usual_weeks(pattern, MONDAY, weeks, goal)
    assert list(runs) == sorted(runs, key=lambda run: run.on)
    usual = {run.day: run for run in pattern.runs}
    races = [run for run in runs if run.kind is RunKind.RACE]
    in_span = goal is not None and 0 <= (goal.on - MONDAY).days < weeks * 7
    assert [race.on for race in races] == ([goal.on] if goal is not None and in_span else [])
    for run in runs:
        assert MONDAY <= run.on < MONDAY + timedelta(weeks=weeks)
        if run.kind is not RunKind.RACE:
            source = usual[Weekday(run.on.weekday())]
            assert (run.distance_m or 0) <= (source.distance_m or 0) + 50
            assert (run.duration_s or 0) <= (source.duration_s or 0) + 30
            assert (run.distance_m is None) == (source.distance_m is None)


def done(on: date, kind: RunKind, *, counts: bool = True) -> ClassedRun:
    run = PastRun(id=str(on), on=on, starts_at=None, distance_m=9050.4, duration_s=2700.2)
    return ClassedRun(run=run, kind=kind, why="", counts=counts)


def test_the_last_days_before_the_week_are_kept() -> None:
    sunday = done(date(2026, 11, 22), RunKind.LONG)
    found = with_runs_done(usual_weeks(WEEK, MONDAY, 2), [sunday], MONDAY)
    assert (found[0].on, found[0].kind) == (date(2026, 11, 22), RunKind.LONG)


def test_what_was_run_this_week_replaces_what_was_expected() -> None:
    friday = date(2026, 11, 27)
    ran = [done(date(2026, 11, 23), RunKind.HARD), done(date(2026, 11, 19), RunKind.LONG)]
    found = with_runs_done(usual_weeks(WEEK, MONDAY, 2), ran, friday)
    assert [(r.on.day, r.kind) for r in found[:3]] == [
        (23, RunKind.HARD),
        (28, RunKind.EASY),
        (29, RunKind.LONG),
    ]
    assert (found[0].distance_m, found[0].duration_s) == (9050, 2700)


def test_today_is_open_until_it_is_run() -> None:
    saturday = date(2026, 11, 28)
    usual = usual_weeks(WEEK, MONDAY, 1)
    assert with_runs_done(usual, [], saturday)[0].on == saturday
    found = with_runs_done(usual, [done(saturday, RunKind.RACE)], saturday)
    assert [r.kind for r in found] == [RunKind.RACE, RunKind.LONG]
    left_out = [done(saturday, RunKind.EASY, counts=False)]
    assert with_runs_done(usual, left_out, saturday) == with_runs_done(usual, [], saturday)
