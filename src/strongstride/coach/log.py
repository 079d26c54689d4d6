"""What was really lifted: logged sets, from our own log or another app's export."""

from datetime import date
from enum import StrEnum

import msgspec

OTHER = "other:"  # before the name of an exercise the catalogue does not have


class SetKind(StrEnum):
    """Only working sets tell about strength without reserve; warm-ups never do."""

    WORKING = "working"
    WARM_UP = "warm-up"
    DROP = "drop"
    FAILURE = "failure"


class Side(StrEnum):
    """The side a one-sided set was done on."""

    LEFT = "left"
    RIGHT = "right"


class LoggedSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set as done. `load_g` is what is written on one implement, as in `PlannedSet`.

    For assisted exercises `load_g` is the assistance. `exercise` is a catalogue id, or
    `other:<name>` when the name is not in the catalogue: such a set still carries its own history.
    """

    exercise: str
    load_g: int | None = None
    reps: int | None = None
    seconds: float | None = None
    rir: float | None = None  # reps in reserve as reported, half steps; None = not asked
    side: Side | None = None
    kind: SetKind = SetKind.WORKING
    form_ok: bool | None = None  # None = not asked
    pain: int | None = None  # 0-10
    note: str = ""


class LoggedSession(msgspec.Struct, frozen=True, kw_only=True):
    """One strength session as done, on the athlete's local date; sets in the order done."""

    on: date
    id: str
    sets: tuple[LoggedSet, ...]
    name: str = ""
    planned: str | None = None  # id of the planned session it was, where that is known
