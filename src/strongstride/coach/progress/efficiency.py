"""Am I getting faster: level speed at the usual easy heart rate, run by run, and its trend.

Speeds are metres a second, heart rates beats a minute, changes shares.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import exp, log
from statistics import median

import msgspec

from strongstride.coach.progress.runs_read import ShapedRun, calm_outdoors, is_pulse
from strongstride.coach.progress.trend import Dated, Trend, trend_of
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.running.fitness import level_distance, show_pace
from strongstride.coach.running.run_shape import Stretch, between, stretch_of
from strongstride.coach.weeks import WEEK

RULE = "progress-efficiency"


class EfficiencyPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One run: what it showed, and what that is at the heart rate all are compared at."""

    run: str
    on: date
    heart_rate: float
    level_mps: float
    speed_mps: float  # at `Efficiency.heart_rate`
    minutes: int  # that were read


class Efficiency(msgspec.Struct, frozen=True, kw_only=True):
    """All points in order of date, the heart rate they are compared at, and what they say."""

    heart_rate: int | None  # None: no run tells
    points: tuple[EfficiencyPoint, ...]
    trend: Trend | None  # of log speed
    scatter: float | None  # of one run around the line, a share; None without a trend
    says: Reason


class _Read(msgspec.Struct, frozen=True):
    run: str
    on: date
    seen: Stretch


def efficiency(
    runs: Iterable[ShapedRun], today: date, unit: DistanceUnit = DistanceUnit.KM
) -> Efficiency:
    """Speed at the usual easy heart rate. Total: any runs, none included."""
    read = _readings(calm_outdoors(runs), today)
    if not read:
        text = "No easy run outdoors with a heart rate yet, so there is nothing to compare."
        says = reason(RULE, text)
        return Efficiency(heart_rate=None, points=(), trend=None, scatter=None, says=says)
    usual = round(median(one.seen.heart_rate for one in _lately(read, today) or read))
    points = tuple(_point(one, usual) for one in read if _is_near(one, usual))
    trend = trend_of(_dated(points), today, n(RULE, "least_change"))
    return Efficiency(
        heart_rate=usual,
        points=points,
        trend=trend,
        scatter=None if trend is None else _scatter(points, trend),
        says=_says(points, usual, trend, today, unit),
    )


def _readings(runs: Sequence[ShapedRun], today: date) -> list[_Read]:
    """What each run shows by its pieces, or by its averages where too few runs have pieces.

    The two are never mixed: a change of watch would look like a change of the runner.
    """
    by_pieces = [read for one in runs if (read := _by_pieces(one))]
    by_averages = [read for one in runs if (read := _by_averages(one))]
    few = len(_lately(by_pieces, today)) * 2 < len(_lately(by_averages, today))
    chosen = by_averages if few else by_pieces
    return sorted((one for one in chosen if one.on <= today), key=lambda one: (one.on, one.run))


def _by_pieces(one: ShapedRun) -> _Read | None:
    if one.shape is None:
        return None
    seen = stretch_of(between(one.shape, n(RULE, "skip_s"), n(RULE, "until_s")))
    if seen is None or seen.seconds < n(RULE, "least_s") or not is_pulse(seen.heart_rate):
        return None
    return _Read(one.classed.run.id, one.classed.run.on, seen)


def _by_averages(one: ShapedRun) -> _Read | None:
    run = one.classed.run
    if not run.distance_m or run.average_hr is None or not is_pulse(run.average_hr):
        return None
    if not n(RULE, "summary_least_s") <= run.duration_s <= n(RULE, "summary_most_s"):
        return None
    level_m = level_distance(run.distance_m, run.climb_m)
    return _Read(run.id, run.on, Stretch(run.duration_s, level_m, run.average_hr))


def _lately(read: Sequence[_Read], today: date) -> list[_Read]:
    since = today - n("progress-trend", "weeks") * WEEK
    return [one for one in read if since < one.on <= today]


def _is_near(one: _Read, usual: int) -> bool:
    return abs(one.seen.heart_rate / usual - 1) <= n(RULE, "near_share")


def _point(one: _Read, usual: int) -> EfficiencyPoint:
    rest = n(RULE, "rest_hr")
    share = (usual - rest) / (one.seen.heart_rate - rest)
    return EfficiencyPoint(
        run=one.run,
        on=one.on,
        heart_rate=round(one.seen.heart_rate, 1),
        level_mps=round(one.seen.speed_mps, 4),
        speed_mps=round(one.seen.speed_mps * share, 4),
        minutes=round(one.seen.seconds / 60),
    )


def _dated(points: Sequence[EfficiencyPoint]) -> list[Dated]:
    return [Dated(one.on, log(one.speed_mps)) for one in points]


def _scatter(points: Sequence[EfficiencyPoint], trend: Trend) -> float:
    """A robust standard deviation of single runs around the line."""
    span = max((trend.last_on - trend.first_on).days, 1)
    slope = trend.change / span
    off = [
        abs(log(one.speed_mps) - trend.level + slope * (trend.last_on - one.on).days)
        for one in points
        if one.on >= trend.first_on
    ]
    return 1.4826 * median(off)


def _says(
    points: Sequence[EfficiencyPoint],
    usual: int,
    trend: Trend | None,
    today: date,
    unit: DistanceUnit,
) -> Reason:
    if trend is None:
        return _too_few(points, today)
    speed = exp(trend.level)
    weeks = round((trend.last_on - trend.first_on) / timedelta(weeks=1)) + 1
    now = f"At {usual} beats a minute you run about {show_pace(speed, unit)} on the level"
    numbers = {"change": round(trend.change, 4), "weeks": weeks, "heart_rate": usual}
    if not trend.is_told:
        much = show_share(trend.tellable)
        text = (
            f"{now}. Over {weeks} weeks that is no change you could tell from noise: "
            f"it would have to be about {much} to show."
        )
        return reason(RULE, text, **numbers)
    way = "faster" if trend.change > 0 else "slower"
    least, most = sorted((abs(trend.low), abs(trend.high)))
    text = (
        f"{now}, {show_share(abs(trend.change))} {way} than {weeks} weeks ago: more than noise "
        f"(between {show_share(least)} and {show_share(most)})."
    )
    return reason(RULE, text, **numbers)


def _too_few(points: Sequence[EfficiencyPoint], today: date) -> Reason:
    weeks = round(n("progress-trend", "weeks"))
    least = round(n("progress-trend", "least_weeks"))
    since = today - weeks * WEEK
    found = len({one.on.isocalendar()[:2] for one in points if since < one.on <= today})
    text = (
        f"Too little to tell a change yet: {found} of the last {weeks} weeks "
        f"{'has' if found == 1 else 'have'} an easy run outdoors with heart rate, "
        f"{least} are needed."
    )
    return reason(RULE, text, weeks=found)


def show_share(share: float) -> str:
    """A share as people write it: `3 %`, `0.4 %`."""
    percent = abs(share) * 100
    return f"{percent:.0f} %" if percent >= 2 else f"{percent:.1f} %"
