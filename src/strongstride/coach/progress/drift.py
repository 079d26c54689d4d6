"""Late-run drift: how many more heartbeats a level metre costs in the second half of a long run."""

from collections.abc import Iterable, Sequence
from datetime import date
from statistics import median

import msgspec

from strongstride.coach.progress.efficiency import show_share
from strongstride.coach.progress.runs_read import ShapedRun, calm_outdoors, is_pulse
from strongstride.coach.progress.trend import Dated, Trend, trend_of
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.running.run_shape import RunPiece, Stretch, between, stretch_of
from strongstride.coach.weeks import WEEK

RULE = "progress-drift"


class DriftPoint(msgspec.Struct, frozen=True, kw_only=True):
    """One long run: its two halves, and the share by which a beat took it less far at the end."""

    run: str
    on: date
    drift: float
    first: Stretch
    second: Stretch


class Drift(msgspec.Struct, frozen=True, kw_only=True):
    """The long runs in order of date, the usual drift of the last weeks, and what they say."""

    points: tuple[DriftPoint, ...]
    usual: float | None
    trend: Trend | None
    says: Reason


def late_run_drift(runs: Iterable[ShapedRun], today: date) -> Drift:
    """Drift of every long enough calm run whose samples were kept. Total."""
    found = [point for one in calm_outdoors(runs) if (point := _point(one))]
    points = tuple(sorted((p for p in found if p.on <= today), key=lambda p: (p.on, p.run)))
    since = today - n("progress-trend", "weeks") * WEEK
    lately = [one.drift for one in points if one.on > since]
    usual = median(lately) if len(lately) >= n(RULE, "least_runs") else None
    trend = trend_of([Dated(one.on, one.drift) for one in points], today, n(RULE, "least_change"))
    return Drift(points=points, usual=usual, trend=trend, says=_says(lately, usual, trend))


def _point(one: ShapedRun) -> DriftPoint | None:
    if one.shape is None:
        return None
    pieces = between(one.shape, n(RULE, "skip_s"), float("inf"))
    if sum(piece.seconds for piece in pieces) < n(RULE, "least_s") - n(RULE, "skip_s"):
        return None
    first, second = (stretch_of(half) for half in _halves(pieces))
    if first is None or second is None or not (_is_known(first) and _is_known(second)):
        return None
    # metres a beat: speed over heart rate, up to a factor that falls out
    before, after = first.speed_mps / first.heart_rate, second.speed_mps / second.heart_rate
    run = one.classed.run
    return DriftPoint(
        run=run.id, on=run.on, drift=round(1 - after / before, 4), first=first, second=second
    )


def _halves(pieces: Sequence[RunPiece]) -> tuple[Sequence[RunPiece], Sequence[RunPiece]]:
    """Two halves of as many pieces each; a middle one stands in neither."""
    half = len(pieces) // 2
    return pieces[:half], pieces[len(pieces) - half :]


def _is_known(half: Stretch) -> bool:
    least = (n(RULE, "least_s") - n(RULE, "skip_s")) / 4
    return is_pulse(half.heart_rate) and half.seconds >= least


def _says(lately: Sequence[float], usual: float | None, trend: Trend | None) -> Reason:
    if usual is None:
        least = round(n(RULE, "least_runs"))
        minutes = round(n(RULE, "least_s") / 60)
        text = (
            f"{len(lately)} of {least} long runs needed: from {minutes} minutes on, outdoors, "
            f"with heart rate and from a watch's file."
        )
        return reason(RULE, text, runs=len(lately))
    more = "more" if usual >= 0 else "fewer"
    text = (
        f"In your last {len(lately)} long runs a metre cost {show_share(usual)} {more} heartbeats "
        f"in the second half than in the first: {_word(usual)}."
    )
    return reason(RULE, f"{text} {_change(trend)}", usual=round(usual, 4), runs=len(lately))


def _word(usual: float) -> str:
    if usual < n(RULE, "little"):
        return "little, as coaches count it"
    return "some" if usual < n(RULE, "much") else "much"


def _change(trend: Trend | None) -> str:
    if trend is None:
        return "Too few weeks have one to tell whether that changes."
    if not trend.is_told:
        return "No change you could tell from noise."
    way = "less" if trend.change < 0 else "more"
    return f"It drifts {way} than at first, by more than noise."
