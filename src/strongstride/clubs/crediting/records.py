"""What nobody has run yet: the men's world records (`data/records.toml`)."""

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from typing import Literal

import msgspec

from strongstride.clubs.crediting.knowledge import n, table


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fastest anybody has run a distance, whose `title` stands in sentences."""

    title: str
    metres: float
    seconds: float
    who: str
    source: str
    sure: Literal["looked up", "from memory"]

    @property
    def pace(self) -> float:
        """Seconds for each metre."""
        return self.seconds / self.metres


def record_beaten(
    metres: float, seconds: float, efforts: Iterable[tuple[float, float]] = ()
) -> Record | None:
    """The record that a run, or a (seconds, metres) piece of it, would have broken; else None.

    A run is held to the pace of the longest record distance within it: who is faster over the
    whole was faster over some such piece. Whoever is below the shortest distance is not judged.
    """
    least = n("world-record", "least_piece_m")
    if found := _beaten(metres, seconds):
        return found
    for piece_s, piece_m in efforts:
        if piece_m >= least and (found := _beaten(piece_m, piece_s)):
            return found
    return None


def _beaten(metres: float, seconds: float) -> Record | None:
    if seconds >= metres * _slowest_pace():
        return None
    place = bisect_right(_distances(), metres) - 1
    if place < 0:
        return None
    record = records()[place]
    return record if seconds * record.metres < record.seconds * metres else None


@cache
def _slowest_pace() -> float:
    """Whoever is no faster than this has beaten no record: most runs, told at once."""
    return records()[-1].pace


@cache
def _distances() -> tuple[float, ...]:
    return tuple(each.metres for each in records())


@cache
def records() -> tuple[Record, ...]:
    """All records, the shortest first. ValueError where a longer one is not slower in pace."""
    found = [msgspec.convert(body, Record) for body in table("records").values()]
    found.sort(key=lambda each: each.metres)
    for shorter, longer in pairwise(found):
        if shorter.metres == longer.metres or shorter.pace >= longer.pace:
            raise ValueError(
                f"the record of {longer.title} is no slower than that of {shorter.title}"
            )
    return tuple(found)
