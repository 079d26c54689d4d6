"""The sample runner, planned for on any later day: old files and a past race still make a plan."""

from datetime import date
from pathlib import Path

import pytest

import strongstride
from strongstride.cli.intake import Sources, take_in
from strongstride.coach.runs import RunKind

SAMPLE = Path(strongstride.__file__).parent / "data" / "sample"


def races(today: date) -> tuple[list[date], str]:
    found = take_in(Sources(athlete=SAMPLE / "athlete.toml"), today)
    runs = [run for week in found.programme.weeks for run in week.runs]
    assert any(run.kind is RunKind.LONG for run in runs)
    assert any(week.sessions for week in found.programme.weeks)
    return [run.on for run in runs if run.kind is RunKind.RACE], " ".join(found.said)


def test_the_race_is_planned_for_until_it_is_run() -> None:
    on, said = races(date(2026, 11, 23))
    assert on == [date(2027, 4, 25)]
    assert "is over" not in said


def test_its_recovery_still_counts_as_its_plan() -> None:
    assert "is over" not in races(date(2027, 5, 10))[1]


@pytest.mark.parametrize("today", [date(2027, 6, 7), date(2028, 11, 22)])
def test_later_the_weeks_go_round_without_it_and_say_so(today: date) -> None:
    on, said = races(today)
    assert on == []
    assert "The race of 2027-04-25 is over" in said
