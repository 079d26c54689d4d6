"""GPX 1.0 and 1.1: each track one activity; its segments, and tracks right after it, joined."""

from __future__ import annotations

import math
from array import array
from typing import IO, TYPE_CHECKING

import msgspec

from strongstride.formats.activity import Activity, DeviceSummary, activity_of
from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.recording import Recording
from strongstride.formats.sports import named_sport
from strongstride.formats.track import track_of
from strongstride.formats.xml_stream import XmlStream, child_text, local_name, moment, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_SAME_OUTING_S = 30 * 60.0  # some phone programs begin a new track after every pause
MOST_POINTS = 600_000  # a week at 1 Hz
_COLUMNS = ("time_s", "latitude", "longitude", "heart_rate", "altitude_m", "segment")
_HEART = frozenset({"hr", "heartrate"})  # in any namespace: makers get those of extensions wrong


class _Points(msgspec.Struct):
    """One track while it is read."""

    name: str = ""
    kind: str = ""
    offset_s: int | None = None
    columns: dict[str, array[float]] = msgspec.field(
        default_factory=lambda: empty_columns(_COLUMNS)
    )

    def __len__(self) -> int:
        return len(self.columns["time_s"])

    def times(self) -> list[float]:
        return [t for t in self.columns["time_s"] if not math.isnan(t)]


def empty_columns(names: tuple[str, ...]) -> dict[str, array[float]]:
    """Columns to append to, eight bytes a value."""
    return {name: array("d") for name in names}


def read_gpx(stream: IO[bytes], source: str) -> list[Recording]:
    """Only the Recordings of `gpx_activities`."""
    return [activity.recording for activity in gpx_activities(stream, source)]


def gpx_activities(stream: IO[bytes], source: str) -> list[Activity]:
    """All activities of a GPX file.

    Raises NotAnActivityError for routes, waypoints and tracks without times, UnreadableFileError
    when nothing was recorded.
    """
    found, damage = _tracks(stream)
    timed = [track for track in found if len(track.times()) >= 2]
    if not timed:
        _refuse(found, damage)
    warnings = [damage] if damage else []
    left_out = sum(1 for track in found if len(track) and track not in timed)
    if left_out:
        warnings.append(f"tracks without times left out ({left_out})")
    return [
        activity_of(
            _summary(points),
            track_of(points.columns, len(points)),
            source=source,
            file_format="gpx",
            warnings=tuple(warnings),
        )
        for points in _outings(timed)
    ]


def _tracks(stream: IO[bytes]) -> tuple[list[_Points], str]:
    xml = XmlStream(stream, ("trkpt", "trkseg", "trk", "rte", "wpt"))
    found: list[_Points] = []
    points, total, segment = _Points(), 0, 0.0
    for name, element in xml:
        if name == "trkpt":
            total += 1
            if total > MOST_POINTS:
                raise UnreadableFileError(f"holds more than {MOST_POINTS} points: not read")
            _add_point(points, element, segment)
        elif name == "trkseg":
            segment += 1
        elif name == "trk":
            points.name = child_text(element, "name")
            points.kind = child_text(element, "type")
            found.append(points)
            points = _Points()
        elif name == "rte" and not found:
            found.append(_Points(kind="route"))
    if len(points):  # the document ended within its last track
        found.append(points)
    return found, xml.damage


def _add_point(points: _Points, element: _Element, segment: float) -> None:
    time_s = heart_rate = altitude_m = math.nan
    for part in element.iter():
        name = local_name(part.tag)
        if name == "time":
            time_s, offset = moment(part.text)
            if offset is not None:
                points.offset_s = offset
        elif name in _HEART:
            heart_rate = number(part.text)
        elif name == "ele":
            altitude_m = number(part.text)
    columns = points.columns
    columns["time_s"].append(time_s)
    columns["latitude"].append(number(element.get("lat")))
    columns["longitude"].append(number(element.get("lon")))
    columns["heart_rate"].append(heart_rate)
    columns["altitude_m"].append(altitude_m)
    columns["segment"].append(segment)


def _refuse(found: list[_Points], damage: str) -> None:
    if any(len(track) for track in found):
        raise NotAnActivityError(
            "has no two points with a time: a route or a drawing, not an activity"
        )
    if any(track.kind == "route" for track in found):
        raise NotAnActivityError("is a route to follow, not an activity")
    if damage:
        raise UnreadableFileError("is damaged before its first track point: export it again")
    raise NotAnActivityError("holds no track points, so no activity")


def _outings(tracks: list[_Points]) -> list[_Points]:
    """Tracks in order of time; those of the same type within half an hour of each other joined."""
    outings: list[_Points] = []
    for track in sorted(tracks, key=lambda t: min(t.times())):
        last = outings[-1] if outings else None
        if last is not None and last.kind == track.kind and _follows(last, track):
            for name, column in track.columns.items():
                last.columns[name].extend(column)
        else:
            outings.append(track)
    return outings


def _follows(last: _Points, track: _Points) -> bool:
    gap_s = min(track.times()) - max(last.times())
    return 0 <= gap_s <= _SAME_OUTING_S


def _summary(points: _Points) -> DeviceSummary:
    sport, sub_sport = _sport(points)
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        utc_offset_s=points.offset_s,
        name=points.name,
        from_device=False,
    )


def _sport(points: _Points) -> tuple[str, str | None]:
    """By the track's type, else by a word of its name ("Morning Run"), else `other`."""
    for text in (points.kind, *points.name.split()):
        found = named_sport(text)
        if found is not None and found[0] != "other":
            return found
    return "other", None
