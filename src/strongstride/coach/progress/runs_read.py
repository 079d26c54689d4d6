"""The runs that progress is read from: classed, with their shape where the samples were kept."""

from collections.abc import Iterable, Sequence

import msgspec

from strongstride.coach.rules import n
from strongstride.coach.running.run_shape import RunShape
from strongstride.coach.runs import ClassedRun, RunKind

CALM = (RunKind.EASY, RunKind.STEADY, RunKind.LONG)


class ShapedRun(msgspec.Struct, frozen=True):
    """A past run and its course; None where only the averages are known."""

    classed: ClassedRun
    shape: RunShape | None = None


def calm_outdoors(runs: Iterable[ShapedRun]) -> Sequence[ShapedRun]:
    """The believable easy, steady and long runs that were not on a treadmill."""
    return [
        one
        for one in runs
        if one.classed.counts and one.classed.kind in CALM and not one.classed.run.indoors
    ]


def is_pulse(heart_rate: float | None) -> bool:
    """Whether an average is a heart's; lower ones are a loose strap (`run-heart-rate-bands`)."""
    return heart_rate is not None and heart_rate >= n("run-heart-rate-bands", "believable_min")
