"""From what was read about an athlete to what the coach plans with: one policy for every door."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.athletes.file import AthleteFile, RunningWish
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.running.projection import merge_runs, usual_weeks, with_runs_done
from strongstride.coach.running.spikes import run_spikes
from strongstride.coach.runs import ClassedRun, PlannedRun, WeeklyPattern
from strongstride.coach.weeks import monday_of
from strongstride.exchange.wording import knows_usual_week

OPEN_WEEKS = 20  # runs are projected further than any plan without a race goes
RACE_RECOVERY = timedelta(weeks=6)  # a race this long ago is still the goal: recovery follows it
WEEKS_AFTER = 12  # and beyond the race, for the weeks of recovery


class OwnRuns(msgspec.Struct, frozen=True, kw_only=True):
    """Planned runs the runner gave (calendar, table, by hand), and days said to be free of runs."""

    runs: tuple[PlannedRun, ...] = ()
    rest_days: Collection[date] = frozenset()


class PlanInputs(msgspec.Struct, frozen=True, kw_only=True):
    """What `coach.plan.plan` takes, and lines worth telling about how it came to be."""

    athlete: Athlete  # with what the runs told
    runs: tuple[PlannedRun, ...]
    said: tuple[str, ...] = ()


def plan_inputs(
    file: AthleteFile,
    classed: Sequence[ClassedRun],
    habits: RunningHabits | None,
    today: date,
    own: OwnRuns | None = None,
) -> PlanInputs:
    """The athlete with what their runs tell, and the runs to come: as usual, and their own over it.

    `own` is None where the runner gave no plan. Total for valid values.
    """
    file, over = with_race_to_come(file, today)
    athlete = informed(file.athlete, habits)
    runs, said = runs_to_come(athlete, file.running, habits, classed, today, own)
    return PlanInputs(athlete=athlete, runs=runs, said=(*over, *said))


def with_race_to_come(file: AthleteFile, today: date) -> tuple[AthleteFile, tuple[str, ...]]:
    """A file kept after its race still plans, without that race; and a line that says so."""
    goal = file.athlete.goal
    if goal is None or today - goal.on <= RACE_RECOVERY:
        return file, ()
    athlete = msgspec.structs.replace(file.athlete, goal=None)
    line = (
        f"The race of {goal.on} is over, so the plan repeats its cycle. Give your next race, and "
        "it leads there."
    )
    return msgspec.structs.replace(file, athlete=athlete), (line,)


def informed(athlete: Athlete, habits: RunningHabits | None) -> Athlete:
    """The athlete with what the runs tell and the file does not."""
    if habits is None:
        return athlete
    free, pace = athlete.availability, athlete.easy_pace_s_per_km
    if free.run_time is None and habits.run_time is not None:
        free = msgspec.structs.replace(free, run_time=habits.run_time)
    if pace is None and habits.easy_speed_mps:
        pace = 1000 / habits.easy_speed_mps
    return msgspec.structs.replace(athlete, availability=free, easy_pace_s_per_km=pace)


def runs_to_come(
    athlete: Athlete,
    wish: RunningWish,
    habits: RunningHabits | None,
    classed: Sequence[ClassedRun],
    today: date,
    own: OwnRuns | None = None,
) -> tuple[tuple[PlannedRun, ...], tuple[str, ...]]:
    """The usual week projected, the runner's own plan over it, what was run in place of it."""
    first, until = horizon(athlete, today)
    weeks = (until - first).days // 7
    planned = usual_weeks(usual_pattern(wish, habits), first, weeks, athlete.goal)
    if own is not None:
        planned = merge_runs(planned, own.runs, own.rest_days)
    planned = with_runs_done(planned, classed, today)
    spikes = run_spikes(planned, classed, today, athlete.distance_unit)
    return planned, tuple(each.text for each in spikes)


def horizon(athlete: Athlete, today: date) -> tuple[date, date]:
    """The Monday from which runs are projected, and the Monday they end before."""
    monday = monday_of(today)
    weeks = OPEN_WEEKS
    if athlete.goal is not None:
        weeks = max((athlete.goal.on - monday).days // 7 + WEEKS_AFTER, OPEN_WEEKS)
    return monday, monday + timedelta(weeks=weeks)


def usual_pattern(wish: RunningWish, habits: RunningHabits | None) -> WeeklyPattern:
    """The usual week as written, else as inferred; empty when the athlete wants none."""
    pattern = wish.pattern
    if pattern is None:
        known = habits is not None and wish.as_usual and knows_usual_week(habits)
        pattern = habits.pattern if habits is not None and known else WeeklyPattern()
    if wish.easy_week_every is None:
        return pattern
    return msgspec.structs.replace(
        pattern,
        easy_week_every=wish.easy_week_every,
        easy_week_on=wish.easy_week_on or pattern.easy_week_on,
    )
