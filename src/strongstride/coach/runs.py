"""Runs as the coach sees them: past ones with what was measured, planned ones with their kind."""

from datetime import date, datetime, time
from enum import StrEnum

import msgspec

from strongstride.coach.athlete import Weekday


class RunKind(StrEnum):
    """What a run asks of the legs."""

    EASY = "easy"
    LONG = "long"
    STEADY = "steady"
    HARD = "hard"
    RACE = "race"

    @property
    def is_key(self) -> bool:
        """Hard, long and race runs want fresh legs."""
        return self in (RunKind.HARD, RunKind.LONG, RunKind.RACE)


class PastRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run that was done, `on` the runner's local date; unknown is None, zero is a value."""

    id: str
    on: date
    starts_at: datetime | None  # aware, local offset where the file tells it
    distance_m: float | None
    duration_s: float  # moving time where known, else elapsed
    average_hr: float | None = None
    max_hr: float | None = None
    climb_m: float | None = None
    name: str = ""
    is_race: bool | None = None  # when the source says so
    kind_given: RunKind | None = None  # the runner's own word, wins over inference
    indoors: bool = False  # treadmill: it counts, its pace tells nothing about fitness
    efforts: tuple[
        tuple[int, float], ...
    ] = ()  # best (seconds, metres) inside the run, short first
    repeated_m: float | None = None  # metres of its fastest eight minutes, put together from pieces


class ClassedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A past run, its kind, and why it was classed so."""

    run: PastRun
    kind: RunKind
    why: str
    rule: str = ""  # id of the rule that decided
    counts: bool = True  # False: not a believable run (too short, too fast ...), `why` says so


class PlannedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run to come, on a local date; `starts_at` is local wall-clock time when known."""

    on: date
    kind: RunKind
    distance_m: int | None = None
    duration_s: int | None = None
    starts_at: time | None = None
    name: str = ""


class UsualRun(msgspec.Struct, frozen=True, kw_only=True):
    """One run of a usual week: the day, what it is, and how far or how long."""

    day: Weekday
    kind: RunKind
    distance_m: int | None = None
    duration_s: int | None = None
    starts_at: time | None = None
    certainty: float = 1.0  # share of the weeks looked at that had a run on this day


class WeeklyPattern(msgspec.Struct, frozen=True, kw_only=True):
    """A runner's usual week, inferred from past runs or written in the athlete file."""

    runs: tuple[UsualRun, ...] = ()
    easy_week_every: int | None = None  # 4: every fourth week is an easier one
    easy_week_on: date | None = None  # a day of a week known to be easy; sets the rhythm's phase
