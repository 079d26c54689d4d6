"""One activity's own summary and its samples, weighed against each other, become a Recording.

The device's word is taken unless it is absurd: it also knows the metres before the first GPS fix,
under trees and on the treadmill, which no recomputation from positions can bring back.
"""

from __future__ import annotations

import math

import msgspec

from strongstride.formats import track as tracks
from strongstride.formats.efforts import best_efforts
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.local_day import instant, local_date, plausible_offset_s
from strongstride.formats.recording import RecordedSet, Recording
from strongstride.formats.sports import top_speed
from strongstride.formats.track import Track

_LONGEST_S = 7 * 24 * 3600.0
_ANOTHER_CLOCK_S = 24 * 3600.0  # no pause lasts longer; a clock that was corrected is behind it
_ABSURD_FACTOR = 3.0  # device and positions disagree by more: one of them is broken
_COVERED = 0.9  # of the elapsed time with positions before they may overrule the device
_WORTH_COMPARING_M = 500.0
_SLACK_M = 100.0
_ON_THE_MOVE = frozenset({"running", "walking", "hiking", "cycling"})
_WITHOUT_PLACE = frozenset({"treadmill", "indoor_running", "indoor_cycling", "virtual_activity"})
_UNMEASURED_S = 120.0

# How much each part of a recording tells; the richest copy of the same run is kept.
_TELLS_SETS, _TELLS_HEART, _TELLS_PLACE, _TELLS_DISTANCE, _TELLS_DEVICE = 32, 16, 8, 4, 2
_SAMPLES_CAP = 9_990


class DeviceSummary(msgspec.Struct, frozen=True, kw_only=True):
    """What the file says of the activity as a whole, None where silent; SI units, epoch seconds."""

    sport: str
    sub_sport: str | None = None
    starts_s: float | None = None
    elapsed_s: float | None = None
    moving_s: float | None = None
    distance_m: float | None = None
    average_hr: float | None = None
    max_hr: float | None = None
    climb_m: float | None = None
    utc_offset_s: float | None = None
    name: str = ""
    is_race: bool | None = None
    from_device: bool = True  # False: the file has only samples (GPX) or was rebuilt from them
    sets: tuple[RecordedSet, ...] = ()


class Activity(msgspec.Struct, frozen=True):
    """A Recording and the samples it sums up, in order of time; None where nobody asked for them.

    Samples are some hundred kilobytes an hour: whoever holds many activities leaves them out.
    """

    recording: Recording
    track: Track | None = None


def activity_of(
    summary: DeviceSummary,
    track: Track,
    *,
    source: str,
    file_format: str,
    warnings: tuple[str, ...] = (),
) -> Activity:
    """One activity summed up. Raises UnreadableFileError when nothing tells when it was."""
    track, repaired = tracks.in_order(track)
    starts_s = _start(summary, track)
    elapsed_s, elapsed_warning = _elapsed(summary, track, starts_s)
    distance_m, distance_warning = _distance(summary, track, elapsed_s)
    mean_hr, peak_hr = tracks.heart_of(track)
    offset_s = plausible_offset_s(summary.utc_offset_s)
    starts_at = instant(starts_s)
    found = Recording(
        source=source,
        format=file_format,
        sport=summary.sport,
        sub_sport=summary.sub_sport,
        starts_at=starts_at,
        utc_offset_s=offset_s,
        local_on=local_date(starts_at, offset_s, tracks.first_longitude(track)),
        distance_m=distance_m,
        elapsed_s=elapsed_s,
        moving_s=_moving(summary, track, elapsed_s),
        average_hr=_heart(summary.average_hr) or mean_hr,
        max_hr=_heart(summary.max_hr) or peak_hr,
        climb_m=_climb(summary, track),
        name=summary.name,
        is_race=summary.is_race,
        has_gps=tracks.has_positions(track),
        sets=summary.sets,
        warnings=tuple(w for w in (*warnings, *repaired, elapsed_warning, distance_warning) if w),
    )
    rich = richness(found, len(track), from_device=summary.from_device)
    return Activity(_with_efforts(msgspec.structs.replace(found, richness=rich), track), track)


def recording_of(
    summary: DeviceSummary,
    track: Track,
    *,
    source: str,
    file_format: str,
    warnings: tuple[str, ...] = (),
) -> Recording:
    """Only the Recording of `activity_of`."""
    return activity_of(
        summary, track, source=source, file_format=file_format, warnings=warnings
    ).recording


def as_run(activity: Activity) -> Activity:
    """The activity as a run, where its file does not say what it was."""
    told = msgspec.structs.replace(activity.recording, sport="running")
    return Activity(_with_efforts(told, activity.track), activity.track)


