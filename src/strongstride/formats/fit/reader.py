"""FIT activities: decoded by fitfast (Rust), by Garmin's own SDK where fitfast refuses."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from strongstride.formats.activity import Activity, DeviceSummary, activity_of
from strongstride.formats.errors import NotAnActivityError, UnreadableFileError
from strongstride.formats.fit import parts as fit_parts
from strongstride.formats.fit.sets import recorded_sets
from strongstride.formats.local_day import instant
from strongstride.formats.recording import Recording
from strongstride.formats.sports import fit_sport
from strongstride.formats.track import Track, track_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[np.float64]]

Message = Mapping[str | int, Any]
Messages = Mapping[str, Sequence[Message]]

MOST_BYTES = 32 << 20
_MOST_MESSAGES = 600_000  # a week at 1 Hz; decoded, they must fit into memory
_MOST_TOLERANT_BYTES = 2 << 20  # Garmin's SDK needs a second for half a megabyte
_FIT_EPOCH_S = 631_065_600
_FIRST_DATE_S = _FIT_EPOCH_S + 0x10000000  # below it a FIT time counts from the watch's start
_TIMES = frozenset({"timestamp", "start_time", "local_timestamp"})
_COLUMNS = {
    "time_s": ("timestamp",),
    "latitude": ("position_lat",),
    "longitude": ("position_long",),
    "distance_m": ("distance",),
    "heart_rate": ("heart_rate",),
    "altitude_m": ("enhanced_altitude", "altitude"),
}
_KINDS = {
    "workout": "a workout plan",
    "course": "a course to follow",
    "settings": "a watch's settings",
    "device": "a watch's description",
    "sport": "sport settings",
    "schedules": "a training schedule",
    "weight": "weight-scale readings",
    "totals": "totals",
    "goals": "goals",
    "blood_pressure": "blood-pressure readings",
    "monitoring_a": "all-day monitoring",
    "monitoring_b": "all-day monitoring",
    "monitoring_daily": "all-day monitoring",
    "segment": "a segment",
    "segment_list": "a list of segments",
    49: "sleep",
}


def read_fit(data: bytes, source: str) -> list[Recording]:
    """Only the Recordings of `fit_activities`."""
    return [activity.recording for activity in fit_activities(data, source)]


def fit_activities(data: bytes, source: str) -> list[Activity]:
    """All activities of one FIT file: one for each session, chained files included.

    Raises NotAnActivityError for plans, courses, settings and the like, UnreadableFileError when
    nothing can be rescued.
    """
    parts = fit_parts.split(data)
    if parts.messages > _MOST_MESSAGES:
        raise UnreadableFileError(
            f"holds {parts.messages} messages, more than a week of samples: not read"
        )
    warnings = [parts.damage] if parts.damage else []
    messages, columns = _decoded(parts, warnings)
    _must_be_activity(messages, columns)
    track = _track(columns)
    sessions = _sessions(messages)
    if not sessions:
        warnings.append(
            "the summary is missing (the recording was cut off): rebuilt from the samples"
        )
        parted = [(_rebuilt(messages, track), track)]
    elif len(sessions) == 1:
        parted = [(_summary(sessions[0], messages, alone=True), track)]
    else:
        parted = [(_summary(s, messages, alone=False), _part_of(track, s)) for s in sessions]
    return [
        _dated(
            activity_of(
                summary, samples, source=source, file_format="fit", warnings=tuple(warnings)
            ),
            messages,
        )
        for summary, samples in parted
    ]


def _decoded(parts: fit_parts.FitParts, warnings: list[str]) -> tuple[Messages, Columns]:
    """Summary messages by name and record columns, from the fastest reader that takes the file."""
    messages: Messages | None = _fast(lambda fast: fast.parse(parts.summary))
    columns: Columns | None = {}
    if parts.records:
        columns = None if parts.damage else _fast(lambda fast: fast.records(parts.data))
    if columns is None:
        whole = fit_parts.mended(parts)
        columns = _fast(lambda fast: fast.records(whole))
        if not parts.damage:
            warnings.append("the checksum is wrong: the file may be damaged")
    if columns is None or messages is None:
        return _tolerant(fit_parts.mended(parts))
    return messages, columns


def _fast(read: Any) -> Any:
    """What fitfast reads, or None when it refuses. A panic in its Rust is no `Exception`."""
    import fitfast

    try:
        return read(fitfast)
    except fitfast.FitDecodeError:
        return None
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            return None
        raise


def _tolerant(data: bytes) -> tuple[Messages, Columns]:
    """The same by Garmin's SDK: much slower, but it keeps what it read before an error."""
    import numpy as np
    from garmin_fit_sdk import Decoder, Stream

    if len(data) > _MOST_TOLERANT_BYTES:
        raise UnreadableFileError("is damaged beyond what can be rescued: export it again")

    decoder = Decoder(Stream.from_byte_array(bytearray(data)))
    found, _ = decoder.read(
        convert_datetimes_to_dates=False, enable_crc_check=False, merge_heart_rates=False
    )
    named: Mapping[Any, Any] = dict(found)
    messages = {
        name.removesuffix("_mesgs"): [_in_epoch_seconds(message) for message in listed]
        for name, listed in named.items()
        if isinstance(name, str)
    }
    records = messages.pop("record", [])
    columns: Columns = {}
    for names in _COLUMNS.values():
        for name in names:
            column = np.array([_number(r.get(name)) for r in records], dtype=np.float64)
            if name.startswith("position"):
                column *= 180 / 2**31
            columns[name] = column
    return messages, columns


