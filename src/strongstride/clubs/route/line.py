"""A line on the earth: how long it is, as few points as show it, and where on it one has come to.

Pure. Degrees and metres. Each kept point carries its metres along the line as it was given, so
that leaving points out shortens nothing.
"""

import heapq
import math
from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

EARTH_M = 6_371_008.8  # mean radius, IUGG
MOST_POINTS = 600
_FINEST_M = 1.0  # places are kept to about a metre


class LinePoint(NamedTuple):
    """A place on a line, `at_m` metres from its start."""

    latitude: float
    longitude: float
    at_m: float


class Line(msgspec.Struct, frozen=True):
    """Points in order. No point left out lay further than `error_m` from the line that is kept."""

    points: tuple[LinePoint, ...]
    error_m: float = 0.0

    @property
    def length_m(self) -> float:
        """Metres from the first point to the last, along the line as it was given."""
        return self.points[-1].at_m


def line_of(latitude: Sequence[float], longitude: Sequence[float]) -> Line:
    """The whole line through places in degrees, at least two of them."""
    along = np.concatenate(([0.0], np.cumsum(steps_m(np.array(latitude), np.array(longitude)))))
    points = zip(latitude, longitude, along.tolist(), strict=True)
    return Line(tuple(LinePoint(*each) for each in points))


def steps_m(latitude: Column, longitude: Column) -> Column:
    """Metres between neighbouring places on a sphere (haversine)."""
    phi, lam = np.radians(latitude), np.radians(longitude)
    half = np.sin(np.diff(phi) / 2) ** 2
    half += np.cos(phi[:-1]) * np.cos(phi[1:]) * np.sin(np.diff(lam) / 2) ** 2
    return np.asarray(2 * EARTH_M * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def flattened(line: Line) -> Column:
    """Metres east and north of the line's first point, one row a point, as a map shows them.

    An equirectangular projection, true at the middle latitude of the line; one that crosses the
    date line goes on beyond it.
    """
    latitude = np.radians([point.latitude for point in line.points])
    longitude = np.unwrap(np.radians([point.longitude for point in line.points]))
    middle = math.cos(float(latitude.min() + latitude.max()) / 2)
    east = (longitude - longitude[0]) * middle
    return np.column_stack((east, latitude - latitude[0])) * EARTH_M


def simplify(line: Line, most: int = MOST_POINTS) -> Line:
    """The line with at most `most` points, its first and last among them.

    Douglas and Peucker (1973), worst place first: the point furthest from the line kept so far is
    kept next, until there are enough or none is a metre off. `error_m` is what remains.
    """
    flat = flattened(line)
    kept = [0, len(line.points) - 1]
    worst = [_furthest(flat, *kept)]
    while len(kept) < most and -worst[0][0] > _FINEST_M:
        _, at, first, last = heapq.heappop(worst)
        kept.append(at)
        heapq.heappush(worst, _furthest(flat, first, at))
        heapq.heappush(worst, _furthest(flat, at, last))
    points = tuple(line.points[at] for at in sorted(kept))
    return Line(points, max(-worst[0][0], 0.0))


def _furthest(flat: Column, first: int, last: int) -> tuple[float, int, int, int]:
    """(minus its distance in metres, place, first, last) of the point furthest from a segment."""
    if last - first < 2:
        return 0.0, first, first, last
    off = distances_m(flat[first + 1 : last], flat[first], flat[last])
    at = int(off.argmax())
    return -float(off[at]), first + 1 + at, first, last


def distances_m(places: Column, start: Column, end: Column) -> Column:
    """Distance of each place from the segment between two, in the plane."""
    way = end - start
    squared = float(way @ way)
    if squared == 0.0:
        return np.asarray(np.hypot(*(places - start).T))
    part = np.clip((places - start) @ way / squared, 0.0, 1.0)
    return np.asarray(np.hypot(*(places - start - part[:, None] * way).T))


def position_at(line: Line, metres: float) -> tuple[float, float]:
    """Latitude and longitude after so many metres; before the start it is the start, and so on."""
    return place_at(line, metres)[1]


def place_at(line: Line, metres: float) -> tuple[int, tuple[float, float]]:
    """The kept point last passed after so many metres, and the latitude and longitude there."""
    wanted = min(max(metres, 0.0), line.length_m)
    at = [point.at_m for point in line.points]
    last = min(int(np.searchsorted(at, wanted, side="right")) - 1, len(at) - 2)
    before, after = line.points[last], line.points[last + 1]
    gap = after.at_m - before.at_m
    part = (wanted - before.at_m) / gap if gap else 0.0
    turn = _short_way(after.longitude - before.longitude)
    longitude = before.longitude + part * turn
    if not -180 <= longitude <= 180:
        longitude = _short_way(longitude)
    return last, (before.latitude + part * (after.latitude - before.latitude), longitude)


def _short_way(degrees: float) -> float:
    """The same angle between -180 and 180 degrees."""
    return (degrees + 180.0) % 360.0 - 180.0


def nearest(line: Line, latitude: float, longitude: float) -> tuple[float, float]:
    """Metres from the start where the line comes nearest to a place, and how far off that is.

    Worked out in a plane that touches the earth at the place: exact near it, where it matters.
    """
    along = np.array([point.at_m for point in line.points])
    north = np.radians([point.latitude - latitude for point in line.points])
    east = np.array([point.longitude for point in line.points])
    first_east = np.radians(_short_ways(east[:-1] - longitude))
    turn = np.radians(_short_ways(np.diff(east)))
    shrink = math.cos(math.radians(latitude))
    start = np.column_stack((first_east * shrink, north[:-1])) * EARTH_M
    way = np.column_stack((turn * shrink, np.diff(north))) * EARTH_M
    squared = np.maximum((way**2).sum(axis=1), 1e-9)
    part = np.clip(-(start * way).sum(axis=1) / squared, 0.0, 1.0)
    off = np.hypot(*(start + part[:, None] * way).T)
    at = int(off.argmin())
    return float(along[at] + part[at] * (along[at + 1] - along[at])), float(off[at])


def _short_ways(degrees: Column) -> Column:
    return np.asarray((degrees + 180.0) % 360.0 - 180.0)


def lap_of(total_m: float, length_m: float) -> tuple[int, float]:
    """Whole rounds done, and metres into the one begun; who has just come round has done it."""
    laps = int(total_m // length_m)
    return laps, total_m - laps * length_m
