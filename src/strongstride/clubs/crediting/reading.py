"""One entry by itself: its day, what it is worth, and whether the terms let it count."""

import hashlib
import math
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeGuard

import msgspec

from strongstride.clubs.crediting.amounts import MOST, of_one_entry, show
from strongstride.clubs.crediting.entry import (
    CreditStatus,
    Entry,
    EntryKind,
    Ruling,
    RulingWord,
)
from strongstride.clubs.crediting.knowledge import n
from strongstride.clubs.crediting.records import record_beaten
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, Terms
from strongstride.clubs.crediting.window import day_of

DETAIL_MOST = 200  # characters a credit keeps
_NOON = time(12, tzinfo=UTC)
_RUNNING = frozenset({EntryKind.RUN, EntryKind.WALK})
_OF_STRENGTH = frozenset({ChallengeKind.STRENGTH, ChallengeKind.POINTS})
_UNKNOWN = {
    ChallengeKind.TIME: "no_time",
    ChallengeKind.ELEVATION: "no_climb",
}


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """When somebody takes part, and until when entries are taken."""

    terms: Terms
    joined_on: date
    closes_at: datetime
    left_at: datetime | None = None


class Reading(msgspec.Struct):
    """An entry on its way to a verdict. `word` is a ruling in force; `fits`: it adds up here."""

    entry: Entry
    day: date
    starts: datetime
    fits: bool
    word: RulingWord | None
    status: CreditStatus = CreditStatus.COUNTED
    amount: int = 0
    reason: str = "counted"
    detail: str = ""

    def stand(self, status: CreditStatus, reason: str, detail: str = "") -> None:
        """Take a status that is worth nothing, and why."""
        self.status, self.amount = status, 0
        self.reason, self.detail = reason, detail[:DETAIL_MOST]


def facts_of(entry: Entry) -> str:
    """A digest of what a ruling was said of: 64 characters, the same while these stay.

    Kind, day, start, times, distance and climb in whole metres and seconds, by hand, indoors,
    working sets.
    """
    facts = (
        entry.kind.value,
        entry.on.isoformat(),
        entry.starts_at and entry.starts_at.timestamp(),
        *map(_nearest, (entry.elapsed_s, entry.moving_s, entry.distance_m, entry.climb_m)),
        entry.by_hand,
        entry.indoors,
        entry.working_sets,
    )
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def starts_of(entry: Entry) -> datetime:
    """The start; noon UTC of its day where only the day is known."""
    return entry.starts_at or datetime.combine(entry.on, _NOON)


def ends_of(entry: Entry) -> datetime:
    """The end of an entry, as far as its times are believable."""
    starts, seconds = starts_of(entry), entry.elapsed_s or entry.moving_s
    try:
        return starts + timedelta(seconds=seconds)
    except (OverflowError, ValueError):
        return starts


def seconds_of(entry: Entry) -> float:
    """Seconds on the move, elapsed where that is not known, 0 where neither is."""
    if _known(entry.moving_s) and entry.moving_s:
        return entry.moving_s
    return entry.elapsed_s if _known(entry.elapsed_s) else 0.0


def read(entry: Entry, part: Part, rulings: Mapping[str, Ruling]) -> Reading:
    """The entry under the terms and rulings, as if it were the only one."""
    said = rulings.get(entry.key)
    ruling = said if said is not None and said.facts == facts_of(entry) else None
    reading = Reading(
        entry,
        day_of(entry, part.terms),
        starts_of(entry),
        _fits(entry, part.terms),
        None if ruling is None else ruling.word,
    )
    if reason := _outside(reading, part):
        reading.stand(CreditStatus.NOT_COUNTED, reason)
    elif ruling is not None:
        _by_ruling(reading, part, ruling)
    else:
        _by_the_terms(reading, part)
        if said is not None and said.word is RulingWord.REFUSED:
            _look_again(reading)
    return reading


def _look_again(reading: Reading) -> None:
    """What was refused and then edited does not count by itself: a metre less undoes no refusal."""
    if reading.status is CreditStatus.COUNTED:
        reading.stand(CreditStatus.WAITING, "edited_after_refusal")


def _outside(reading: Reading, part: Part) -> str:
    """Why no organiser can let it count; empty where nothing is in the way."""
    terms = part.terms
    if reading.day < terms.starts_on:
        return "before_start"
    if reading.day > terms.ends_on:
        return "after_end"
    if part.left_at is not None and reading.starts > part.left_at:
        return "after_leaving"
    return "owner_only" if reading.entry.owner_only else ""


def _by_ruling(reading: Reading, part: Part, ruling: Ruling) -> None:
    if ruling.word is RulingWord.REFUSED:
        reading.stand(CreditStatus.NOT_COUNTED, "refused", ruling.note)
        return
    if ruling.word is RulingWord.SET and ruling.amount is not None:
        reading.amount, reading.reason = min(max(ruling.amount, 0), MOST), "set"
    else:
        _take(reading, part.terms, "allowed")
    if reading.status is CreditStatus.COUNTED:
        reading.detail = ruling.note[:DETAIL_MOST]


