"""What a pledge may come to: said before anybody promises anything."""

from datetime import date
from fractions import Fraction

from msgspec import Struct

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.clubs.models import Participation
from strongstride.clubs.settling.terms import own_goal, terms_of
from strongstride.giving.models import CountFrom, Pledge, PledgeUnit
from strongstride.giving.pledges.accrual import comes_to, units_in, work_of
from strongstride.ledger.dues import round_half_up

_MEASURED = {ChallengeKind.DISTANCE: PledgeUnit.MILE, ChallengeKind.STRENGTH: PledgeUnit.STRENGTH}


class Estimate(Struct, frozen=True, kw_only=True):
    """What is done and owed today, and at the end if all goes as thought; units as in `Pledge`.

    `basis` says where the thought comes from: "goal", "pace", or "" where nothing is known.
    """

    units_now: int
    minor_now: int
    units: int
    minor: int
    basis: str


def estimate(pledge: Pledge, part: Participation, today: date) -> Estimate:
    """Of a pledge, also one that is not made yet. One query."""
    terms = terms_of(part.challenge)
    work = work_of([part.pk])[part.pk]
    done = work.units(pledge.unit, None)
    end, basis = expected(done, _goal(part, pledge.unit), terms, today)
    counts_all = pledge.count_from == CountFrom.START
    now = units_in(pledge, work)
    units = end if counts_all else max(now, end - (done - now))
    return Estimate(
        units_now=now,
        minor_now=comes_to(pledge, now),
        units=units,
        minor=comes_to(pledge, units),
        basis=basis,
    )


def _goal(part: Participation, unit: str) -> int | None:
    """The runner's goal, where it is set in what the pledge is for."""
    is_strength = unit == PledgeUnit.STRENGTH
    measured = _MEASURED.get(ChallengeKind(part.challenge.kind))
    if measured is None or (measured is PledgeUnit.STRENGTH) != is_strength:
        return None
    return own_goal(part)


def expected(done: int, goal: int | None, terms: Terms, today: date) -> tuple[int, str]:
    """How much there will be at the end of the challenge, and where that is from.

    The goal while it is still ahead; else as much a day as until today.
    """
    if goal is not None and goal > done:
        return goal, "goal"
    days = (min(today, terms.ends_on) - terms.starts_on).days + 1
    if days < 1 or not done:
        return done, "goal" if goal else ""
    all_days = (terms.ends_on - terms.starts_on).days + 1
    return round_half_up(Fraction(done * all_days, days)), "pace"
