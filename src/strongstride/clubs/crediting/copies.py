"""The same run from two sources counts once: which of the two stands."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from strongstride.clubs.crediting.entry import CreditStatus, Entry, EntryKind, RulingWord
from strongstride.clubs.crediting.knowledge import n
from strongstride.clubs.crediting.reading import Reading

_ADMITTED = frozenset({RulingWord.ALLOWED, RulingWord.SET})


def set_copies_aside(readings: Iterable[Reading]) -> None:
    """Let each run count once; `readings` are in order of their starts.

    A refused run stands before its copies, so that none of them counts in its place; then one an
    organiser let count, one from a file before one by hand, one that counts before one that waits,
    the one that came first. What an organiser let count is never taken for a copy itself: where
    both did happen, both are let count.
    """
    for group in _close_together(readings):
        kept: list[Reading] = []
        for reading in sorted(group, key=_rank):
            first = next((each for each in kept if same_run(each.entry, reading.entry)), None)
            if first is None or reading.word in _ADMITTED:
                kept.append(reading)
            elif reading.word is not RulingWord.REFUSED:
                reading.stand(CreditStatus.NOT_COUNTED, "same_run", f"{first.starts:%H:%M} UTC")


def same_run(one: Entry, other: Entry) -> bool:
    """Whether two runs or walks are one: starts and distances close to each other. Symmetric.

    A distance that one of them does not know is no contradiction.
    """
    if one.starts_at is None or other.starts_at is None:
        return False
    apart = abs((one.starts_at - other.starts_at).total_seconds())
    if apart > n("same-run", "seconds"):
        return False
    if one.distance_m is None or other.distance_m is None:
        return True
    longer = max(one.distance_m, other.distance_m)
    return abs(one.distance_m - other.distance_m) <= n("same-run", "share") * longer


def _close_together(readings: Iterable[Reading]) -> Iterator[list[Reading]]:
    """Two runs or more, each of which starts close to the one before: copies are among them."""
    within = timedelta(seconds=n("same-run", "seconds"))
    group: list[Reading] = []
    for reading in filter(_matters, readings):
        if group and reading.starts - group[-1].starts > within:
            if len(group) > 1:
                yield group
            group = []
        group.append(reading)
    if len(group) > 1:
        yield group


def _matters(reading: Reading) -> bool:
    if reading.entry.kind is EntryKind.STRENGTH or reading.entry.starts_at is None:
        return False
    return reading.status is not CreditStatus.NOT_COUNTED or reading.reason == "refused"


def _rank(reading: Reading) -> tuple[bool, bool, bool, bool, datetime, str]:
    entry = reading.entry
    return (
        reading.word is not RulingWord.REFUSED,
        reading.word not in _ADMITTED,
        entry.by_hand,
        reading.status is not CreditStatus.COUNTED,
        entry.arrived_at,
        entry.key,
    )
