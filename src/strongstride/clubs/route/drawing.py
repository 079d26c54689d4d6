"""A line as a picture: path, dots and names in the user units of an SVG, names that do not collide.

Pure. The picture is as wide as a phone's card, so that a unit is about a pixel there.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec
import numpy as np

from strongstride.clubs.route.line import Column, Line, flattened, place_at

WIDTH = 340
_HIGHEST, _LOWEST = 300, 90
_EDGE = 16.0
_LETTER, _ROW = 6.9, 16.0  # of a name of 12 units, measured wide
_LONGEST_NAME = 22
_APART = 3.0  # units between places at which a name may hide the line
_GAP = 10.0  # between a dot and its name


class Box(NamedTuple):
    """A rectangle: its left top corner, its right bottom corner."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two have a point in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, height: int) -> bool:
        """Whether it is inside a picture of this height."""
        return self.left >= 0 and self.top >= 0 and self.right <= WIDTH and self.bottom <= height

    def count(self, places: Column) -> int:
        """How many of the places lie in it."""
        x, y = places.T
        inside = (x > self.left) & (x < self.right) & (y > self.top) & (y < self.bottom)
        return int(inside.sum())


class Spot(NamedTuple):
    """A place for a name: what it covers, where its text stands and hangs."""

    box: Box
    x: float
    y: float
    anchor: str


class Mark(NamedTuple):
    """Something to draw at so many metres of the line; what comes first gets its name first."""

    kind: str  # "start", "finish", "waypoint", "me", "runner", "total": its class in the picture
    at_m: float
    name: str = ""
    reached: bool = False


class DrawnMark(msgspec.Struct, frozen=True):
    """A dot and where its name stands; no `label` where there is no room for it."""

    kind: str
    x: float
    y: float
    reached: bool = False
    label: str = ""
    label_x: float = 0.0
    label_y: float = 0.0
    anchor: str = "start"


class RouteDrawing(msgspec.Struct, frozen=True):
    """A picture of `width` × `height`: the `d` of the whole line and of what is done of it."""

    width: int
    height: int
    whole: str
    done: str
    marks: tuple[DrawnMark, ...]


def draw(line: Line, done_m: float, marks: Sequence[Mark]) -> RouteDrawing:
    """The line with what is done of it and its marks, the first of which are named first."""
    flat, height = _fitted(flattened(line))
    last, _ = place_at(line, done_m)
    front = _at(line, flat, done_m)
    done = np.vstack((flat[: last + 1], front)) if done_m > 0 else flat[:0]
    return RouteDrawing(
        width=WIDTH,
        height=height,
        whole=_path(flat),
        done=_path(done),
        marks=_named(line, flat, height, marks),
    )


def _fitted(flat: Column) -> tuple[Column, int]:
    """Points in the picture, y downwards, and the picture's height."""
    x, y = flat[:, 0] - flat[:, 0].min(), flat[:, 1].max() - flat[:, 1]
    room = (WIDTH - 2 * _EDGE, _HIGHEST - 2 * _EDGE)
    scale = min(room[0] / max(float(x.max()), 1e-9), room[1] / max(float(y.max()), 1e-9))
    wide, high = float(x.max()) * scale, float(y.max()) * scale
    height = round(max(high + 2 * _EDGE, _LOWEST))
    left, top = (WIDTH - wide) / 2, (height - high) / 2
    return np.column_stack((x * scale + left, y * scale + top)), height


def _at(line: Line, flat: Column, metres: float) -> Column:
    """Where in the picture so many metres of the line are."""
    along = [point.at_m for point in line.points]
    return np.array([np.interp(metres, along, flat[:, axis]) for axis in (0, 1)])


def _path(flat: Column) -> str:
    rows = np.round(flat, 1).tolist()
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in rows) if rows else ""


def _named(line: Line, flat: Column, height: int, marks: Sequence[Mark]) -> tuple[DrawnMark, ...]:
    """Every mark, named where its name covers neither another's nor a dot."""
    places = [tuple(_at(line, flat, mark.at_m).round(1).tolist()) for mark in marks]
    taken = [Box(x - 6, y - 6, x + 6, y + 6) for x, y in places]
    drawn, way = [], _dense(flat)
    for mark, (x, y) in zip(marks, places, strict=True):
        label = _shortened(mark.name)
        spot = _spot(label, x, y, height, taken, way) if label else None
        if spot is None:
            drawn.append(DrawnMark(mark.kind, x, y, mark.reached))
            continue
        taken.append(spot.box)
        at = round(spot.x, 1), round(spot.y, 1)
        drawn.append(DrawnMark(mark.kind, x, y, mark.reached, label, *at, spot.anchor))
    return tuple(drawn)


def _shortened(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _dense(flat: Column) -> Column:
    """Places along the drawn line, a few units apart."""
    along = np.concatenate(([0.0], np.cumsum(np.hypot(*np.diff(flat, axis=0).T))))
    at = np.linspace(0.0, along[-1], max(2, int(along[-1] / _APART)))
    return np.column_stack([np.interp(at, along, flat[:, axis]) for axis in (0, 1)])


def _spot(
    label: str, x: float, y: float, height: int, taken: Sequence[Box], way: Column
) -> Spot | None:
    """The place around a dot with room for its name that hides least of the line, if any."""
    free = [
        spot
        for spot in _spots(len(label) * _LETTER, x, y)
        if spot.box.within(height) and not any(spot.box.meets(other) for other in taken)
    ]
    return min(free, key=lambda spot: spot.box.count(way), default=None)


def _spots(wide: float, x: float, y: float) -> Iterable[Spot]:
    """Right, left, above, below; then above and below with the name beginning or ending here."""
    half, up, down = _ROW / 2, y - _GAP, y + _GAP
    yield Spot(Box(x + _GAP, y - half, x + _GAP + wide, y + half), x + _GAP, y + 4, "start")
    yield Spot(Box(x - _GAP - wide, y - half, x - _GAP, y + half), x - _GAP, y + 4, "end")
    for top, text_y in ((up - _ROW, up - 4), (down, down + 12)):
        yield Spot(Box(x - wide / 2, top, x + wide / 2, top + _ROW), x, text_y, "middle")
    for top, text_y in ((up - _ROW, up - 4), (down, down + 12)):
        yield Spot(Box(x - 6, top, x - 6 + wide, top + _ROW), x - 6, text_y, "start")
        yield Spot(Box(x + 6 - wide, top, x + 6, top + _ROW), x + 6, text_y, "end")
