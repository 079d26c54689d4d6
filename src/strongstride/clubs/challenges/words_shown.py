"""Ranks, sessions and winners in words. Pure."""

from collections.abc import Sequence
from itertools import groupby, takewhile

_PLACES = {1: "First", 2: "Second", 3: "Third"}
_MOST_NAMES = 5  # of one place


def rank_words(rank: int, of: int, *, tied: bool) -> str:
    """`3 of 41`, `=3 of 41` where others have the same total; `3` where `of` is not known (0)."""
    place = f"{'=' if tied else ''}{rank:,}"
    return f"{place} of {of:,}" if of else place


def sessions_words(runs: int, strength: int) -> str:
    """`9 runs · 4 strength`; strength always, so that it is seen that it counts here."""
    return f"{runs:,} {'run' if runs == 1 else 'runs'} · {strength:,} strength"


def podium(best: Sequence[tuple[int, str, str]]) -> tuple[str, ...]:
    """The first three places of (rank, name, amount) in a sentence each."""
    first = takewhile(lambda each: each[0] in _PLACES, best)
    places = ((rank, list(each)) for rank, each in groupby(first, key=lambda one: one[0]))
    return tuple(
        f"{_PLACES[rank]}: {_names([name for _, name, _ in each])} with {each[0][2]}."
        for rank, each in places
    )


def _names(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return f"{', '.join(names[:_MOST_NAMES])} and {len(names) - _MOST_NAMES:,} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
