"""The best efforts inside a run: what an average hides, repetitions or a sustained tempo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from strongstride.formats.recording import REPEATED_S

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from strongstride.formats.track import Track

    Column = NDArray[np.float64]

WINDOWS_S = (180, 480, 1200)
_PIECE_S = 30
_LONGEST_GAP_S = 60.0  # a longer silence of the watch tells no pace
_AGREE = (0.8, 1.25)  # samples and whole distance further apart than this: one of them is broken


class Efforts(msgspec.Struct, frozen=True):
    """Best (seconds, metres) in one go, and the metres of the fastest pieces put together."""

    in_one_go: tuple[tuple[int, float], ...] = ()
    repeated_m: float | None = None


def best_efforts(track: Track, distance_m: float | None, top_speed: float) -> Efforts:
    """The efforts of a track in order of time, scaled to the distance of the whole activity."""
    import numpy as np

    along = metres_along(track, distance_m, top_speed)
    if along is None:
        return Efforts()
    time, metres = along
    lasted = time[-1] - time[0]
    found = tuple(
        (window, round(_best(time, metres, window), 1)) for window in WINDOWS_S if window <= lasted
    )
    pieces = np.interp(np.arange(time[0], time[-1], _PIECE_S), time, metres)
    fastest = np.sort(np.diff(pieces))[-(REPEATED_S // _PIECE_S) :]
    if fastest.size < REPEATED_S // _PIECE_S:
        return Efforts(found)
    return Efforts(found, round(float(fastest.sum()), 1))


def _best(time: Column, metres: Column, window: int) -> float:
    """The most metres in any stretch of `window` seconds that starts at a sample."""
    import numpy as np

    starts = time <= time[-1] - window
    return float((np.interp(time[starts] + window, time, metres) - metres[starts]).max())


def metres_along(
    track: Track, distance_m: float | None, top_speed: float
) -> tuple[Column, Column] | None:
    """Epoch seconds and running metres without faults, scaled to the whole activity's distance.

    None when too little of the run has a distance, or samples and distance contradict each other.
    """
    if not distance_m or len(track) < 3:
        return None
    along = _running_metres(track, top_speed)
    if along is None:
        return None
    time, metres = along
    if metres[-1] <= 0 or not _AGREE[0] <= distance_m / metres[-1] <= _AGREE[1]:
        return None
    return time, metres * (distance_m / metres[-1])


def _running_metres(track: Track, top_speed: float) -> tuple[Column, Column] | None:
    import numpy as np

    from strongstride.formats.track import has_positions

    known = track.rows(np.isfinite(track.distance_m))
    if len(known) * 2 >= len(track):
        steps = np.diff(known.distance_m)
    elif has_positions(track):
        known = track.rows(np.isfinite(track.latitude))
        steps = _apart(known)
    else:
        return None
    if len(known) < 3:
        return None
    seconds = np.diff(known.time_s)
    if seconds[seconds > _LONGEST_GAP_S].sum() > 0.5 * seconds.sum():
        return None
    steps = np.where((steps < 0) | (steps > top_speed * np.maximum(seconds, 1.0)), 0.0, steps)
    return known.time_s, np.concatenate(([0.0], np.cumsum(steps)))


def _apart(track: Track) -> Column:
    """Metres between neighbouring positions: short steps on a globe are flat enough."""
    import numpy as np

    latitude, longitude = np.radians(track.latitude), np.radians(track.longitude)
    north = np.diff(latitude)
    east = np.diff(longitude) * np.cos((latitude[1:] + latitude[:-1]) / 2)
    return np.asarray(np.hypot(north, east) * 6_371_008.8, dtype=np.float64)
