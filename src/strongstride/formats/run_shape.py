"""The course of a run in pieces of five minutes: what efficiency and late-run drift are read from.

A summary hides whether the heart drifted or the road rose. The samples tell it, but are too many to
keep at hand for every run; a piece keeps what a later question needs: time, way, heights and pulse.
Facts only: what a slope costs is the coach's to judge.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from strongstride.formats.efforts import metres_along
from strongstride.formats.sports import top_speed
from strongstride.formats.track import LONGEST_STEP_S, SLOWEST_MOVE_MPS, in_order

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from strongstride.formats.track import Track

    Column = NDArray[np.float64]

PIECE_S = 300
_SLOPE_S = 60  # a slope is told over a minute: over less, the noise of heights looks like hills
_LAST_SHARE = 0.5  # a last piece shorter than this share joins the one before
_KNOWN_SHARE = 0.6  # of a piece's time that must have a heart rate before its mean is one


class RunPiece(msgspec.Struct, frozen=True, array_like=True):
    """Up to five minutes on the move (the last piece up to seven and a half).

    `up_m` of the `metres` rose by `climb_m` in all, `down_m` fell by `descent_m`; all four are 0
    where no height is known. In JSON a piece is an array in this order.
    """

    seconds: float
    metres: float
    up_m: float
    climb_m: float
    down_m: float
    descent_m: float
    heart_rate: float | None  # mean in beats a minute; None when too little of the piece has one


class RunShape(msgspec.Struct, frozen=True, kw_only=True):
    """A run's pieces in order, pauses left out; `has_heights` False: climbing is unknown."""

    pieces: tuple[RunPiece, ...]
    has_heights: bool


def run_shape(track: Track, distance_m: float | None) -> RunShape | None:
    """The shape of a run from its samples, scaled to the run's `distance_m`.

    None when the samples tell too little: no distance or positions, mostly silence, less than one
    piece on the move, or samples and distance that contradict each other.
    """
    import numpy as np

    track, _ = in_order(track)
    along = metres_along(track, distance_m, top_speed("running"))
    if along is None:
        return None
    time, metres = along
    clock = _moving_clock(time, metres)
    ends = _ends(float(clock[-1]))
    if ends is None:
        return None
    heights = _heights(track, time)
    slopes = np.array([]) if heights is None else _minutes(clock, metres, heights)
    pulse = np.interp(track.time_s, time, clock), track.heart_rate
    pieces = tuple(
        _piece(start, end, (clock, metres), slopes, pulse) for start, end in pairwise(ends)
    )
    return RunShape(pieces=pieces, has_heights=heights is not None)


def _moving_clock(time: Column, metres: Column) -> Column:
    """Seconds on the move up to each sample: pauses and standing add nothing."""
    import numpy as np

    seconds, steps = np.diff(time), np.diff(metres)
    moved = (seconds <= LONGEST_STEP_S) & (steps >= SLOWEST_MOVE_MPS * seconds)
    return np.concatenate(([0.0], np.cumsum(np.where(moved, seconds, 0.0))))


def _ends(moving_s: float) -> list[float] | None:
    """Where pieces begin and end on the moving clock; None when there is not one."""
    whole = int(moving_s // PIECE_S)
    if whole == 0:
        return None
    ends = [float(PIECE_S * i) for i in range(whole + 1)]
    if moving_s - ends[-1] >= _LAST_SHARE * PIECE_S:
        return [*ends, moving_s]
    return [*ends[:-1], moving_s]


def _heights(track: Track, time: Column) -> Column | None:
    """Height at each of the times; None when less than half of the samples have one."""
    import numpy as np

    known = track.rows(np.isfinite(track.altitude_m))
    if len(known) * 2 < len(track):
        return None
    return np.interp(time, known.time_s, known.altitude_m)


def _minutes(clock: Column, metres: Column, heights: Column) -> Column:
    """Rows (moving second in the middle, metres, rise) for every minute on the move."""
    import numpy as np

    edges = np.arange(0.0, clock[-1] + 1e-9, _SLOPE_S)
    way = np.interp(edges, clock, metres)
    # a mean over the half minute around each edge: one reading of a height is noise
    around = [clock.searchsorted(edges + side * _SLOPE_S / 4) for side in (-1, 1)]
    sums = np.concatenate(([0.0], np.cumsum(heights)))
    first, last = np.minimum(around[0], heights.size - 1), around[1]
    last = np.minimum(np.maximum(last, first + 1), heights.size)
    level = (sums[last] - sums[first]) / (last - first)
    return np.column_stack((edges[:-1] + _SLOPE_S / 2, np.diff(way), np.diff(level)))


def _piece(
    start: float,
    end: float,
    way: tuple[Column, Column],
    slopes: Column,
    pulse: tuple[Column, Column],
) -> RunPiece:
    import numpy as np

    metres = float(np.interp(end, *way) - np.interp(start, *way))
    up_m = climb_m = down_m = descent_m = 0.0
    if slopes.size:
        inside = slopes[(slopes[:, 0] >= start) & (slopes[:, 0] < end)]
        rising, falling = inside[inside[:, 2] > 0], inside[inside[:, 2] < 0]
        up_m, climb_m = float(rising[:, 1].sum()), float(rising[:, 2].sum())
        down_m, descent_m = float(falling[:, 1].sum()), -float(falling[:, 2].sum())
    return RunPiece(
        seconds=round(end - start, 1),
        metres=round(metres, 1),
        up_m=round(up_m, 1),
        climb_m=round(climb_m, 1),
        down_m=round(down_m, 1),
        descent_m=round(descent_m, 1),
        heart_rate=_pulse(start, end, pulse),
    )


def _pulse(start: float, end: float, pulse: tuple[Column, Column]) -> float | None:
    """The mean over time, so that pauses and uneven recording weigh nothing extra."""
    import numpy as np

    clock, beats = pulse
    spans = np.diff(np.clip(clock, start, end))
    known = np.isfinite(beats[1:])
    told = float(spans[known].sum())
    if told < _KNOWN_SHARE * (end - start):
        return None
    return round(float((spans[known] * beats[1:][known]).sum()) / told, 1)
