"""A run's course for its page: curves along the way, splits, and the route as a line."""

import math
from itertools import pairwise

import msgspec
import numpy as np
from numpy.typing import NDArray

from strongstride.exchange.run_track import KeptTrack
from strongstride.formats.track import LONGEST_STEP_S, SLOWEST_MOVE_MPS

Column = NDArray[np.float64]

MOST_POINTS = 300
_LEAST_POINT_M = 20.0  # closer together, a curve shows the receiver's noise
_SMOOTH_S = 15.0  # pace is a mean over so many seconds to both sides
_SLOWEST_MPS = 0.6  # below it no pace is shown: standing has none
_ROUTE_POINTS = 500
_ROUTE_SIZE = 1000.0
_LEAST_ROUTE_M = 30.0  # a watch lying still draws no route
_EARTH_M = 6_371_008.8
_LEAST_SPLIT = 0.05  # of a unit: a shorter rest at the end is no split
_CLIMB_STEP_M = 2.0


class Curves(msgspec.Struct, frozen=True):
    """Values along the way, None where unknown; an empty list where nothing at all is known."""

    along_m: list[float]
    speed_mps: list[float | None]
    heart_rate: list[float | None]
    altitude_m: list[float | None]


class Split(msgspec.Struct, frozen=True):
    """One kilometre or mile, the last one shorter; time on the move."""

    metres: float
    seconds: float
    heart_rate: float | None
    climb_m: float | None


class Route(msgspec.Struct, frozen=True):
    """A line in a picture of `width` × `height`: the `d` of an SVG path, its two ends."""

    path: str
    width: int
    height: int
    start: tuple[float, float]
    finish: tuple[float, float]


def curves(track: KeptTrack) -> Curves | None:
    """Pace, heart rate and height along the way; None for a run without distances."""
    way = _way(track)
    if way is None:
        return None
    clock, metres = way
    points = int(min(MOST_POINTS, metres[-1] / _LEAST_POINT_M)) + 1
    along = np.linspace(0.0, float(metres[-1]), max(points, 2))
    at = np.interp(along, metres, clock)
    before, after = np.maximum(at - _SMOOTH_S, 0.0), np.minimum(at + _SMOOTH_S, clock[-1])
    walked = np.interp(after, clock, metres) - np.interp(before, clock, metres)
    speed = walked / np.maximum(after - before, 1e-9)
    return Curves(
        along_m=np.round(along, 1).tolist(),
        speed_mps=_listed(np.where(speed >= _SLOWEST_MPS, speed, np.nan), 3),
        heart_rate=_listed(_at(track, "heart_rate", metres, along), 0),
        altitude_m=_listed(_at(track, "altitude_m", metres, along), 1),
    )


def splits(track: KeptTrack, unit_m: float) -> list[Split]:
    """The run in units of `unit_m` metres; empty for a run without distances."""
    way = _way(track)
    if way is None:
        return []
    clock, metres = way
    whole = int(metres[-1] // unit_m)
    ends = [i * unit_m for i in range(whole + 1)]
    if metres[-1] - ends[-1] >= _LEAST_SPLIT * unit_m:
        ends.append(float(metres[-1]))
    rates, heights = track.column("heart_rate"), track.column("altitude_m")
    found = []
    for start, end in pairwise(ends):
        inside = (metres >= start) & (metres <= end)
        found.append(
            Split(
                metres=round(end - start, 1),
                seconds=round(float(np.diff(np.interp([start, end], metres, clock))[0]), 1),
                heart_rate=_mean(rates[inside]),
                climb_m=_climbed(heights[inside]),
            )
        )
    return found


def route(track: KeptTrack) -> Route | None:
    """The way as a line of true proportions and areas; None where there are no positions.

    A cylindrical equal-area projection with the route's own latitude as its standard parallel:
    over the few kilometres of a run it shows shapes as they are, too.
    """
    latitude, longitude = track.column("latitude"), track.column("longitude")
    known = np.isfinite(latitude) & np.isfinite(longitude)
    if known.sum() < 2:
        return None
    phi, lam = np.radians(latitude[known]), np.unwrap(np.radians(longitude[known]))
    middle = math.cos(float(phi.mean()))
    east = (lam - lam.min()) * middle * _EARTH_M
    south = (np.sin(phi).max() - np.sin(phi)) / middle * _EARTH_M
    longest = max(float(east.max()), float(south.max()))
    if longest < _LEAST_ROUTE_M:
        return None
    return _drawn(east, south, _ROUTE_SIZE / longest)


def _drawn(east: Column, south: Column, scale: float) -> Route:
    rows = np.unique(np.linspace(0, east.size - 1, min(east.size, _ROUTE_POINTS)).astype(int))
    x, y = np.round(east[rows] * scale, 1), np.round(south[rows] * scale, 1)
    points = [f"{a:g} {b:g}" for a, b in zip(x.tolist(), y.tolist(), strict=True)]
    return Route(
        path="M" + "L".join(points),
        width=round(float(east.max()) * scale),
        height=round(float(south.max()) * scale),
        start=(float(x[0]), float(y[0])),
        finish=(float(x[-1]), float(y[-1])),
    )


def _way(track: KeptTrack) -> tuple[Column, Column] | None:
    """Seconds on the move and metres at each sample, both never falling; None without a way."""
    time, metres = track.column("time_s"), track.column("distance_m")
    if len(track) < 2 or not np.isfinite(metres).all() or metres[-1] - metres[0] <= 0:
        return None
    metres = np.maximum.accumulate(metres - metres[0])
    seconds, steps = np.diff(time), np.diff(metres)
    longest = max(LONGEST_STEP_S, 4 * float(np.median(seconds)))
    moved = (seconds <= longest) & (steps >= SLOWEST_MOVE_MPS * seconds)
    clock = np.concatenate(([0.0], np.cumsum(np.where(moved, seconds, 0.0))))
    return (clock, metres) if clock[-1] > 0 else None


def _at(track: KeptTrack, name: str, metres: Column, along: Column) -> Column:
    """A column at places along the way; all unknown where it is known for less than half."""
    values = track.column(name)
    known = np.isfinite(values)
    if known.sum() * 2 < len(track):
        return np.full(along.size, np.nan)
    return np.interp(along, metres[known], values[known])


def _listed(values: Column, digits: int) -> list[float | None]:
    if not np.isfinite(values).any():
        return []
    rounded = np.round(values, digits)
    return [None if math.isnan(value) else value for value in rounded.tolist()]


def _mean(values: Column) -> float | None:
    known = values[np.isfinite(values)]
    return round(float(known.mean()), 0) if known.size else None


def _climbed(heights: Column) -> float | None:
    """Metres up, rises below the noise of a height left out."""
    known = heights[np.isfinite(heights)]
    if known.size == 0:
        return None
    total, low = 0.0, float(known[0])
    for height in known.tolist():
        if height >= low + _CLIMB_STEP_M:
            total, low = total + height - low, height
        low = min(low, height)
    return round(total, 0)
