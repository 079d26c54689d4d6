"""Warnings for single runs far beyond the last month's longest."""

from datetime import timedelta

import pytest

from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.running.classify import class_runs
from strongstride.coach.running.spikes import run_spikes
from strongstride.coach.runs import PlannedRun, RunKind
from tests.coach.running_worlds import ATHLETE, TODAY, settled

DONE = class_runs(settled(), ATHLETE, TODAY)  # longest 18 km


def planned(days: int, metres: int, kind: RunKind = RunKind.LONG) -> PlannedRun:
    return PlannedRun(on=TODAY + timedelta(days), kind=kind, distance_m=metres)


@pytest.mark.parametrize(("metres", "warned"), [(18_000, 0), (19_700, 0), (19_900, 1), (30_000, 1)])
def test_more_than_a_tenth_beyond_the_longest_is_told(metres: int, warned: int) -> None:
    assert len(run_spikes([planned(7, metres)], DONE, TODAY, DistanceUnit.KM)) == warned


def test_steps_of_a_plan_build_on_each_other() -> None:
    plan = [planned(7 * k, 18_000 + 1_500 * k) for k in range(1, 6)]
    assert run_spikes(plan, DONE, TODAY, DistanceUnit.KM) == ()
    (told,) = run_spikes(plan[2:3], DONE, TODAY, DistanceUnit.KM)
    assert "25%" in told.text


def test_races_and_the_unknown_are_not_warned_about() -> None:
    assert run_spikes([planned(7, 42_195, RunKind.RACE)], DONE, TODAY, DistanceUnit.KM) == ()
    assert run_spikes([planned(7, 42_195)], (), TODAY, DistanceUnit.KM) == ()
    assert run_spikes([planned(-3, 42_195)], DONE, TODAY, DistanceUnit.KM) == ()
