"""What a file of a watch or phone tells, in our own frozen values; GPS is optional."""

from datetime import date, datetime

import msgspec

REPEATED_S = 480  # seconds of the fastest pieces of a run that `Recording.repeated_m` sums up


class RecordedSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set of a strength activity as the watch wrote it; unknown values are None."""

    category: str | None  # FIT exercise category, e.g. "squat"
    name: str | None  # FIT exercise name within it, e.g. "goblet_squat"
    reps: int | None = None
    load_g: int | None = None
    seconds: float | None = None


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """One activity (one session of a multi-session file), summed up."""

    source: str  # path as the user knows it, inside an archive `archive.zip/activities/1.fit.gz`
    format: str  # fit, gpx, tcx, strava-csv
    sport: str  # running, strength_training, cycling, swimming, walking, other ...
    sub_sport: str | None  # treadmill, trail, track ...
    starts_at: datetime  # aware, UTC
    utc_offset_s: int | None  # local offset where the file tells it
    local_on: date  # the date on the runner's wrist
    distance_m: float | None
    elapsed_s: float
    moving_s: float | None
    average_hr: float | None = None
    max_hr: float | None = None
    climb_m: float | None = None
    name: str = ""
    is_race: bool | None = None
    has_gps: bool = False
    richness: int = 0  # how much it tells: the richest copy of the same run is kept
    sets: tuple[RecordedSet, ...] = ()
    efforts: tuple[tuple[int, float], ...] = ()  # best (seconds, metres) within, short first
    repeated_m: float | None = None  # metres of the fastest pieces, REPEATED_S in all
    warnings: tuple[str, ...] = ()  # what was repaired or left out, one clear line each


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A file that was not read: where, why, and what to do, in one clear line."""

    source: str
    why: str
