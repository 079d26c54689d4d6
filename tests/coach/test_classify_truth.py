"""Classing judged by invented runners whose runs are known, with and without samples and pulse."""

import random

import pytest

from strongstride.coach.running.classify import class_runs
from strongstride.coach.running.habits import read_habits
from tests.coach.invented_runners import invented_runner
from tests.coach.running_worlds import ATHLETE, TODAY

RUNNERS = 30


@pytest.mark.parametrize(
    ("samples", "pulse", "right_at_least", "weeks_at_least"),
    [
        (True, True, 0.95, 0.93),
        (True, False, 0.95, 0.93),
        (False, True, 0.84, 0.50),
        (False, False, 0.79, 0.10),  # an average alone hides most repetitions: said in the docs
    ],
)
def test_key_runs_are_told_from_the_others(
    samples: bool, pulse: bool, right_at_least: float, weeks_at_least: float
) -> None:
    lots = random.Random(20261122)
    right = runs = weeks = 0
    for _ in range(RUNNERS):
        world = invented_runner(lots, pulse=pulse, samples=samples)
        meant = {run.id: kind for run, kind in world}
        classed = class_runs([run for run, _ in world], ATHLETE, TODAY)
        assert all(c.counts for c in classed)
        right += sum(meant[c.run.id].is_key == c.kind.is_key for c in classed)
        runs += len(classed)
        key_days = {(run.on.weekday(), kind) for run, kind in world if kind.is_key}
        found = read_habits(classed, TODAY).pattern.runs
        weeks += {(int(run.day), run.kind) for run in found if run.kind.is_key} == key_days
    assert right / runs >= right_at_least
    assert weeks / RUNNERS >= weeks_at_least
