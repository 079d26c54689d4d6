"""Verdicts: what each entry of a participant is worth in a challenge, and why.

The rules in words, with worked examples: docs/reference/challenge-rules.md.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType

from strongstride.clubs.crediting.adding import add_up
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.copies import set_copies_aside
from strongstride.clubs.crediting.entry import CreditStatus, Entry, Ruling, Verdict
from strongstride.clubs.crediting.knowledge import n
from strongstride.clubs.crediting.reading import (
    Part,
    Reading,
    ends_of,
    facts_of,
    read,
    seconds_of,
    starts_of,
)
from strongstride.clubs.crediting.terms import ChallengeKind, Terms

__all__ = ["facts_of", "judge"]

_NO_RULINGS: Mapping[str, Ruling] = MappingProxyType({})


def judge(
    entries: Sequence[Entry],
    terms: Terms,
    *,
    joined_on: date,
    closes_at: datetime,
    left_at: datetime | None = None,
    rulings: Mapping[str, Ruling] = _NO_RULINGS,
) -> tuple[Verdict, ...]:
    """A verdict on each entry, by start; their amounts sum to the participant's total.

    `entries` are of one person, each key once, in any order; instants know their zone. `rulings`
    are by key of entry; one said of other facts is left aside.
    """
    part = Part(terms=terms, joined_on=joined_on, closes_at=closes_at, left_at=left_at)
    in_order = sorted(entries, key=lambda entry: (starts_of(entry), entry.key))
    readings = [read(entry, part, rulings) for entry in in_order]
    set_copies_aside(readings)
    _let_long_days_wait(readings, terms)
    add_up(readings, terms)
    return tuple(map(_verdict, readings))


def _let_long_days_wait(readings: Sequence[Reading], terms: Terms) -> None:
    """Where a day comes to more than 24 h, all of it waits: nobody can tell what is wrong."""
    hours: defaultdict[date, float] = defaultdict(float)
    for each in readings:
        if each.status is CreditStatus.COUNTED:
            hours[each.day] += seconds_of(each.entry)
    most = n("day-of-24-hours", "seconds")
    for each in readings:
        if each.status is CreditStatus.COUNTED and hours[each.day] > most and each.word is None:
            together = show(round(hours[each.day]), ChallengeKind.TIME, terms.unit)
            each.stand(CreditStatus.WAITING, "over_a_day", together)


def _verdict(reading: Reading) -> Verdict:
    return Verdict(
        key=reading.entry.key,
        kind=reading.entry.kind,
        status=reading.status,
        amount=reading.amount,
        on=reading.day,
        reason=reading.reason,
        detail=reading.detail,
        done_at=ends_of(reading.entry),
    )
