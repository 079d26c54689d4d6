"""What one file brought, ready to be stored: an activity summed up, with its samples packed."""

import hashlib
from typing import Any

import msgspec

from strongstride.exchange.run_intake import is_run
from strongstride.exchange.run_shapes import shape_to_store
from strongstride.exchange.run_track import kept_track, pack_track
from strongstride.formats.activity import Activity
from strongstride.formats.recording import Recording
from strongstride.formats.run_shape import run_shape

# Exports of whole accounts grow by every activity: their rows are known by what they say.
_TABLES = frozenset({"strava-csv", "garmin-json", "apple-health"})


class Samples(msgspec.Struct, frozen=True):
    """The samples of a run: the packed track, and its shape as plain data if it has one."""

    track: bytes
    shape: dict[str, Any] | None


class FileFacts(msgspec.Struct, frozen=True):
    """A file whose bytes are kept."""

    sha256: str
    name: str
    size: int


class Arrival(msgspec.Struct, frozen=True, kw_only=True):
    """One activity of one file on its way into the database."""

    key: str  # the same whenever the same file or row comes again
    recording: Recording
    samples: Samples | None = None
    file: FileFacts | None = None  # None: its bytes are not kept
    was_read: bool = True  # False: the file is known, its samples were not read again


def arrival_of(activity: Activity, place: int, file: FileFacts | None) -> Arrival:
    """The `place`-th activity of a file, packed."""
    recording = activity.recording
    return Arrival(
        key=key_of(recording, place, file),
        recording=recording,
        samples=samples_of(activity),
        file=file,
    )


def key_of(recording: Recording, place: int, file: FileFacts | None) -> str:
    """What tells this recording from every other one of the athlete."""
    if file is not None and recording.format not in _TABLES:
        return f"{file.sha256}-{place}"
    said = (recording.format, recording.sport, recording.starts_at.isoformat())
    figures = (recording.elapsed_s, recording.distance_m)
    return "row-" + hashlib.sha256(repr((said, figures)).encode()).hexdigest()


def samples_of(activity: Activity) -> Samples | None:
    """Track and shape of a run; None for other sports and where there are no samples."""
    recording, track = activity.recording, activity.track
    if track is None or not is_run(recording):
        return None
    kept = kept_track(track, recording)
    if kept is None:
        return None
    shape = run_shape(track, recording.distance_m)
    plain = None if shape is None else shape_to_store(shape)
    return Samples(pack_track(kept), plain)