def richness(recording: Recording, samples: int, *, from_device: bool) -> int:
    """How much a recording tells: kinds of knowledge first, then the number of samples."""
    tells = 0
    tells += _TELLS_SETS if recording.sets else 0
    tells += _TELLS_HEART if recording.average_hr is not None else 0
    tells += _TELLS_PLACE if recording.has_gps else 0
    tells += _TELLS_DISTANCE if recording.distance_m is not None else 0
    tells += _TELLS_DEVICE if from_device else 0
    return tells * 1000 + min(samples, _SAMPLES_CAP) // 10


def _with_efforts(recording: Recording, track: Track | None) -> Recording:
    """Of a run, the best it did; nothing is said of what has no samples or was no run."""
    if recording.sport != "running" or track is None:
        return recording
    efforts = best_efforts(track, recording.distance_m, top_speed(recording.sport))
    return msgspec.structs.replace(
        recording, efforts=efforts.in_one_go, repeated_m=efforts.repeated_m
    )


def known(value: float | None) -> float | None:
    """The value when it is a finite number of at least 0, else None."""
    if value is None or not math.isfinite(value) or value < 0:
        return None
    return float(value)


def _heart(value: float | None) -> float | None:
    """A heart rate a living runner can have; 0 means that none was measured."""
    return float(value) if value is not None and 25 <= value <= 250 else None


def _start(summary: DeviceSummary, track: Track) -> float:
    """The start the file tells, unless its own samples lie before it or on another day."""
    told = summary.starts_s
    if told is not None and not tracks.EARLIEST_S < told < tracks.LATEST_S:
        told = None
    if len(track):
        first, last = float(track.time_s[0]), float(track.time_s[-1])
        if told is None or not first - _ANOTHER_CLOCK_S <= told <= last:
            return first
    if told is None:
        raise UnreadableFileError("holds no believable time of its start, so no day to put it on")
    return told


def _elapsed(summary: DeviceSummary, track: Track, starts_s: float) -> tuple[float, str]:
    """Seconds from start to stop, and a warning when the file's own figure could not be used."""
    told, moving = known(summary.elapsed_s), known(summary.moving_s) or 0.0
    if told and told <= _LONGEST_S and not (moving and told > moving + _ANOTHER_CLOCK_S):
        return round(told, 3), ""
    span = max(float(track.time_s[-1]) - starts_s, 0.0) if len(track) else 0.0
    best = max(span, moving if moving <= _LONGEST_S else 0.0)
    return round(best, 3), "" if told is None else "elapsed time was absurd: taken from the samples"


def _distance(summary: DeviceSummary, track: Track, elapsed_s: float) -> tuple[float | None, str]:
    """Metres, and a warning when the device's own figure was overruled."""
    told = known(summary.distance_m)
    if told is None:
        told = tracks.device_distance_m(track)
    if told == 0 and summary.sport in _ON_THE_MOVE and elapsed_s > _UNMEASURED_S:
        told = None  # a treadmill without a foot pod writes 0, but nobody ran 0 m for minutes
    walked = tracks.travelled_m(track, top_speed(summary.sport))
    if told is None:
        return (None if walked is None else round(walked, 1)), ""
    fault = _fault(told, walked, summary, track, elapsed_s)
    if not fault:
        return round(told, 1), ""
    note = f"the device's distance ({told / 1000:.2f} km) {fault}"
    if not walked:
        return None, f"{note}: left out"
    return round(walked, 1), f"{note}: taken from GPS"


def _fault(
    told: float, walked: float | None, summary: DeviceSummary, track: Track, elapsed_s: float
) -> str:
    """Why the distance a device tells cannot be; "" when it can."""
    if elapsed_s > 0 and told > top_speed(summary.sport) * elapsed_s + _SLACK_M:
        return "is faster than anyone"
    if walked is None or walked < _WORTH_COMPARING_M or summary.sub_sport in _WITHOUT_PLACE:
        return ""
    if walked > told * _ABSURD_FACTOR:
        return "is far less than the positions show"
    if told > walked * _ABSURD_FACTOR and tracks.positions_cover(track, elapsed_s) >= _COVERED:
        return "is far more than the positions show"
    return ""


def _moving(summary: DeviceSummary, track: Track, elapsed_s: float) -> float | None:
    told = known(summary.moving_s)
    if told and told <= elapsed_s * 1.01 + 1:
        return round(min(told, elapsed_s), 3) or None
    moved = tracks.moving_s(track, top_speed(summary.sport))
    return round(min(moved, elapsed_s), 3) or None if moved else None


def _climb(summary: DeviceSummary, track: Track) -> float | None:
    told = known(summary.climb_m)
    return told if told is not None and told < 20_000 else tracks.climb_m(track)
