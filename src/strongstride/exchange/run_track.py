"""The samples of a run as they are kept: whole numbers in columns, a few kilobytes an hour.

What a watch writes each second hardly differs from the second before, so each column keeps its
differences, and of those the high bytes, nearly all zero, lie apart from the low ones.
"""

import zlib

import msgspec
import numpy as np
from numpy.typing import NDArray

from strongstride.formats.efforts import metres_along
from strongstride.formats.recording import Recording
from strongstride.formats.sports import top_speed
from strongstride.formats.track import Track

Whole = NDArray[np.int64]
Column = NDArray[np.float64]

MOST_ROWS = 3600  # an hour at one sample a second; longer runs keep every second, third ... sample
UNKNOWN = int(np.iinfo(np.int32).min)
STEPS = {  # what one step of each column is worth
    "time_s": 0.1,
    "distance_m": 0.1,
    "heart_rate": 1.0,
    "altitude_m": 0.1,
    "latitude": 1e-6,  # degrees: a tenth of a metre
    "longitude": 1e-6,
}
_VERSION = 1
_COMPRESSION = 6


class DamagedTrackError(ValueError):
    """Bytes that are no kept track."""


class KeptTrack(msgspec.Struct, frozen=True, eq=False):
    """Columns of equal length in steps of `STEPS`, `UNKNOWN` where nothing was measured.

    `time_s` counts from the first sample and never falls.
    """

    time_s: Whole
    distance_m: Whole
    heart_rate: Whole
    altitude_m: Whole
    latitude: Whole
    longitude: Whole

    def __len__(self) -> int:
        return int(self.time_s.size)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, KeptTrack):
            return NotImplemented
        return all(np.array_equal(getattr(self, name), getattr(other, name)) for name in STEPS)

    __hash__ = None  # type: ignore[assignment]

    def column(self, name: str) -> Column:
        """A column in its unit (seconds, metres, beats a minute, degrees), NaN where unknown."""
        whole: Whole = getattr(self, name)
        return np.where(whole == UNKNOWN, np.nan, whole * STEPS[name])


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    version: int
    rows: int
    columns: dict[str, bytes]


def kept_track(track: Track, recording: Recording) -> KeptTrack | None:
    """The samples worth keeping of a recording's track; None when there are not two of them.

    Distance is the whole recording's, spread along the samples, so that splits add up to it.
    """
    if len(track) < 2:
        return None
    distance_m = _along(track, recording)
    chosen = _chosen(len(track))
    columns = {
        "time_s": track.time_s - track.time_s[0],
        "distance_m": distance_m,
        "heart_rate": track.heart_rate,
        "altitude_m": track.altitude_m,
        "latitude": track.latitude,
        "longitude": track.longitude,
    }
    return KeptTrack(**{name: _whole(columns[name][chosen], STEPS[name]) for name in STEPS})


def _chosen(rows: int) -> NDArray[np.intp]:
    """The first row, the last, and as many evenly between them as may be kept."""
    if rows <= MOST_ROWS:
        return np.arange(rows)
    return np.unique(np.linspace(0, rows - 1, MOST_ROWS).round().astype(np.intp))


def _along(track: Track, recording: Recording) -> Column:
    along = metres_along(track, recording.distance_m, top_speed(recording.sport))
    if along is None:
        return np.full(len(track), np.nan)
    return np.interp(track.time_s, *along)


def _whole(values: Column, step: float) -> Whole:
    known = np.isfinite(values)
    steps = np.rint(np.where(known, values, 0.0) / step).astype(np.int64)
    fits = known & (np.abs(steps) < -UNKNOWN)
    return np.where(fits, steps, UNKNOWN)


def pack_track(track: KeptTrack) -> bytes:
    """The track as bytes; `unpack_track` gives back an equal one."""
    columns = {name: _packed(getattr(track, name)) for name in STEPS}
    packed = _Packed(_VERSION, len(track), columns)
    return zlib.compress(msgspec.msgpack.encode(packed), _COMPRESSION)


def unpack_track(data: bytes) -> KeptTrack:
    """The track in bytes made by `pack_track`; DamagedTrackError for any other bytes."""
    try:
        packed = msgspec.msgpack.decode(zlib.decompress(data), type=_Packed)
        if packed.version != _VERSION:
            raise DamagedTrackError(f"this track is of version {packed.version}, not {_VERSION}")
        columns = {name: _unpacked(packed.columns[name], packed.rows) for name in STEPS}
    except (zlib.error, msgspec.MsgspecError, KeyError, ValueError) as error:
        raise DamagedTrackError(f"these bytes are no kept track: {error}") from error
    return KeptTrack(**columns)


def _packed(column: Whole) -> bytes:
    """Differences as four planes of bytes, the lowest first; an unknown column as nothing."""
    if not (column != UNKNOWN).any():
        return b""
    steps = np.diff(column, prepend=0).astype("<i8")
    # modulo 2**32 a difference between two 32-bit numbers still finds its way back
    planes = steps.astype("<u4").view(np.uint8).reshape(-1, 4)
    return planes.T.tobytes()


def _unpacked(data: bytes, rows: int) -> Whole:
    if not data:
        return np.full(rows, UNKNOWN, dtype=np.int64)
    planes = np.frombuffer(data, dtype=np.uint8).reshape(4, rows)
    steps = np.ascontiguousarray(planes.T).view("<u4").reshape(rows)
    return np.cumsum(steps, dtype=np.uint32).astype(np.int32).astype(np.int64)
