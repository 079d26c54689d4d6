"""A line and the places on it from a GPX file: latitudes and longitudes, and nothing else of it."""

from __future__ import annotations

import io
import math
from typing import TYPE_CHECKING

import msgspec

from strongstride.clubs.route.line import Line, line_of, nearest, simplify
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.xml_stream import (
    XmlStream,
    child_text,
    from_first_tag,
    number,
    refuse_entities,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_BYTES = 10 << 20
MOST_WAYPOINTS = 50
_MOST_PLACES = 5_000
_MOST_POINTS = 300_000
_SHORTEST_M, _LONGEST_M = 1_000.0, 50_000_000.0
_FURTHEST_OFF = 0.05  # of the length: a waypoint further off the line is not on the way
_LONGEST_NAME = 60
_HEAD = 4096


class Waypoint(msgspec.Struct, frozen=True):
    """A named place on a line, `at_m` metres from its start."""

    name: str
    at_m: int


class RouteFile(msgspec.Struct, frozen=True):
    """What a GPX file tells of a route.

    `left_out` places have no name, lie too far from the line or are one too many.
    """

    name: str
    line: Line
    waypoints: tuple[Waypoint, ...]
    left_out: int = 0


class _Found(msgspec.Struct):
    """Degrees of each kind of point, as they come."""

    latitude: list[float] = []
    longitude: list[float] = []

    def take(self, element: _Element) -> None:
        latitude, longitude = number(element.get("lat")), number(element.get("lon"))
        if abs(latitude) <= 90 and abs(longitude) <= 180:  # false for NaN
            self.latitude.append(latitude)
            self.longitude.append(longitude)
        if len(self.latitude) > _MOST_POINTS:
            raise UnreadableFileError(
                f"holds more than {_MOST_POINTS:,} points: take a plainer line"
            )


class _Told(msgspec.Struct):
    """Everything of a file that is looked at; places are (name, latitude, longitude)."""

    tracks: _Found = msgspec.field(default_factory=_Found)
    routes: _Found = msgspec.field(default_factory=_Found)
    places: list[tuple[str, float, float]] = []
    name: str = ""
    damage: str = ""


def from_gpx(data: bytes) -> RouteFile:
    """The route in a GPX file: its tracks one after the other, else its routes.

    Raises UnreadableFileError, whose message follows the file's name as in "x.gpx holds ...".
    """
    if len(data) > MOST_BYTES:
        raise UnreadableFileError(f"is larger than {MOST_BYTES >> 20} MB: take a plainer line")
    refuse_entities(data[:_HEAD])
    told = _read(data)
    found = told.tracks if len(told.tracks.latitude) >= 2 else told.routes
    if len(found.latitude) < 2:
        raise UnreadableFileError(
            "holds no line: it needs a track or a route of two points or more, as GPX"
        )
    if told.damage:
        raise UnreadableFileError("is damaged, so that part of the line is lost: export it again")
    whole = line_of(found.latitude, found.longitude)
    _check_length(whole.length_m)
    waypoints, left_out = _on_the_way(whole, told.places)
    return RouteFile(told.name, simplify(whole), waypoints, left_out)


def _read(data: bytes) -> _Told:
    xml = XmlStream(
        from_first_tag(data[:_HEAD], io.BytesIO(data[_HEAD:])),
        ("trkpt", "rtept", "wpt", "trk", "rte", "metadata"),
    )
    told = _Told()
    for kind, element in xml:
        if kind == "trkpt":
            told.tracks.take(element)
        elif kind == "rtept":
            told.routes.take(element)
        elif kind == "wpt":
            told.places.append(_place(element))
        else:
            told.name = told.name or _text(element)
        if len(told.places) > _MOST_PLACES:
            raise UnreadableFileError(f"names more than {_MOST_PLACES} places: keep the best")
    told.damage = xml.damage
    return told


def _place(element: _Element) -> tuple[str, float, float]:
    return _text(element), number(element.get("lat")), number(element.get("lon"))


def _text(element: _Element) -> str:
    return child_text(element, "name")[:_LONGEST_NAME]


def _check_length(length_m: float) -> None:
    if length_m < _SHORTEST_M:
        raise UnreadableFileError("holds a line shorter than a kilometre: take a longer one")
    if length_m > _LONGEST_M:
        raise UnreadableFileError(
            "holds a line of more than 50,000 km, further than around the earth: take a shorter one"
        )


def _on_the_way(
    line: Line, places: list[tuple[str, float, float]]
) -> tuple[tuple[Waypoint, ...], int]:
    """The named places on the line in order of their metres, and how many are left out."""
    found = []
    named = [place for place in places if place[0] and math.isfinite(place[1] + place[2])]
    for name, latitude, longitude in named:
        at_m, off_m = nearest(line, latitude, longitude)
        if off_m <= max(_SHORTEST_M, line.length_m * _FURTHEST_OFF):
            found.append(Waypoint(name, round(at_m)))
    found = found[:MOST_WAYPOINTS]
    return tuple(sorted(found, key=lambda waypoint: waypoint.at_m)), len(places) - len(found)
