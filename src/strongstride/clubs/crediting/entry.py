"""What somebody did that may count: a run, a walk, a strength session, and what came of it."""

from datetime import date, datetime
from enum import StrEnum

import msgspec


class EntryKind(StrEnum):
    """What was done."""

    RUN = "run"
    WALK = "walk"
    STRENGTH = "strength"


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done, as far as credit needs to know it. Metres and seconds; unknown is None.

    `owner_only`: its source lets nobody but its owner see it (Strava's API), so that no board may
    show it. `doubt` is why the import itself did not believe it, empty when it did. `efforts` are
    best (seconds, metres) within it.
    """

    key: str  # of the run, recording or training session
    kind: EntryKind
    on: date  # on the runner's wrist
    arrived_at: datetime  # when it came into the log: late uploads are told by it
    starts_at: datetime | None = None
    elapsed_s: float = 0.0
    moving_s: float = 0.0
    distance_m: float | None = None
    climb_m: float | None = None
    indoors: bool = False
    by_hand: bool = False
    owner_only: bool = False
    doubt: str = ""
    efforts: tuple[tuple[float, float], ...] = ()
    working_sets: int = 0


class RulingWord(StrEnum):
    """What an organiser said of an entry."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    SET = "set"  # it counts for the amount given


class Ruling(msgspec.Struct, frozen=True, kw_only=True):
    """An organiser's word on one entry; it holds while the entry's facts are those it was said of.

    `facts` is `facts_of` the entry at the time. `amount` goes with SET.
    """

    word: RulingWord
    facts: str
    amount: int | None = None
    note: str = ""


class CreditStatus(StrEnum):
    """Where an entry stands in a challenge."""

    COUNTED = "counted"
    WAITING = "waiting"  # for the organiser
    NOT_COUNTED = "not_counted"
    GONE = "gone"  # its run was removed; kept for the ruling on it


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one entry is worth: `amount` in the small unit of the kind, 0 if it does not count.

    The sum of all amounts of a participant is their total, whatever the kind. `reason` is the key
    of a reason in `data/reasons.toml`, "counted" where there is nothing to explain; `detail` fills
    its blank.
    """

    key: str
    kind: EntryKind
    status: CreditStatus
    amount: int
    on: date  # the day it counts for
    reason: str
    detail: str = ""
    done_at: datetime  # its end, for who reached a total first
