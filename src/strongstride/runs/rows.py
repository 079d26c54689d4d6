"""A run's columns from what its recordings tell."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from strongstride.exchange.run_intake import is_indoors, local_start
from strongstride.formats.recording import Recording
from strongstride.runs.models import Run, StoredRecording

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LEAST_S = 1.0  # as in `formats.same_run`: a recording without a length stands at a moment


def recording_in(row: StoredRecording) -> Recording:
    """The value in a row."""
    return msgspec.json.decode(row.document, type=Recording)


def document_of(recording: Recording) -> str:
    """The value as it is stored."""
    return msgspec.json.encode(recording).decode()


def times_of(recording: Recording) -> tuple[int, int]:
    """Start and end in milliseconds since 1970."""
    start_ms = (recording.starts_at - _EPOCH) // timedelta(milliseconds=1)
    return start_ms, start_ms + round(max(recording.elapsed_s, _LEAST_S) * 1000)


def fill(run: Run, recording: Recording, zone: ZoneInfo) -> None:
    """Write what is known of a run into its columns; what the runner corrected stays."""
    for column, value in columns_of(recording, zone).items():
        setattr(run, column, value)
    correct(run)


def correct(run: Run) -> None:
    """Write what the runner corrected over what was told."""
    for column, value in run.edited.items():
        if column == "on":
            _move(run, date.fromisoformat(value))
        else:
            setattr(run, column, value)


def _move(run: Run, day: date) -> None:
    """Put a run on another day at the same time of day."""
    days = day - run.on
    run.on, run.listed_at = day, run.listed_at + days
    if run.starts_at is not None:
        run.starts_at += days


def columns_of(recording: Recording, zone: ZoneInfo) -> dict[str, Any]:
    """The columns that files tell. Where none knows the local time, the athlete's zone does."""
    start = local_start(recording, zone)
    offset = start.utcoffset() or timedelta(0)
    is_dated = recording.utc_offset_s is not None or recording.has_gps
    return {
        "on": recording.local_on if is_dated else start.date(),
        "starts_at": recording.starts_at,
        "listed_at": recording.starts_at,
        "utc_offset_s": round(offset.total_seconds()),
        "distance_m": recording.distance_m,
        "duration_s": recording.moving_s or recording.elapsed_s,
        "elapsed_s": recording.elapsed_s,
        "average_hr": recording.average_hr,
        "max_hr": recording.max_hr,
        "climb_m": recording.climb_m,
        "name": plain(recording.name, 200),
        "is_race": recording.is_race,
        "indoors": is_indoors(recording),
        "source": plain(recording.source, 300),
        "format": recording.format[:20],
        "richness": recording.richness,
        "efforts": [list(effort) for effort in recording.efforts],
        "repeated_m": recording.repeated_m,
    }


def plain(text: str, most: int) -> str:
    """The text as every database takes it."""
    return text.replace("\x00", "")[:most]