def _in_epoch_seconds(message: Message) -> Message:
    """The message with its times since 1970, as fitfast gives them; FIT counts from 1989."""
    return {
        k: v + _FIT_EPOCH_S if k in _TIMES and isinstance(v, int) else v for k, v in message.items()
    }


def _number(value: object) -> float:
    return float(value) if isinstance(value, (int, float)) else math.nan


def _must_be_activity(messages: Messages, columns: Columns) -> None:
    kinds = [m.get("type") for m in messages.get("file_id", ())]
    if "activity" in kinds or messages.get("session"):
        return
    for kind in kinds:
        if kind is not None:
            raise NotAnActivityError(f"is {_KINDS.get(kind, f'FIT {kind} data')}, not an activity")
    if not columns and not messages.get("lap"):
        raise UnreadableFileError("holds neither samples nor a summary of an activity")


def _track(columns: Columns) -> Track:
    length = len(next(iter(columns.values()))) if columns else 0
    chosen: Columns = {}
    for ours, theirs in _COLUMNS.items():
        for name in theirs:
            if name in columns:
                chosen[ours] = columns[name]
                break
    return track_of(chosen, length)


def _sessions(messages: Messages) -> list[Message]:
    """Session messages, each once: some devices write the same summary first and last."""
    seen: set[tuple[object, ...]] = set()
    sessions = []
    for session in messages.get("session", ()):
        key = (session.get("start_time"), session.get("sport"), session.get("sub_sport"))
        if session.get("start_time") is not None and key in seen:
            continue
        seen.add(key)
        sessions.append(session)
    return sessions


def _summary(session: Message, messages: Messages, *, alone: bool) -> DeviceSummary:
    sport, sub_sport = fit_sport(session.get("sport"), session.get("sub_sport"))
    started = _real(session.get("start_time"))
    elapsed = _real(session.get("total_elapsed_time"))
    sets = messages.get("set", ())
    if not alone and started is not None and elapsed is not None:
        sets = [s for s in sets if _within(s.get("start_time"), started, elapsed)]
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        starts_s=started,
        elapsed_s=elapsed,
        moving_s=_real(session.get("total_timer_time")),
        distance_m=_real(session.get("total_distance")),
        average_hr=_real(session.get("avg_heart_rate")),
        max_hr=_real(session.get("max_heart_rate")),
        climb_m=_real(session.get("total_ascent")),
        utc_offset_s=_offset(messages),
        name=_name(session, messages),
        sets=recorded_sets(sets),
    )


def _rebuilt(messages: Messages, track: Track) -> DeviceSummary:
    """What laps and the sport message still tell of a recording that lost its session."""
    told: Message = next(iter(messages.get("sport", ())), {})
    laps = messages.get("lap", ())
    lap: Message = next(iter(laps), {})
    sport, sub_sport = fit_sport(
        told.get("sport", lap.get("sport")), told.get("sub_sport", lap.get("sub_sport"))
    )
    if len(track) == 0 and not laps:
        raise UnreadableFileError("holds neither samples nor a summary of an activity")
    by_laps = len(track) == 0
    return DeviceSummary(
        sport=sport,
        sub_sport=sub_sport,
        starts_s=_real(lap.get("start_time")) if by_laps else None,
        elapsed_s=_total(laps, "total_elapsed_time") if by_laps else None,
        moving_s=_total(laps, "total_timer_time") if by_laps else None,
        distance_m=_total(laps, "total_distance") if by_laps else None,
        utc_offset_s=_offset(messages),
        from_device=False,
        sets=recorded_sets(messages.get("set", ())),
    )


def _total(laps: Sequence[Message], field: str) -> float | None:
    values = [v for v in (_real(lap.get(field)) for lap in laps) if v is not None]
    return sum(values) if values else None


def _real(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    return float(value)


def _within(moment: object, started: float, elapsed: float) -> bool:
    value = _real(moment)
    return value is not None and started - 1 <= value <= started + elapsed + 1


def _part_of(track: Track, session: Message) -> Track:
    """The samples of one session of several."""
    started = _real(session.get("start_time"))
    elapsed = _real(session.get("total_elapsed_time"))
    if started is None or elapsed is None:
        return track.rows(track.time_s < 0)
    return track.rows((track.time_s >= started) & (track.time_s <= started + elapsed))


def _offset(messages: Messages) -> float | None:
    """Seconds between the local clock and UTC, when the activity message has both."""
    for message in messages.get("activity", ()):
        local, utc = _real(message.get("local_timestamp")), _real(message.get("timestamp"))
        if local is not None and utc is not None:
            return local - utc
    return None


def _dated(activity: Activity, messages: Messages) -> Activity:
    return replace(activity, recording=_on_calendar(activity.recording, messages))


def _on_calendar(recording: Recording, messages: Messages) -> Recording:
    """The recording on the calendar when the watch had only its local clock."""
    starts_s = recording.starts_at.timestamp()
    if starts_s >= _FIRST_DATE_S:
        return recording
    ahead_s = _offset(messages)
    if ahead_s is None or starts_s + ahead_s < _FIRST_DATE_S:
        note = f"the watch had no date: it wrote {recording.starts_at.year}"
        return replace(recording, warnings=(*recording.warnings, note))
    starts_at = instant(starts_s + ahead_s)
    note = "the watch knew only its local clock: the start in UTC may be hours off"
    return replace(
        recording,
        starts_at=starts_at,
        utc_offset_s=0,
        local_on=starts_at.date(),
        warnings=(*recording.warnings, note),
    )


def _name(session: Message, messages: Messages) -> str:
    for value in (
        session.get("sport_profile_name"),
        *(w.get("wkt_name") for w in messages.get("workout", ())),
    ):
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:200]
    return ""
