"""Runs to come: a projection of the usual week onto the calendar, with the race and a taper in it.

These are projections of what the runner does anyway, never advice: Strongstride does not coach
running. A running plan the runner has goes over them (`merge_runs`).
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from strongstride.coach.athlete import Goal, RaceDistance
from strongstride.coach.rules import n
from strongstride.coach.runs import ClassedRun, PlannedRun, RunKind, UsualRun, WeeklyPattern
from strongstride.coach.weeks import monday_of

_RACE_M = {
    RaceDistance.FIVE_K: 5_000,
    RaceDistance.TEN_K: 10_000,
    RaceDistance.HALF: 21_098,
    RaceDistance.MARATHON: 42_195,
    RaceDistance.ULTRA: None,
}
_TAPER = {
    RaceDistance.FIVE_K: "short_weeks",
    RaceDistance.TEN_K: "middle_weeks",
    RaceDistance.HALF: "middle_weeks",
    RaceDistance.MARATHON: "long_weeks",
    RaceDistance.ULTRA: "long_weeks",
}
_LONG_RACES = (RaceDistance.MARATHON, RaceDistance.ULTRA)


class HasPattern(Protocol):
    """Anything that knows a usual week, such as `RunningHabits`."""

    @property
    def pattern(self) -> WeeklyPattern:
        """The usual week."""
        ...


DAYS_BEFORE = timedelta(days=3)


def usual_weeks(
    source: HasPattern | WeeklyPattern, from_monday: date, weeks: int, goal: Goal | None = None
) -> tuple[PlannedRun, ...]:
    """`weeks` usual weeks from a Monday, in order of date, shorter in easy weeks and near the race.

    The race is a run of kind race in place of that week's long run, even when the pattern is empty.
    """
    pattern = source if isinstance(source, WeeklyPattern) else source.pattern
    start = monday_of(from_monday)
    runs: list[PlannedRun] = []
    for week in range(weeks):
        runs += _week(pattern, start + timedelta(weeks=week), start, goal)
    return tuple(sorted(runs, key=lambda run: (run.on, run.kind)))


def merge_runs(
    usual: Iterable[PlannedRun], planned: Sequence[PlannedRun], rest_days: Collection[date] = ()
) -> tuple[PlannedRun, ...]:
    """The runner's own plan over the projection.

    A week with two or more planned runs is the plan's alone; a single planned run takes its day and
    the place of a projected run of its kind in that week. Rest days hold no projected run. A
    projected race stays unless the plan has a race in that week.
    """
    by_week: dict[date, list[PlannedRun]] = {}
    for run in planned:
        by_week.setdefault(monday_of(run.on), []).append(run)
    kept = [run for run in usual if _stays(run, by_week.get(monday_of(run.on), []), rest_days)]
    return tuple(sorted((*kept, *planned), key=lambda run: (run.on, run.kind, run.name)))


def with_runs_done(
    planned: Iterable[PlannedRun], done: Iterable[ClassedRun], today: date
) -> tuple[PlannedRun, ...]:
    """What was run this week in place of what was expected on the days that are over.

    Today counts as over once a run of today is among `done`. The last days before the week are kept
    too: a long run or race on Sunday still limits Monday.
    """
    monday = monday_of(today)
    since = monday - DAYS_BEFORE
    ran = [_as_planned(item) for item in done if item.counts and since <= item.run.on <= today]
    first = today + timedelta(days=1) if any(run.on == today for run in ran) else today
    to_come = [run for run in planned if run.on >= first]
    return tuple(sorted((*ran, *to_come), key=lambda run: (run.on, run.kind, run.name)))


def _as_planned(item: ClassedRun) -> PlannedRun:
    run = item.run
    return PlannedRun(
        on=run.on,
        kind=item.kind,
        distance_m=None if run.distance_m is None else round(run.distance_m),
        duration_s=round(run.duration_s),
        starts_at=None if run.starts_at is None else run.starts_at.time().replace(microsecond=0),
        name=run.name,
    )


def _stays(run: PlannedRun, planned: Sequence[PlannedRun], rest_days: Collection[date]) -> bool:
    """Whether a projected run stays beside the week's planned ones."""
    if run.kind is RunKind.RACE:
        return all(other.kind is not RunKind.RACE for other in planned)
    if run.on in rest_days or len(planned) >= n("run-projection", "plan_runs_a_week"):
        return False
    return all(
        other.on != run.on and not (other.kind is run.kind and run.kind.is_key) for other in planned
    )


def _week(pattern: WeeklyPattern, monday: date, start: date, goal: Goal | None) -> list[PlannedRun]:
    share = _share(pattern, monday, start, goal)
    runs = [
        planned
        for usual in pattern.runs
        if (planned := _planned(usual, monday + timedelta(days=usual.day), share, goal)) is not None
    ]
    if goal is not None and monday_of(goal.on) == monday:
        runs.append(_race(goal))
    return runs


def _race(goal: Goal) -> PlannedRun:
    return PlannedRun(
        on=goal.on, kind=RunKind.RACE, distance_m=_RACE_M[goal.distance], name=goal.name
    )


def _planned(usual: UsualRun, on: date, share: float, goal: Goal | None) -> PlannedRun | None:
    """The usual run on a date; None where the race or the rest after it takes its place."""
    kind = usual.kind
    if goal is not None:
        if monday_of(on) == monday_of(goal.on) and (kind is RunKind.LONG or on >= goal.on):
            return None
        if 0 < (on - goal.on).days <= _rest_days(goal):
            return None
        if _is_calm(on, goal):
            kind = RunKind.EASY
    return PlannedRun(
        on=on,
        kind=kind,
        distance_m=_part(usual.distance_m, share, 100),
        duration_s=_part(usual.duration_s, share, 60),
        starts_at=usual.starts_at,
    )


def _part(amount: int | None, share: float, step: int) -> int | None:
    return None if amount is None else max(step, round(amount * share / step) * step)


def _is_calm(on: date, goal: Goal) -> bool:
    """The last days before the race and the weeks after it hold easy runs only."""
    before = (goal.on - on).days
    if 0 < before <= n("run-taper", "calm_days"):
        return True
    return 0 < _weeks_after(on, goal) <= _recovery_weeks(goal)


def _weeks_after(on: date, goal: Goal) -> int:
    return (monday_of(on) - monday_of(goal.on)).days // 7


def _recovery_weeks(goal: Goal) -> int:
    return 2 if goal.distance in _LONG_RACES else 1


def _rest_days(goal: Goal) -> int:
    days = int(n("run-after-race", "rest_days"))
    return days if goal.distance in _LONG_RACES else 1


def _share(pattern: WeeklyPattern, monday: date, start: date, goal: Goal | None) -> float:
    """How much of the usual distance a week holds: taper, recovery, easy week or all of it."""
    if goal is not None:
        after = _weeks_after(monday, goal)
        if -int(n("run-taper", _TAPER[goal.distance])) < after <= 0:
            return n("run-taper", f"week_{1 - after}")
        if 0 < after <= _recovery_weeks(goal):
            return n("run-after-race", f"week_{after}")
    if _is_easy_week(pattern, monday, start):
        return n("running-cutback", "easy_week")
    return 1.0


def _is_easy_week(pattern: WeeklyPattern, monday: date, start: date) -> bool:
    """Every n-th week, counted from a known easy week, else the n-th of the projection."""
    every = pattern.easy_week_every
    if every is None:
        return False
    if pattern.easy_week_on is None:
        return ((monday - start).days // 7 + 1) % every == 0
    return (monday - monday_of(pattern.easy_week_on)).days // 7 % every == 0
