"""Summaries in the exports of whole accounts: Garmin's JSON and Apple Health's XML.

Both say when, what and how far, without samples. Garmin's originals lie in zips beside the JSON;
they are read as files and win over these rows, which `same_run` recognises as their copies.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import IO, Any

import msgspec

from strongstride.formats.activity import DeviceSummary, recording_of
from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.recording import Recording
from strongstride.formats.sports import named_sport, top_speed
from strongstride.formats.track import track_of
from strongstride.formats.xml_stream import XmlStream, local_name, number

MOST_JSON_BYTES = 256 << 20
_APPLE_ACTIVITY = "HKWorkoutActivityType"
_METRES = {"m": 1.0, "km": 1000.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}
_SECONDS = {"s": 1.0, "sec": 1.0, "min": 60.0, "hr": 3600.0, "h": 3600.0}


class _GarminRow(msgspec.Struct):
    """The fields used of one entry; times in milliseconds, distance in centimetres."""

    name: str = ""
    activityType: str | dict[str, Any] = ""  # noqa: N815  Garmin's own spelling
    beginTimestamp: float | None = None  # noqa: N815
    startTimeLocal: float | None = None  # noqa: N815
    duration: float | None = None
    elapsedDuration: float | None = None  # noqa: N815
    movingDuration: float | None = None  # noqa: N815
    distance: float | None = None
    avgHr: float | None = None  # noqa: N815
    maxHr: float | None = None  # noqa: N815


class _GarminFile(msgspec.Struct):
    summarizedActivitiesExport: list[msgspec.Raw] = []  # noqa: N815


def read_garmin(data: bytes, source: str) -> list[Recording]:
    """Activities of a `*_summarizedActivities.json`; rows that make no sense are left out."""
    try:
        files = msgspec.json.decode(data, type=list[_GarminFile])
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError("is damaged JSON: export it again") from error
    found = []
    for raw in (row for file in files for row in file.summarizedActivitiesExport):
        try:
            row = msgspec.json.decode(raw, type=_GarminRow)
            found.append(_without_samples(_garmin_summary(row), source, "garmin-json"))
        except (ValueError, RecursionError):
            continue
    if not found:
        raise NotAnActivityError("holds no activities")
    return found


def read_apple(stream: IO[bytes], source: str) -> list[Recording]:
    """The workouts of Apple Health's `export.xml`, which may be gigabytes of other readings."""
    xml = XmlStream(stream, ("Workout", "Record", "ActivitySummary", "Correlation"))
    found = []
    for name, element in xml:
        if name != "Workout":
            continue
        try:
            found.append(_without_samples(_apple_summary(element), source, "apple-health"))
        except UnreadableFileError:
            continue
    if not found:
        raise NotAnActivityError(xml.damage or "holds no workouts")
    return found


def _without_samples(summary: DeviceSummary, source: str, file_format: str) -> Recording:
    named = f"{source}#{summary.starts_s:.0f}" if summary.starts_s else source
    return recording_of(summary, track_of({}, 0), source=named, file_format=file_format)


def _garmin_summary(row: _GarminRow) -> DeviceSummary:
    kind = row.activityType
    told = kind if isinstance(kind, str) else str(kind.get("typeKey", ""))
    sport, sub_sport = named_sport(told) or ("other", None)
    starts_s, seconds = _scaled(row.beginTimestamp, 1000), _scaled(row.duration, 1000)
    local_s = _scaled(row.startTimeLocal, 1000)
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        starts_s=starts_s,
        elapsed_s=_scaled(row.elapsedDuration, 1000) or seconds,
        moving_s=_scaled(row.movingDuration, 1000) or seconds,
        distance_m=_garmin_metres(row.distance, seconds, sport),
        average_hr=row.avgHr,
        max_hr=row.maxHr,
        utc_offset_s=None if starts_s is None or local_s is None else local_s - starts_s,
        name=" ".join(row.name.split())[:200],
        from_device=False,
    )


def _scaled(value: float | None, by: float) -> float | None:
    return None if value is None else value / by


def _garmin_metres(distance: float | None, seconds: float | None, sport: str) -> float | None:
    """Metres: the export has centimetres, unless that would be slower than 0.5 m/s."""
    if distance is None or not seconds:
        return None
    in_metres, in_centimetres = distance, distance / 100
    if in_centimetres / seconds < 0.5 and in_metres / seconds < top_speed(sport):
        return in_metres
    return in_centimetres


def _apple_summary(workout: Any) -> DeviceSummary:
    told = workout.get("workoutActivityType", "").removeprefix(_APPLE_ACTIVITY)
    sport, sub_sport = named_sport(told) or ("other", None)
    start, end = _apple_time(workout.get("startDate")), _apple_time(workout.get("endDate"))
    if start is None:
        raise UnreadableFileError("has a workout without a start")
    offset = start.utcoffset()
    metres = _measured(workout, "totalDistance", "totalDistanceUnit", _METRES)
    beats, peak = None, None
    for child in workout:
        kind = child.get("type", "") if local_name(child.tag) == "WorkoutStatistics" else ""
        if kind == "HKQuantityTypeIdentifierHeartRate":
            beats, peak = _known(child.get("average")), _known(child.get("maximum"))
        elif kind.startswith("HKQuantityTypeIdentifierDistance") and metres is None:
            metres = _measured(child, "sum", "unit", _METRES)
        elif child.get("key") == "HKIndoorWorkout" and child.get("value") == "1":
            sub_sport = "treadmill" if sport == "running" else sub_sport
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        starts_s=start.timestamp(),
        elapsed_s=None if end is None else (end - start).total_seconds(),
        moving_s=_measured(workout, "duration", "durationUnit", _SECONDS),
        distance_m=metres,
        average_hr=beats,
        max_hr=peak,
        utc_offset_s=None if offset is None else offset.total_seconds(),
        from_device=False,
    )


def _apple_time(text: str | None) -> datetime | None:
    try:
        return datetime.strptime(text or "", "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return None


def _measured(element: Any, value: str, unit: str, units: dict[str, float]) -> float | None:
    amount, factor = _known(element.get(value)), units.get(element.get(unit, "").lower())
    return None if amount is None or factor is None else amount * factor


def _known(text: str | None) -> float | None:
    value = number(text)
    return None if math.isnan(value) else value