def _by_the_terms(reading: Reading, part: Part) -> None:
    if reason := _late(reading, part) or _unwanted(reading.entry, part.terms):
        reading.stand(CreditStatus.NOT_COUNTED, reason)
    elif too_few := _too_few(reading.entry):
        reading.stand(CreditStatus.NOT_COUNTED, "few_sets", too_few)
    else:
        _take(reading, part.terms, "counted")
        if reading.status is CreditStatus.COUNTED:
            _weigh(reading, part.terms)


def _late(reading: Reading, part: Part) -> str:
    if part.terms.backfill is Backfill.FROM_JOINING and reading.day < part.joined_on:
        return "before_joining"
    return "came_late" if reading.entry.arrived_at > part.closes_at else ""


def _unwanted(entry: Entry, terms: Terms) -> str:
    if entry.kind is EntryKind.STRENGTH:
        return ""
    if entry.kind is EntryKind.WALK and not terms.walks:
        return "walk"
    if entry.by_hand and not terms.by_hand:
        return "by_hand"
    return "indoors" if entry.indoors and not terms.indoors else ""


def _too_few(entry: Entry) -> str:
    if entry.kind is not EntryKind.STRENGTH:
        return ""
    sets, least = entry.working_sets, n("strength-session", "least_sets")
    return "" if sets >= least else f"{sets} working set{'' if sets == 1 else 's'}"


def _take(reading: Reading, terms: Terms, reason: str) -> None:
    """Give it what it is worth, or say what is not known of it."""
    if not reading.fits:
        strength = reading.entry.kind is EntryKind.STRENGTH
        reading.stand(CreditStatus.COUNTED, "strength_beside" if strength else "run_beside")
        return
    amount = worth(reading.entry, terms)
    if amount is None:
        unknown = _UNKNOWN.get(terms.kind, "no_distance")
        reading.stand(CreditStatus.NOT_COUNTED, unknown)
    else:
        reading.amount, reading.reason = amount, reason


def _weigh(reading: Reading, terms: Terms) -> None:
    """Too little does not count; what is hard to believe waits for the organiser."""
    limited = _limited(reading, terms)
    if limited is not None and terms.entry_least is not None and limited < terms.entry_least:
        least = show(terms.entry_least, of_one_entry(terms.kind), terms.unit)
        reading.stand(CreditStatus.NOT_COUNTED, "too_little", least)
        return
    for reason, detail in _doubts(reading, limited, terms):
        reading.stand(CreditStatus.WAITING, reason, detail)
        return


def _doubts(reading: Reading, limited: int | None, terms: Terms) -> Iterator[tuple[str, str]]:
    entry = reading.entry
    if entry.doubt:
        yield "unbelieved", entry.doubt
    if entry.kind in _RUNNING and (faster := _faster_than_record(entry)):
        yield "faster_than_record", faster
    if limited is not None and terms.entry_most is not None and limited > terms.entry_most:
        most = show(terms.entry_most, of_one_entry(terms.kind), terms.unit)
        yield "over_most", most


def _limited(reading: Reading, terms: Terms) -> int | None:
    """What the limits of one entry are held against: see `amounts.of_one_entry`."""
    if not reading.fits:
        return None
    if of_one_entry(terms.kind) is terms.kind:
        return reading.amount
    return whole(reading.entry.distance_m) or 0


def _faster_than_record(entry: Entry) -> str:
    """What it would have beaten; a run of unknown time is taken to have lasted a whole day."""
    seconds = seconds_of(entry) or n("day-of-24-hours", "seconds")
    record = record_beaten(entry.distance_m or 0.0, seconds, entry.efforts)
    return f"it is faster than the world record for {record.title} ({record.who})" if record else ""


def worth(entry: Entry, terms: Terms) -> int | None:
    """What an entry that adds up here is worth before any cap; None where it is not known."""
    if entry.kind is EntryKind.STRENGTH:
        return terms.points_a_session if terms.kind is ChallengeKind.POINTS else 1
    if terms.kind in (ChallengeKind.RUNS, ChallengeKind.STREAK):
        return 1
    if terms.kind is ChallengeKind.TIME:
        return whole(seconds_of(entry)) or None
    if terms.kind is ChallengeKind.ELEVATION:
        return whole(entry.climb_m)
    metres = whole(entry.distance_m) or None
    return _points(metres, terms) if metres and terms.kind is ChallengeKind.POINTS else metres


def _points(metres: int, terms: Terms) -> int:
    """Thousandths of a point, to the nearest."""
    millimetres = 1_609_344 if terms.unit == "mi" else 1_000_000
    return min((2_000 * metres * terms.points_a_unit + millimetres) // (2 * millimetres), MOST)


def whole(value: float | None) -> int | None:
    """Rounded up, so that ten times 10.0 miles are 100 miles; None where it cannot be."""
    return math.ceil(round(value, 3)) if _known(value) else None


def _known(value: float | None) -> TypeGuard[float]:
    return value is not None and 0 <= value <= MOST  # false of a NaN too


def _nearest(value: float | None) -> int | None:
    return round(value) if _known(value) else None


def _fits(entry: Entry, terms: Terms) -> bool:
    if entry.kind is EntryKind.STRENGTH:
        return terms.kind in _OF_STRENGTH
    return terms.kind is not ChallengeKind.STRENGTH
