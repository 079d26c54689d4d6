"""Habits read out of classed runs: which weeks to look at, what is usual in them, in words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from statistics import mean, median

import msgspec

from strongstride.coach.answers import Answer
from strongstride.coach.quantities import DistanceUnit, show_distance
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.running.fitness import show_duration, show_pace
from strongstride.coach.running.habits import RunningHabits
from strongstride.coach.running.usual_week import Weeks, find_pattern
from strongstride.coach.runs import ClassedRun, RunKind, UsualRun
from strongstride.coach.weeks import monday_of


def habits_of(classed: Sequence[ClassedRun], today: date, unit: DistanceUnit) -> RunningHabits:
    """The usual week behind `classed`; empty habits and one sentence when there are no runs."""
    runs = [item for item in classed if item.counts and item.run.on <= today]
    if not runs:
        text = "no runs were read, so nothing is inferred"
        said = reason("running-habits", text, answer=Answer.USUAL_WEEK)
        return RunningHabits(inferred=(said,))
    latest = max(item.run.on for item in runs)
    weeks = _by_week(runs)
    looked_at = _weeks_to_read(weeks, latest)
    sample = [item for monday in looked_at for item in weeks[monday]]
    habits = RunningHabits(
        weeks=len(looked_at),
        runs=len(sample),
        latest_on=latest,
        weeks_since=(today - latest).days // 7,
        weekly_distance_m=_median_week([weeks[m] for m in looked_at], _distance),
        weekly_duration_s=_median_week([weeks[m] for m in looked_at], _duration),
        runs_a_week=round(mean(len(weeks[m]) for m in looked_at), 1),
        easy_speed_mps=_easy_speed(sample),
        longest_m=_longest(runs, latest),
        run_time=_usual_time(sample),
        pattern=find_pattern(weeks, looked_at),
    )
    return msgspec.structs.replace(habits, inferred=tuple(_sentences(habits, unit)))


def _by_week(runs: Iterable[ClassedRun]) -> Weeks:
    weeks: Weeks = {}
    for item in runs:
        weeks.setdefault(monday_of(item.run.on), []).append(item)
    return weeks


def _weeks_to_read(weeks: Weeks, latest: date) -> list[date]:
    """The last full active weeks up to the latest run; a begun one only if there is no other."""
    rule = "running-habits"
    anchor = monday_of(latest)
    oldest = anchor - timedelta(weeks=int(n(rule, "look_back_weeks")))
    active = sorted(monday for monday in weeks if oldest <= monday)
    # the week of the latest run may be cut short by the export, not by the runner
    full = [monday for monday in active if monday + timedelta(days=6) <= latest]
    if len(full) >= n(rule, "least_weeks"):
        active = full
    return active[-int(n(rule, "weeks")) :]


def _distance(item: ClassedRun) -> float | None:
    return item.run.distance_m


def _duration(item: ClassedRun) -> float | None:
    return item.run.duration_s


def _median_week(
    weeks: Sequence[Sequence[ClassedRun]], of: Callable[[ClassedRun], float | None]
) -> int | None:
    totals = [sum(of(item) or 0.0 for item in week) for week in weeks]
    return round(median(totals)) or None


def _easy_speed(sample: Sequence[ClassedRun]) -> float | None:
    speeds = [
        item.run.distance_m / item.run.duration_s
        for item in sample
        if item.kind is RunKind.EASY and item.run.distance_m
    ]
    return median(speeds) if speeds else None


def _longest(runs: Sequence[ClassedRun], latest: date) -> int | None:
    since = latest - timedelta(days=int(n("run-spike", "days")))
    return round(max(i.run.distance_m or 0.0 for i in runs if i.run.on >= since)) or None


def _usual_time(sample: Sequence[ClassedRun]) -> time | None:
    """The median local start, to the quarter of an hour, when most starts are known."""
    starts = [i.run.starts_at for i in sample if i.run.starts_at is not None]
    if len(starts) * 2 <= len(sample):
        return None
    minutes = round(median(start.hour * 60 + start.minute for start in starts) / 15) * 15
    return time(minutes // 60 % 24, minutes % 60)


def _sentences(habits: RunningHabits, unit: DistanceUnit) -> Iterator[Reason]:
    """What was inferred, from what, and how to correct it."""
    since = f"your {habits.weeks} weeks with runs up to {habits.latest_on}"
    yield from _said_of_the_week(habits, unit, since)
    yield from _said_of_the_days(habits, unit, since)
    if habits.easy_speed_mps is not None:
        pace = show_pace(habits.easy_speed_mps, unit)
        yield reason("running-habits", f"usual easy pace {pace}, inferred from your easy runs")
    if habits.run_time is not None:
        start = f"{habits.run_time:%H:%M}"
        yield reason("running-habits", f"you mostly start near {start}, inferred from {since}")
    if habits.pattern.easy_week_every is not None:
        yield reason(
            "running-cutback",
            f"one week in {habits.pattern.easy_week_every} was clearly easier, the latest "
            f"seen from {habits.pattern.easy_week_on}",
            answer=Answer.USUAL_WEEK,
            every=habits.pattern.easy_week_every,
        )


def _said_of_the_week(habits: RunningHabits, unit: DistanceUnit, since: str) -> Iterator[Reason]:
    if habits.weeks_since >= n("running-habits", "stale_weeks"):
        yield reason(
            "running-habits",
            f"your latest run read is {habits.weeks_since} weeks old ({habits.latest_on}): the "
            f"usual week is inferred from the weeks before it",
            weeks_since=habits.weeks_since,
            answer=Answer.USUAL_WEEK,
        )
    volume = show_duration(habits.weekly_duration_s or 0)
    if habits.weekly_distance_m is not None:
        volume = f"{show_distance(habits.weekly_distance_m, unit)} ({volume})"
    yield reason(
        "running-habits",
        f"a usual week has {habits.runs_a_week:.1f} runs and {volume}, inferred from {since}",
        answer=Answer.USUAL_WEEK,
        weeks=habits.weeks,
        runs=habits.runs,
        runs_a_week=habits.runs_a_week,
    )


def _said_of_the_days(habits: RunningHabits, unit: DistanceUnit, since: str) -> Iterator[Reason]:
    if not habits.pattern.runs:
        return
    days = ", ".join(_usual_text(run, unit) for run in habits.pattern.runs)
    text = f"usual days: {days}, inferred from {since}"
    yield reason("running-habits", text, answer=Answer.USUAL_WEEK)
    kinds = {run.kind for run in habits.pattern.runs}
    if RunKind.STEADY in kinds and RunKind.HARD not in kinds:
        yield reason(
            "running-habits",
            "your steady days may be workouts whose average hides the repetitions; if so, say "
            "what you run on which day",
            answer=Answer.USUAL_WEEK,
        )


def _usual_text(run: UsualRun, unit: DistanceUnit) -> str:
    """`Tuesday hard 8.0 km (7 of 8 weeks)` without the weeks' count, which a share says shorter."""
    size = ""
    if run.distance_m is not None:
        size = f" {show_distance(run.distance_m, unit)}"
    elif run.duration_s is not None:
        size = f" {show_duration(run.duration_s)}"
    return f"{run.day.name.capitalize()} {run.kind}{size} ({run.certainty:.0%} of weeks)"
