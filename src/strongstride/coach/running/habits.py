"""The runner's usual week, inferred from classed runs, with sentences a runner can check.

The weeks looked at are the last active ones before the latest run, so that a file archive of last
year still tells a usual week; how long ago that was is said.
"""

from collections.abc import Sequence
from datetime import date, time

import msgspec

from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.rules import Reason
from strongstride.coach.running.projection import merge_runs, usual_weeks
from strongstride.coach.runs import ClassedRun, WeeklyPattern
from strongstride.coach.weeks import monday_of

__all__ = [
    "RunningHabits",
    "WeeklyPattern",
    "merge_runs",
    "monday_of",
    "read_habits",
    "usual_weeks",
]


class RunningHabits(msgspec.Struct, frozen=True, kw_only=True):
    """What is usual for this runner; None where it cannot be told."""

    weeks: int = 0  # weeks looked at
    runs: int = 0  # runs in those weeks
    latest_on: date | None = None
    weeks_since: int = 0  # full weeks between the latest run and today
    weekly_distance_m: int | None = None  # median of the weeks looked at
    weekly_duration_s: int | None = None
    runs_a_week: float = 0.0
    easy_speed_mps: float | None = None
    longest_m: int | None = None  # of the 30 days up to the latest run
    run_time: time | None = None  # usual local start
    pattern: WeeklyPattern = WeeklyPattern()
    inferred: tuple[Reason, ...] = ()  # one sentence for each of the above and how to correct it


def read_habits(
    classed: Sequence[ClassedRun], today: date, unit: DistanceUnit = DistanceUnit.KM
) -> RunningHabits:
    """The usual week behind `classed`; empty habits and one sentence when there are no runs."""
    # imported late: who gives no run files need not wait for it
    from strongstride.coach.running.habit_reading import habits_of

    return habits_of(classed, today, unit)
