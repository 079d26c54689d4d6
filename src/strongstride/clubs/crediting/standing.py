"""What the verdicts on a participant's entries come to."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from strongstride.clubs.crediting.entry import CreditStatus, EntryKind, Verdict


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A participant's total and what it is made of.

    `total` is the sum of all amounts. `reached_at` is when the last entry that adds to it was
    done, None at 0. `runs` (walks that count too) and `strength_sessions` are those that count,
    also where they add nothing.
    """

    total: int
    reached_at: datetime | None
    runs: int
    strength_sessions: int


def standing(verdicts: Sequence[Verdict]) -> Standing:
    """The standing of one participant."""
    counted = [each for each in verdicts if each.status is CreditStatus.COUNTED]
    strength = sum(each.kind is EntryKind.STRENGTH for each in counted)
    return Standing(
        total=sum(each.amount for each in counted),
        reached_at=max((each.done_at for each in counted if each.amount), default=None),
        runs=len(counted) - strength,
        strength_sessions=strength,
    )
