"""What pledges come to: worked out from the runner's credits until it is frozen, then kept.

Only entries that count do. Distances are added up in whole metres and rounded to money once.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import accumulate
from typing import NamedTuple
from uuid import UUID

from strongstride.clubs.crediting.entry import CreditStatus, EntryKind
from strongstride.clubs.models import Credit
from strongstride.giving.models import CountFrom, Pledge, PledgeState, PledgeUnit
from strongstride.ledger.dues import due


class Counted(NamedTuple):
    """An entry that counts: when it was done, and what it adds in metres or sessions."""

    done_at: datetime
    unit: str  # "metres" or "sessions"
    amount: int


class Work:
    """What one runner has done in one challenge, to be asked since when."""

    def __init__(self, counted: Iterable[Counted] = ()) -> None:
        self._done: dict[str, tuple[list[datetime], list[int]]] = {}
        by_unit: defaultdict[str, list[Counted]] = defaultdict(list)
        for each in sorted(counted):
            by_unit[each.unit].append(each)
        for unit, found in by_unit.items():
            sums = accumulate((each.amount for each in found), initial=0)
            self._done[unit] = ([each.done_at for each in found], list(sums))

    def units(self, unit: str, since: datetime | None) -> int:
        """Metres, or sessions where `unit` is one of strength, done after `since`; None: all."""
        kept = self._done.get(_measure(unit))
        if kept is None:
            return 0
        times, sums = kept
        return sums[-1] - (0 if since is None else sums[bisect_right(times, since)])


def _measure(unit: str) -> str:
    return "sessions" if unit == PledgeUnit.STRENGTH else "metres"


def counted(kind: str, amount: int, done_at: datetime) -> Counted:
    """An entry that counts in its challenge; `amount` is its credit."""
    if kind == EntryKind.STRENGTH:
        return Counted(done_at, "sessions", 1)
    return Counted(done_at, "metres", amount)


def work_of(participations: Collection[UUID]) -> dict[UUID, Work]:
    """The work of each participation, by one query; none where there are none."""
    found: dict[UUID, list[Counted]] = {each: [] for each in participations}
    if not found:
        return {}
    rows = Credit.objects.filter(participation__in=found, status=CreditStatus.COUNTED.value)
    columns = ("participation_id", "kind", "amount", "done_at")
    for part, kind, amount, done_at in rows.values_list(*columns):
        found[part].append(counted(kind, amount, done_at))
    return {part: Work(done) for part, done in found.items()}


def since(pledge: Pledge) -> datetime | None:
    """After which instant work counts; None: all of the challenge."""
    return pledge.created_at if pledge.count_from == CountFrom.NOW else None


def units_in(pledge: Pledge, work: Work) -> int:
    """Metres or sessions of the work that the pledge is for."""
    return work.units(pledge.unit, since(pledge))


def comes_to(pledge: Pledge, units: int) -> int:
    """What so many units would cost the donor, in minor units; never more than the cap."""
    return due(units, pledge.rate_minor, pledge.unit, pledge.cap_minor)


def amount_now(pledge: Pledge, work: Work) -> int:
    """What a pledge comes to, in minor units: nothing once it is cancelled.

    `work` is its runner's; a frozen pledge needs none.
    """
    if pledge.state == PledgeState.CANCELLED:
        return 0
    if pledge.final_minor is not None:
        return pledge.final_minor
    return comes_to(pledge, units_in(pledge, work))
