"""What a strength log tells, in our own frozen values; exercises keep the words of the file."""

from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Literal

import msgspec

from strongstride.formats.errors import UnreadableFileError

SetWord = Literal["working", "warm-up", "drop", "failure"]
LogUnit = Literal["kg", "lb"]
SideWord = Literal["left", "right"]

GRAMS_PER_UNIT: dict[LogUnit, Decimal] = {
    "kg": Decimal(1000),
    "lb": Decimal("453.59237"),  # exact, international pound
}


class LogError(UnreadableFileError):
    """The file cannot be read as a strength log; the message says what it is and what to do."""


class RawSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set as the file has it: `weight` in `unit` (the row's or the log's), `load_g` in grams.

    Reps, seconds and metres are None when the file has none or zero: nothing was done in them.
    """

    line: int  # where it stands in the file, from 1
    exercise: str
    order: int | None = None
    kind: SetWord = "working"
    weight: Decimal | None = None
    unit: LogUnit | None = None
    load_g: int | None = None
    reps: int | None = None
    seconds: float | None = None
    distance_m: float | None = None
    rpe: float | None = None
    rir: float | None = None
    side: SideWord | None = None
    form_ok: bool | None = None
    pain: int | None = None
    note: str = ""
    superset: str = ""


class RawSession(msgspec.Struct, frozen=True, kw_only=True):
    """One session: `starts_at` as the file has it (local, or aware when it says an offset)."""

    on: date
    starts_at: datetime | None
    name: str
    sets: tuple[RawSet, ...]
    id: str = ""  # only our own format has one
    duration_s: float | None = None
    note: str = ""


class StrengthLog(msgspec.Struct, frozen=True, kw_only=True):
    """A whole log, sessions by date.

    `unit_known` is False when the file does not say its unit and it was inferred. `damaged` rows
    could not be read, `not_sets` are rest timers and notes, `empty` sets have nothing done,
    `repeated` sets were in the file twice.
    """

    source: str
    dialect: str
    sessions: tuple[RawSession, ...]
    unit: LogUnit
    unit_known: bool
    warnings: tuple[str, ...] = ()
    damaged: int = 0
    not_sets: int = 0
    empty: int = 0
    repeated: int = 0

    @property
    def sets(self) -> int:
        """How many sets were read."""
        return sum(len(session.sets) for session in self.sessions)


def log_grams(weight: Decimal, unit: LogUnit) -> int:
    """Whole grams of a logged weight, to the nearest gram."""
    return int((weight * GRAMS_PER_UNIT[unit]).quantize(Decimal(1), ROUND_HALF_EVEN))
