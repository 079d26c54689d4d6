"""Entries, terms and judgements for tests, and strategies of them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from strongstride.clubs.crediting.entry import Entry, EntryKind, Ruling, RulingWord, Verdict
from strongstride.clubs.crediting.judge import facts_of, judge
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind, DayRule, Terms
from strongstride.clubs.crediting.window import closes_at
from strongstride.coach.quantities import DistanceUnit

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 29)  # four weeks, Monday to Sunday


def terms(kind: ChallengeKind = ChallengeKind.DISTANCE, **fields: Any) -> Terms:
    """A challenge of March 2026."""
    return Terms(kind=kind, **{"starts_on": FIRST, "ends_on": LAST, **fields})


def run(day: int = 3, hour: float = 9, km: float = 10.0, **fields: Any) -> Entry:
    """A run of March 2026 in UTC, six minutes for a kilometre, that came two hours later."""
    on = date(2026, 3, 1) + timedelta(days=day - 1)
    starts = datetime.combine(on, time(), UTC) + timedelta(hours=hour)
    given = {
        "key": f"run {day} {hour}",
        "kind": EntryKind.RUN,
        "on": on,
        "starts_at": starts,
        "arrived_at": starts + timedelta(hours=2),
        "elapsed_s": km * 360,
        "moving_s": km * 360,
        "distance_m": km * 1000,
        "climb_m": km * 8,
    }
    return Entry(**{**given, **fields})


def strength(day: int = 3, hour: float = 18, sets: int = 9, **fields: Any) -> Entry:
    """A strength session of March 2026."""
    given = {
        "key": f"strength {day} {hour}",
        "kind": EntryKind.STRENGTH,
        "km": 0.0,
        "elapsed_s": 2400.0,
        "moving_s": 0.0,
        "distance_m": None,
        "climb_m": None,
        "working_sets": sets,
    }
    return run(day, hour, **{**given, **fields})


def ruled(entry: Entry, word: RulingWord, **fields: Any) -> dict[str, Ruling]:
    """A ruling on an entry as it is."""
    return {entry.key: Ruling(word=word, facts=facts_of(entry), **fields)}


def judged(
    entries: Sequence[Entry],
    of: Terms | None = None,
    *,
    joined_on: date = FIRST,
    left_at: datetime | None = None,
    rulings: Mapping[str, Ruling] | None = None,
) -> dict[str, Verdict]:
    """The verdicts by key of their entry."""
    of = of or terms()
    verdicts = judge(
        entries,
        of,
        joined_on=joined_on,
        closes_at=closes_at(of),
        left_at=left_at,
        rulings=rulings or {},
    )
    return {each.key: each for each in verdicts}


def total(verdicts: Mapping[str, Verdict]) -> int:
    """What they sum to."""
    return sum(each.amount for each in verdicts.values())


def told(verdict: Verdict) -> tuple[str, int, str]:
    """Status, amount and reason: what most tests look at."""
    return verdict.status.value, verdict.amount, verdict.reason


_HOURS = st.integers(0, 23 * 30).map(lambda half: half / 30)  # two minutes apart: copies come up
_KM = st.sampled_from([0.3, 1.0, 1.609344, 5.0, 5.05, 9.9, 10.0, 21.1, 42.2])


@st.composite
def likely_entries(draw: st.DrawFn) -> Entry:
    """An entry as people make them, in or near the challenge; its key is not set."""
    day, hour = draw(st.integers(-2, 34)), draw(_HOURS)
    late = timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 9, 60])))
    if draw(st.integers(0, 3)) == 0:
        return strength(day, hour, draw(st.integers(0, 6)))
    km, pace = draw(_KM), draw(st.sampled_from([100.0, 300.0, 360.0, 900.0, 4000.0]))
    entry = run(day, hour, km)
    rare = st.sampled_from([False, False, False, False, True])
    fields: dict[str, Any] = {
        "key": entry.key,
        "kind": draw(st.sampled_from([EntryKind.RUN, EntryKind.RUN, EntryKind.WALK])),
        "arrived_at": entry.arrived_at + late,
        "moving_s": km * pace,
        "elapsed_s": km * pace,
        "climb_m": draw(st.sampled_from([None, 0.0, 35.5, 400.0])),
        "by_hand": draw(rare),
        "indoors": draw(rare),
        "owner_only": draw(rare),
        "doubt": "It stands still." if draw(rare) else "",
    }
    if draw(rare):
        fields["starts_at"] = None
    if draw(rare):
        fields["distance_m"] = None
    return run(day, hour, km, **fields)


def lists_of_entries(most: int = 12) -> st.SearchStrategy[list[Entry]]:
    """Entries of one person, each with a key of its own."""
    return st.lists(likely_entries(), max_size=most).map(
        lambda entries: [_keyed(entry, f"e{at:03}") for at, entry in enumerate(entries)]
    )


def _keyed(entry: Entry, key: str) -> Entry:
    return Entry(**{**{name: getattr(entry, name) for name in Entry.__struct_fields__}, "key": key})


@st.composite
def likely_terms(draw: st.DrawFn) -> Terms:
    """Terms of a challenge of any kind over some of March 2026."""
    starts = FIRST + timedelta(days=draw(st.integers(0, 10)))
    cap = st.sampled_from([None, None, 1, 2, 3_000, 12_000])
    return Terms(
        kind=draw(st.sampled_from(ChallengeKind)),
        starts_on=starts,
        ends_on=starts + timedelta(days=draw(st.integers(0, 20))),
        day_rule=draw(st.sampled_from(DayRule)),
        time_zone=draw(st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles"])),
        unit=draw(st.sampled_from(DistanceUnit)),
        grace_days=draw(st.integers(0, 7)),
        backfill=draw(st.sampled_from(Backfill)),
        walks=draw(st.booleans()),
        by_hand=draw(st.booleans()),
        indoors=draw(st.booleans()),
        entry_least=draw(cap),
        entry_most=draw(cap),
        day_most=draw(cap),
    )


_ANY_FLOAT = st.floats()
_ANY_MOMENT = st.datetimes(timezones=st.just(UTC))


def any_entry() -> st.SearchStrategy[Entry]:
    """Any entry the types allow, however mad."""
    maybe = st.none() | _ANY_FLOAT
    return st.builds(
        Entry,
        key=st.uuids().map(str),
        kind=st.sampled_from(EntryKind),
        on=st.dates(),
        arrived_at=_ANY_MOMENT,
        starts_at=st.none() | _ANY_MOMENT,
        elapsed_s=_ANY_FLOAT,
        moving_s=_ANY_FLOAT,
        distance_m=maybe,
        climb_m=maybe,
        indoors=st.booleans(),
        by_hand=st.booleans(),
        owner_only=st.booleans(),
        doubt=st.text(max_size=300),
        efforts=st.lists(st.tuples(_ANY_FLOAT, _ANY_FLOAT), max_size=3).map(tuple),
        working_sets=st.integers(),
    )
