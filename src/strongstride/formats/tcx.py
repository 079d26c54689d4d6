"""TCX (Garmin Training Center): each Activity one recording, summed up by its laps."""

from __future__ import annotations

import math
from array import array
from typing import IO, TYPE_CHECKING

import msgspec

from strongstride.formats.activity import Activity, DeviceSummary, activity_of
from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.gpx import MOST_POINTS, empty_columns
from strongstride.formats.recording import Recording
from strongstride.formats.sports import named_sport
from strongstride.formats.track import Track, track_of
from strongstride.formats.xml_stream import XmlStream, child_text, local_name, moment, number

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARTS = {
    "LatitudeDegrees": "latitude",
    "LongitudeDegrees": "longitude",
    "AltitudeMeters": "altitude_m",
    "DistanceMeters": "distance_m",
    "Value": "heart_rate",  # the only Value of a Trackpoint is within HeartRateBpm
}
_COLUMNS = ("time_s", *_PARTS.values())


class _Lap(msgspec.Struct, frozen=True):
    seconds: float
    metres: float
    average_hr: float
    max_hr: float


class _Training(msgspec.Struct):
    """One Activity while it is read."""

    sport: str = ""
    name: str = ""
    starts_s: float = math.nan
    offset_s: int | None = None
    laps: list[_Lap] = msgspec.field(default_factory=list)
    columns: dict[str, array[float]] = msgspec.field(
        default_factory=lambda: empty_columns(_COLUMNS)
    )

    def __len__(self) -> int:
        return len(self.columns["time_s"])


def read_tcx(stream: IO[bytes], source: str) -> list[Recording]:
    """Only the Recordings of `tcx_activities`."""
    return [activity.recording for activity in tcx_activities(stream, source)]


def tcx_activities(stream: IO[bytes], source: str) -> list[Activity]:
    """All activities of a TCX file.

    Raises NotAnActivityError for workout plans and courses, UnreadableFileError when nothing was
    recorded.
    """
    found, plans, damage = _trainings(stream)
    if not found:
        if plans:
            raise NotAnActivityError(f"is a {plans}, not an activity")
        if damage:
            raise UnreadableFileError("is damaged before its first activity: export it again")
        raise NotAnActivityError("holds no activities")
    warnings = (damage,) if damage else ()
    return [
        activity_of(
            _summary(training),
            _track(training),
            source=source,
            file_format="tcx",
            warnings=warnings,
        )
        for training in found
    ]


def _trainings(stream: IO[bytes]) -> tuple[list[_Training], str, str]:
    xml = XmlStream(stream, ("Trackpoint", "Lap", "Activity", "Workout", "Course"))
    found: list[_Training] = []
    training, plans, total = _Training(), "", 0
    for name, element in xml:
        if name == "Trackpoint":
            total += 1
            if total > MOST_POINTS:
                raise UnreadableFileError(f"holds more than {MOST_POINTS} points: not read")
            _add_point(training, element)
        elif name == "Lap":
            _add_lap(training, element)
        elif name == "Activity":
            training.sport = element.get("Sport", "")
            training.name = child_text(element, "Notes")
            if math.isnan(training.starts_s):
                training.starts_s, _ = moment(child_text(element, "Id"))
            found.append(training)
            training = _Training()
        else:  # a Course has Trackpoints too
            plans = "workout plan" if name == "Workout" else "course to follow"
            training = _Training()
    if len(training) or training.laps:  # the document ended within its last activity
        found.append(training)
    return found, plans, xml.damage


def _add_point(training: _Training, element: _Element) -> None:
    values = dict.fromkeys(_COLUMNS, math.nan)
    for part in element.iter():
        name = local_name(part.tag)
        if name == "Time":
            values["time_s"], offset = moment(part.text)
            if offset is not None:
                training.offset_s = offset
        elif name in _PARTS:
            values[_PARTS[name]] = number(part.text)
    for name, value in values.items():
        training.columns[name].append(value)


def _add_lap(training: _Training, element: _Element) -> None:
    if math.isnan(training.starts_s):
        training.starts_s, offset = moment(element.get("StartTime"))
        training.offset_s = training.offset_s if offset is None else offset
    training.laps.append(
        _Lap(
            number(child_text(element, "TotalTimeSeconds")),
            number(child_text(element, "DistanceMeters")),
            _beats(element, "AverageHeartRateBpm"),
            _beats(element, "MaximumHeartRateBpm"),
        )
    )


def _beats(lap: _Element, name: str) -> float:
    for child in lap:
        if local_name(child.tag) == name:
            return number(child_text(child, "Value"))
    return math.nan


def _track(training: _Training) -> Track:
    return track_of(training.columns, len(training))


def _summary(training: _Training) -> DeviceSummary:
    sport, sub_sport = named_sport(training.sport) or ("other", None)
    timed = [lap for lap in training.laps if lap.seconds > 0]
    metres = [lap.metres for lap in training.laps if lap.metres >= 0]
    peaks = [lap.max_hr for lap in training.laps if lap.max_hr > 0]
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        starts_s=None if math.isnan(training.starts_s) else training.starts_s,
        moving_s=sum(lap.seconds for lap in timed) if timed else None,
        distance_m=sum(metres) if metres else None,
        average_hr=_mean_hr(timed),
        max_hr=max(peaks) if peaks else None,
        utc_offset_s=training.offset_s,
        name=training.name,
    )


def _mean_hr(laps: list[_Lap]) -> float | None:
    """The laps' mean heart rates, weighted by time; None unless every lap has one."""
    if not laps or any(not lap.average_hr > 0 for lap in laps):
        return None
    total = sum(lap.seconds for lap in laps)
    return round(sum(lap.average_hr * lap.seconds for lap in laps) / total, 1)
