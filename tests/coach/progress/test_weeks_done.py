"""Weeks as they were, and sessions done without a word of blame."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.coach.progress.weeks_done import consistency, sets_by_exercise, weeks_done
from strongstride.coach.runs import ClassedRun, RunKind
from tests.coach.lifters import session
from tests.coach.running_worlds import ran

TODAY = date(2026, 6, 17)  # a Wednesday
BLAME = re.compile(
    r"streak|miss|fail|only|should|must|behind|lazy|skip|lost|sorry|guilt", re.IGNORECASE
)


def ran_on(on: date, kind: RunKind = RunKind.EASY, *, counts: bool = True) -> ClassedRun:
    return ClassedRun(run=ran(on, 10), kind=kind, why="", counts=counts)


def test_runs_and_sets_of_a_week_stand_together_and_empty_weeks_too() -> None:
    runs = [
        ran_on(TODAY),
        ran_on(TODAY - timedelta(days=1), RunKind.HARD),
        ran_on(TODAY - timedelta(days=2), counts=False),
        ran_on(TODAY - timedelta(weeks=2), RunKind.RACE),
    ]
    lifted = session(0, "push-up", None, [8, 8, 8])  # on Monday 15 June
    week, gap, before = reversed(weeks_done(runs, [lifted], TODAY, 3))
    assert (week.runs, week.hard_runs, week.distance_m, week.hard_m) == (2, 1, 20_000, 10_000)
    assert (week.sessions, week.sets, week.starts_on) == (1, 3, date(2026, 6, 15))
    assert (gap.runs, gap.sets) == (0, 0)
    assert (before.runs, before.hard_runs) == (1, 1)
    assert len(weeks_done(runs, [lifted], TODAY, 26)) == 3  # none before the first


def test_without_anything_there_is_this_week() -> None:
    assert [week.starts_on for week in weeks_done([], [], TODAY, 26)] == [date(2026, 6, 15)]


def test_both_sides_are_one_set_and_warm_ups_none() -> None:
    sets = [
        LoggedSet(exercise="a", reps=8, side=Side.LEFT),
        LoggedSet(exercise="a", reps=8, side=Side.RIGHT),
        LoggedSet(exercise="a", reps=8, side=Side.RIGHT),
        LoggedSet(exercise="b", reps=8, kind=SetKind.WARM_UP),
        LoggedSet(exercise="b", seconds=30.0),
        LoggedSet(exercise="b"),
    ]
    assert sets_by_exercise(sets) == {"a": 2, "b": 1}


@given(st.integers(0, 60), st.integers(1, 3), st.integers(1, 8))
def test_whatever_was_done_nobody_is_blamed(sessions: int, wanted: int, weeks: int) -> None:
    assert not BLAME.search(consistency(sessions, wanted, weeks).text)


@pytest.mark.parametrize(
    ("sessions", "said"),
    [
        (0, "No strength session in the last 8 weeks."),
        (1, "1 strength session in the last 8 weeks, beside the 16 of two a week."),
        (3, "nothing has to be caught up"),
        (8, "that is what you did"),
        (12, "you did more than that"),
    ],
)
def test_what_the_count_means_is_said_kindly(sessions: int, said: str) -> None:
    assert said in consistency(sessions, 2, 8).text


def test_a_log_of_another_day_is_another_session() -> None:
    twice: list[LoggedSession] = [session(0, "push-up", None, [8])] * 2
    assert weeks_done([], twice, TODAY, 1)[0].sessions == 1
