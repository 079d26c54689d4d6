"""The samples of one activity as columns, and what can be computed from them.

numpy is imported inside the functions: reading no file must not pay for it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Column = NDArray[np.float64]
    Mask = NDArray[np.bool_]

EARLIEST_S = 631_065_600.0  # 1989-12-31, the FIT epoch: no watch recorded before it
LATEST_S = 4_102_444_800.0  # 2100-01-01
_CLOCK_JUMP_S = 24 * 3600.0  # no rest within one activity lasts this long; a corrected clock does
LONGEST_STEP_S = 120.0  # smart recording leaves gaps; longer ones are pauses
SLOWEST_MOVE_MPS = 0.4
_EARTH_RADIUS_M = 6_371_008.8
_CLIMB_STEP_M = 3.0  # smaller rises are the barometer's or receiver's noise
_CLIMB_WINDOW_S = 10.0


class Track(msgspec.Struct, frozen=True):
    """Columns of equal length, one row a sample; NaN is unknown. Times are epoch seconds (UTC)."""

    time_s: Column
    latitude: Column
    longitude: Column
    distance_m: Column  # the device's own running total
    heart_rate: Column
    altitude_m: Column
    segment: Column  # rising number; between two segments the recording was paused

    def __len__(self) -> int:
        return int(self.time_s.size)

    def rows(self, chosen: Mask) -> Track:
        """The chosen rows only."""
        return Track(*(column[chosen] for column in msgspec.structs.astuple(self)))


def track_of(columns: Mapping[str, Column | array[float]], length: int) -> Track:
    """A Track from named columns (missing ones are unknown). Impossible values become NaN."""
    import numpy as np

    def column(name: str) -> Column:
        values = columns.get(name)
        if values is None or len(values) != length:
            return np.full(length, np.nan)
        return np.asarray(values, dtype=np.float64)

    latitude, longitude = column("latitude"), column("longitude")
    with np.errstate(invalid="ignore"):
        lost = ~((np.abs(latitude) <= 90) & (np.abs(longitude) <= 180))
        lost |= (np.abs(latitude) < 1e-6) & (np.abs(longitude) < 1e-6)  # "null island": no fix yet
        heart_rate = column("heart_rate")
        heart_rate = np.where((heart_rate >= 25) & (heart_rate <= 250), heart_rate, np.nan)
        altitude = column("altitude_m")
        altitude = np.where((altitude > -450) & (altitude < 9000), altitude, np.nan)
        distance = column("distance_m")
        distance = np.where((distance >= 0) & (distance < 5e6), distance, np.nan)
        time = column("time_s")
        time = np.where((time > EARLIEST_S) & (time < LATEST_S), time, np.nan)
    segment = column("segment") if "segment" in columns else np.zeros(length)
    return Track(
        time,
        np.where(lost, np.nan, latitude),
        np.where(lost, np.nan, longitude),
        distance,
        heart_rate,
        altitude,
        segment,
    )


def in_order(track: Track) -> tuple[Track, tuple[str, ...]]:
    """Rows with a time, in rising time, on one clock; and a warning for what had to be repaired."""
    import numpy as np

    warnings: list[str] = []
    track = track.rows(np.isfinite(track.time_s))
    track, lost = _on_one_clock(track)
    if lost:
        warnings.append(f"the clock jumped: samples of another day left out ({lost})")
    if len(track) == 0:
        return track, tuple(warnings)
    late = track.time_s < np.maximum.accumulate(track.time_s)
    backwards = int(late.sum())
    if backwards * 2 > len(track):
        order = np.argsort(track.time_s, kind="stable")
        track = Track(*(column[order] for column in msgspec.structs.astuple(track)))
        warnings.append("samples were not in order of time: sorted")
    elif backwards:
        track = track.rows(~late)
        warnings.append(f"the clock ran backwards: samples left out ({backwards})")
    return track, tuple(warnings)


def _on_one_clock(track: Track) -> tuple[Track, int]:
    """The largest part between jumps of a day or more, and how many rows that leaves out."""
    import numpy as np

    if len(track) < 2:
        return track, 0
    jumps = np.flatnonzero(np.abs(np.diff(track.time_s)) > _CLOCK_JUMP_S) + 1
    if jumps.size == 0:
        return track, 0
    part = np.zeros(len(track), dtype=np.int64)
    part[jumps] = 1
    part = np.cumsum(part)
    largest = int(np.argmax(np.bincount(part)))
    chosen = part == largest
    return track.rows(chosen), int((~chosen).sum())


def has_positions(track: Track) -> bool:
    """Whether at least two samples carry a position."""
    import numpy as np

    return int(np.isfinite(track.latitude).sum()) >= 2


def _steps(track: Track, top_speed: float) -> tuple[Column, Column, Column]:
    """Metres and seconds of each step between known positions, and the time at its end.

    Steps between segments (pauses) and steps faster than `top_speed` (receiver faults) have 0 m.
    """
    import numpy as np

    track = track.rows(np.isfinite(track.latitude))
    latitude, longitude = np.radians(track.latitude), np.radians(track.longitude)
    half = np.sin(np.diff(latitude) / 2) ** 2
    half += np.cos(latitude[:-1]) * np.cos(latitude[1:]) * np.sin(np.diff(longitude) / 2) ** 2
    metres = 2 * _EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1)))
    seconds = np.diff(track.time_s)
    metres[metres > top_speed * np.maximum(seconds, 1.0)] = 0
    metres[np.diff(track.segment) != 0] = 0
    return metres, seconds, track.time_s[1:]


def travelled_m(track: Track, top_speed: float) -> float | None:
    """Metres along the positions, without pauses and receiver faults; None without positions."""
    if not has_positions(track):
        return None
    metres, _, _ = _steps(track, top_speed)
    return float(metres.sum())


def positions_cover(track: Track, elapsed_s: float) -> float:
    """The share of the elapsed time that lies in steps of at most 2 minutes between positions."""
    if not has_positions(track) or elapsed_s <= 0:
        return 0.0
    _, seconds, _ = _steps(track, float("inf"))
    return float(seconds[seconds <= LONGEST_STEP_S].sum()) / elapsed_s


def device_distance_m(track: Track) -> float | None:
    """The device's running total over the track; None when it wrote none."""
    import numpy as np

    known = track.distance_m[np.isfinite(track.distance_m)]
    if known.size == 0:
        return None
    first, last = float(known.min()), float(known.max())
    # A later session of the same file counts on; a first one may begin with its first metres.
    return last if first < 200 else last - first


