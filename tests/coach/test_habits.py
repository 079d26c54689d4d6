"""The usual week found in past runs."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.athlete import Weekday
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.running.classify import class_runs
from strongstride.coach.running.habits import RunningHabits, read_habits
from strongstride.coach.runs import PastRun, RunKind
from tests.coach.running_worlds import ATHLETE, LATEST_MONDAY, TODAY, past_runs, ran, settled


def habits(runs: list[PastRun], today: date = TODAY) -> RunningHabits:
    return read_habits(class_runs(runs, ATHLETE, today), today)


def test_a_settled_runner_gets_their_week_back() -> None:
    found = habits(settled())
    week = [(run.day, run.kind, run.distance_m) for run in found.pattern.runs]
    assert week == [
        (Weekday.TUESDAY, RunKind.HARD, 8_000),
        (Weekday.THURSDAY, RunKind.EASY, 10_000),
        (Weekday.SATURDAY, RunKind.EASY, 7_000),
        (Weekday.SUNDAY, RunKind.LONG, 18_000),
    ]
    assert {run.certainty for run in found.pattern.runs} == {1.0}
    assert (found.weeks, found.runs, found.runs_a_week) == (8, 32, 4.0)
    assert found.weekly_distance_m == 43_000
    assert found.longest_m == 18_000
    assert found.run_time == time(7, 15)
    assert found.easy_speed_mps == pytest.approx(1000 / 348, rel=0.01)
    assert found.weeks_since == 1


def test_the_running_week_does_not_lower_the_median() -> None:
    begun = [*settled(), ran(LATEST_MONDAY + timedelta(8), 8, 295, id="begun")]
    assert habits(begun, TODAY - timedelta(3)).weekly_distance_m == 43_000


@pytest.mark.parametrize("every", [3, 4, 5])
def test_a_rhythm_of_easier_weeks_is_found(every: int) -> None:
    found = habits(settled(weeks=16, cut_every=every)).pattern
    assert found.easy_week_every == every
    assert found.easy_week_on == LATEST_MONDAY - timedelta(weeks=1)


def test_even_weeks_have_no_rhythm() -> None:
    assert habits(settled(weeks=16)).pattern.easy_week_every is None


def test_a_week_off_is_no_rhythm() -> None:
    gone = LATEST_MONDAY - timedelta(weeks=3)
    runs = [r for r in settled(weeks=12) if not gone <= r.on < gone + timedelta(7)]
    assert habits(runs).pattern.easy_week_every is None


def test_old_files_still_tell_a_week_and_say_how_old_they_are() -> None:
    a_year_on = TODAY + timedelta(365)
    found = habits(settled(), a_year_on)
    assert [run.kind for run in found.pattern.runs].count(RunKind.LONG) == 1
    assert found.weeks_since == 53
    assert "53 weeks old" in found.inferred[0].text


def test_a_weekly_race_is_a_hard_day() -> None:
    runs = [r for r in settled() if r.on.weekday() != 5]
    runs += [
        ran(LATEST_MONDAY - timedelta(weeks=k) + timedelta(5), 5, 280, name="parkrun", id=f"p{k}")
        for k in range(10)
    ]
    days = {run.day: run.kind for run in habits(runs).pattern.runs}
    assert days[Weekday.SATURDAY] is RunKind.HARD


def test_half_a_running_day_more_counts_as_a_day() -> None:
    """Two and a half days a week: the third is kept free for its run, not given to the legs."""
    days = (2, 4, 6)
    runs = [
        ran(LATEST_MONDAY - timedelta(weeks=back) + timedelta(day), 8, 340, id=f"{back}-{day}")
        for back in range(4)
        for day in (days if back % 2 else days[:2])
    ]
    week = [run.day for run in habits(runs).pattern.runs]
    assert week == [Weekday.WEDNESDAY, Weekday.FRIDAY, Weekday.SUNDAY]


def test_a_rare_day_is_no_habit() -> None:
    extra = ran(LATEST_MONDAY + timedelta(2), 6, 350, id="extra")
    assert Weekday.WEDNESDAY not in {r.day for r in habits([*settled(), extra]).pattern.runs}


def test_without_runs_it_says_so() -> None:
    found = habits([])
    assert found.pattern.runs == ()
    assert "no runs were read" in found.inferred[0].text


def test_runs_without_distance_give_minutes() -> None:
    runs = [ran(TODAY - timedelta(7 * k + 3), None, seconds=2700, id=str(k)) for k in range(8)]
    found = habits(runs)
    assert found.weekly_distance_m is None
    assert [(r.distance_m, r.duration_s) for r in found.pattern.runs] == [(None, 2700)]


def test_every_sentence_says_from_what_in_the_runners_unit() -> None:
    classed = class_runs(settled(16, 4), ATHLETE, TODAY)
    found = read_habits(classed, TODAY, DistanceUnit.MI)
    texts = [each.text for each in found.inferred]
    assert any("26.7 mi" in text for text in texts)
    assert not any(" km" in text for text in texts)
    assert not any("running.pattern" in text for text in texts)
    assert sum("answer" in dict(each.numbers) for each in found.inferred) >= 3


@given(st.lists(past_runs, max_size=40, unique_by=lambda run: run.id))
def test_any_runs_give_at_most_one_usual_run_a_day(runs: list[PastRun]) -> None:
    found = habits(runs)
    days = [run.day for run in found.pattern.runs]
    assert len(days) == len(set(days)) <= 7
    assert days == sorted(days)
    assert all(0 < run.certainty <= 1 for run in found.pattern.runs)
    assert found.inferred


def test_steady_days_are_asked_about_when_none_is_hard() -> None:
    runs = [r for r in settled() if r.on.weekday() != 1]
    runs += [
        ran(LATEST_MONDAY - timedelta(weeks=k) + timedelta(1), 8, 322, id=f"t{k}")
        for k in range(10)
    ]
    assert any("hides the repetitions" in each.text for each in habits(runs).inferred)
    assert not any("hides the repetitions" in each.text for each in habits(settled()).inferred)


def test_many_low_weeks_are_no_rhythm() -> None:
    uneven = [1.0, 0.7, 0.75, 1.0, 1.0, 0.7, 1.0, 0.72, 1.0, 0.7, 0.7, 1.0, 1.0, 0.7, 0.75, 1.0]
    runs = [
        ran(LATEST_MONDAY - timedelta(weeks=back) + timedelta(day), 10 * share, 345)
        for back, share in enumerate(uneven)
        for day in (1, 3, 6)
    ]
    assert habits(runs).pattern.easy_week_every is None
