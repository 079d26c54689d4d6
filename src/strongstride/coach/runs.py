"""Runs as the coach sees them: past ones with what was measured, planned ones with their kind."""

from datetime import date, datetime, time
from enum import StrEnum

import msgspec


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
    """One run that was done. `on` is the runner's local date; unknown values are None, zero is a value."""

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


class ClassedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A past run, its kind, and why it was classed so."""

    run: PastRun
    kind: RunKind
    why: str


class PlannedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run to come, on a local date; `starts_at` is local wall-clock time when known."""

    on: date
    kind: RunKind
    distance_m: int | None = None
    duration_s: int | None = None
    starts_at: time | None = None
    name: str = ""