def moving_s(track: Track, top_speed: float) -> float | None:
    """Seconds of movement, by positions or else by the device's total; None if unknown."""
    import numpy as np

    if has_positions(track):
        metres, seconds, _ = _steps(track, top_speed)
    else:
        known = track.rows(np.isfinite(track.distance_m))
        if len(known) < 2:
            return None
        metres, seconds = np.diff(known.distance_m), np.diff(known.time_s)
    moved = (seconds <= LONGEST_STEP_S) & (metres >= SLOWEST_MOVE_MPS * seconds) & (seconds > 0)
    return float(seconds[moved].sum())


def heart_of(track: Track) -> tuple[float | None, float | None]:
    """Mean and highest heart rate of the samples that have one."""
    import numpy as np

    known = track.heart_rate[np.isfinite(track.heart_rate)]
    if known.size == 0:
        return None, None
    return round(float(known.mean()), 1), float(known.max())


def climb_m(track: Track) -> float | None:
    """Metres climbed: rises of 3 m and more between means over 10 s; None if unknown."""
    import numpy as np

    known = track.rows(np.isfinite(track.altitude_m))
    if len(known) < 2:
        return None
    window = np.floor((known.time_s - known.time_s[0]) / _CLIMB_WINDOW_S).astype(np.int64)
    _, index = np.unique(window, return_inverse=True)
    means = np.bincount(index, known.altitude_m) / np.bincount(index)
    total = 0.0
    low = high = float(means[0])
    for altitude in [*means.tolist(), -math.inf]:  # the last fall ends the last rise
        if altitude > high:
            high = altitude
        elif high - altitude >= _CLIMB_STEP_M:
            total += high - low if high - low >= _CLIMB_STEP_M else 0.0
            low = high = altitude
        elif altitude < low:
            low = high = altitude
    return round(total, 1)


def first_longitude(track: Track) -> float | None:
    """Where the activity began, in degrees east; None without positions."""
    import numpy as np

    known = track.longitude[np.isfinite(track.longitude)]
    return float(known[0]) if known.size else None
