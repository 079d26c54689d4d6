"""Badges: what the verdicts earn (`data/badges.toml`). With its credit a badge goes again."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import accumulate
from types import MappingProxyType

import msgspec

from strongstride.clubs.crediting.adding import longest_row
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind, Verdict
from strongstride.clubs.crediting.knowledge import table
from strongstride.clubs.crediting.terms import ChallengeKind, Terms


class Badge(msgspec.Struct, frozen=True):
    """A badge and the day it was earned on."""

    key: str
    on: date


class EarnedBy(StrEnum):
    """What a badge is earned by."""

    RUNS = "runs"
    STRENGTH = "strength"
    SHARE = "share"  # percent of the goal
    ROW = "row"  # days in a row
    BALANCED = "balanced"  # runs and strength sessions of one week, each


class BadgeKind(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A badge as data: `least` runs, sessions, percent, days, or of each in a week.

    `icon` names the drawing. It is earned only in challenges of `kinds`, in all where that is
    empty.
    """

    title: str
    words: str
    icon: str
    earned_by: EarnedBy
    least: int
    kinds: tuple[ChallengeKind, ...] = ()


def badges(verdicts: Sequence[Verdict], terms: Terms, goal: int | None) -> tuple[Badge, ...]:
    """The badges earned, in the order of the data; `goal` in the small unit of the kind."""
    counted = sorted(
        (each for each in verdicts if each.status is CreditStatus.COUNTED),
        key=lambda each: (each.on, each.done_at, each.key),
    )
    earned = (
        (key, _EARNED[kind.earned_by](counted, kind.least, goal))
        for key, kind in badge_kinds().items()
        if not kind.kinds or terms.kind in kind.kinds
    )
    return tuple(Badge(key, on) for key, on in earned if on is not None)


@cache
def badge_kinds() -> MappingProxyType[str, BadgeKind]:
    """All badges by key, in the order they are shown in."""
    return MappingProxyType(
        {key: msgspec.convert(body, BadgeKind) for key, body in table("badges").items()}
    )


def _runs(counted: Sequence[Verdict], least: int, _: int | None) -> date | None:
    return _nth([each.on for each in counted if each.kind is not EntryKind.STRENGTH], least)


def _strength(counted: Sequence[Verdict], least: int, _: int | None) -> date | None:
    return _nth([each.on for each in counted if each.kind is EntryKind.STRENGTH], least)


def _share(counted: Sequence[Verdict], percent: int, goal: int | None) -> date | None:
    if not goal:
        return None
    totals = accumulate(each.amount for each in counted)
    reached = (
        each.on
        for each, total in zip(counted, totals, strict=True)
        if total * 100 >= goal * percent
    )
    return next(reached, None)


def _row(counted: Sequence[Verdict], least: int, _: int | None) -> date | None:
    days = sorted({each.on for each in counted if each.amount})
    upto = (days[: place + 1] for place in range(least - 1, len(days)))
    return next((some[-1] for some in upto if longest_row(some)[1] >= least), None)


def _balanced(counted: Sequence[Verdict], least: int, _: int | None) -> date | None:
    weeks: Counter[tuple[int, int, bool]] = Counter()
    for each in counted:
        year, week, _day = each.on.isocalendar()
        weeks[year, week, each.kind is EntryKind.STRENGTH] += 1
        if min(weeks[year, week, True], weeks[year, week, False]) >= least:
            return each.on
    return None


def _nth(days: Sequence[date], number: int) -> date | None:
    return days[number - 1] if len(days) >= number else None


_EARNED: dict[EarnedBy, Callable[[Sequence[Verdict], int, int | None], date | None]] = {
    EarnedBy.RUNS: _runs,
    EarnedBy.STRENGTH: _strength,
    EarnedBy.SHARE: _share,
    EarnedBy.ROW: _row,
    EarnedBy.BALANCED: _balanced,
}
