"""Race equivalents: what the best effort of the last months is worth over other distances."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import log, log2

import msgspec

from strongstride.coach.progress.efficiency import show_share
from strongstride.coach.progress.runs_read import ShapedRun
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.running.fitness import level_distance, vdot
from strongstride.coach.runs import RunKind

RULE = "progress-race-estimate"
RACES = (
    ("5K", 5000.0),
    ("10K", 10_000.0),
    ("half marathon", 21_097.5),
    ("marathon", 42_195.0),
)
REFERENCE_M = 10_000.0  # the distance two efforts are compared over


class BestEffort(msgspec.Struct, frozen=True, kw_only=True):
    """The stretch of one run that shows the most fitness, climb allowed for in whole runs."""

    run: str
    on: date
    seconds: float
    metres: float
    vdot: float
    is_race: bool


class RaceEstimate(msgspec.Struct, frozen=True, kw_only=True):
    """A time for a distance in seconds, and the range around it."""

    race: str
    metres: float
    seconds: float
    low_s: float
    high_s: float


class RaceEstimates(msgspec.Struct, frozen=True, kw_only=True):
    """The effort behind the estimates, the best of the time before it, every run's own best."""

    best: BestEffort | None
    before: BestEffort | None
    estimates: tuple[RaceEstimate, ...]
    efforts: tuple[BestEffort, ...]  # in order of date
    says: Reason


def race_estimates(runs: Iterable[ShapedRun], today: date) -> RaceEstimates:
    """Estimates from the last months' best effort. Total: any runs, none included."""
    efforts = tuple(
        sorted(
            (found for one in runs if (found := _best_of(one)) and found.on <= today),
            key=lambda effort: (effort.on, effort.run),
        )
    )
    span = timedelta(days=n(RULE, "days"))
    best = _best_between(efforts, today - span, today)
    before = _best_between(efforts, today - 2 * span, today - span)
    return RaceEstimates(
        best=best,
        before=before,
        estimates=() if best is None else _estimates(best),
        efforts=efforts,
        says=_says(best, before),
    )


def _best_of(one: ShapedRun) -> BestEffort | None:
    run = one.classed.run
    if not one.classed.counts or run.indoors or not run.distance_m:
        return None
    most_s, most_vdot = n("run-fitness", "most_minutes") * 60, n("run-left-out", "most_vdot")
    whole = (run.duration_s, level_distance(run.distance_m, run.climb_m))
    stretches = [whole, *((float(s), m) for s, m in run.efforts if m <= run.distance_m * 1.02)]
    shown = [
        (value, s, m)
        for s, m in stretches
        if n(RULE, "least_s") <= s <= most_s and m > 0 and (value := vdot(m, s)) <= most_vdot
    ]
    if not shown:
        return None
    value, seconds, metres = max(shown)
    is_race = one.classed.kind is RunKind.RACE and (seconds, metres) == whole
    return BestEffort(
        run=run.id, on=run.on, seconds=seconds, metres=metres, vdot=value, is_race=is_race
    )


def _best_between(efforts: Sequence[BestEffort], after: date, until: date) -> BestEffort | None:
    inside = [one for one in efforts if after < one.on <= until]
    return max(inside, key=lambda one: (one.vdot, one.on), default=None)


def _estimates(best: BestEffort) -> tuple[RaceEstimate, ...]:
    most = n(RULE, "most_ratio")
    return tuple(
        _estimate(best, race, metres)
        for race, metres in RACES
        if 1 / most <= metres / best.metres <= most
    )


def _estimate(best: BestEffort, race: str, metres: float) -> RaceEstimate:
    seconds = time_for(metres, best.vdot)
    doublings = log2(metres / best.metres)
    fast = n(RULE, "spread") + n(RULE, "per_doubling") * abs(doublings)
    slow = fast
    if doublings > 0:
        slow = n(RULE, "spread") + n(RULE, "per_doubling_longer") * doublings
    return RaceEstimate(
        race=race,
        metres=metres,
        seconds=seconds,
        low_s=seconds * (1 - fast),
        high_s=seconds * (1 + slow),
    )


def time_for(metres: float, fitness: float) -> float:
    """Seconds in which `fitness` (VDOT, above 0) runs `metres` all out, to a hundredth."""
    low, high = metres / 12.0, metres / 0.3  # faster and slower than anyone runs
    while high - low > 0.01:
        middle = (low + high) / 2
        low, high = (middle, high) if vdot(metres, middle) > fitness else (low, middle)
    return high


def _says(best: BestEffort | None, before: BestEffort | None) -> Reason:
    days = round(n(RULE, "days"))
    if best is None:
        text = f"No run of the last {days} days is long enough to be turned into a race."
        return reason(RULE, text)
    sure = "" if best.is_race else " If it was not all out, you can do more."
    if before is None:
        text = f"From the best {show_time(best.seconds)} of the last {days} days.{sure}"
        return reason(RULE, text, vdot=round(best.vdot, 1))
    gain = log(time_for(REFERENCE_M, before.vdot) / time_for(REFERENCE_M, best.vdot))
    said = _compared(gain, days)
    return reason(RULE, f"{said}{sure}", vdot=round(best.vdot, 1), change=round(gain, 4))


def _compared(gain: float, days: int) -> str:
    much = show_share(gain)
    if abs(gain) <= n(RULE, "noise"):
        return (
            f"Your best effort of the last {days} days is within {much} of the {days} days before: "
            f"course, wind and will alone can make that."
        )
    if gain < 0:
        return (
            f"Your best effort of the last {days} days is {much} slower than that of the {days} "
            f"days before; without a hard effort lately that says nothing of your fitness."
        )
    return f"Your best effort of the last {days} days is {much} faster than the {days} days before."


def show_time(seconds: float) -> str:
    """A time as runners write it: `42:10`, `3:05:20`."""
    whole = round(seconds)
    if whole < 3600:
        return f"{whole // 60}:{whole % 60:02d}"
    return f"{whole // 3600}:{whole % 3600 // 60:02d}:{whole % 60:02d}"
