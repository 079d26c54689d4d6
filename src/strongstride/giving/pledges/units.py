"""What can be pledged for in a challenge, and how much of it in words."""

from strongstride.clubs.crediting.terms import ChallengeKind, Terms
from strongstride.coach.quantities import DistanceUnit, show_distance
from strongstride.giving.models import PledgeUnit

_DISTANCES = (PledgeUnit.MILE, PledgeUnit.KM)
_EXACT_POINTS = 1_000  # thousandths of a point a kilometre: one of them is a metre
_LENGTHS = {PledgeUnit.MILE: DistanceUnit.MI, PledgeUnit.KM: DistanceUnit.KM}
RATES = {
    PledgeUnit.MILE: "a mile",
    PledgeUnit.KM: "a kilometre",
    PledgeUnit.STRENGTH: "a strength session",
}
"""What stands behind a rate: 50p a mile."""


def units_in(terms: Terms) -> tuple[PledgeUnit, ...]:
    """What can be pledged for where these terms hold, the unit of the challenge first.

    Empty where neither metres nor strength sessions are added up. Points tell metres only where a
    thousandth of a point is a metre, else they are rounded for each run.
    """
    if terms.kind is ChallengeKind.DISTANCE:
        return _lengths(terms)
    if terms.kind is ChallengeKind.STRENGTH:
        return (PledgeUnit.STRENGTH,)
    if terms.kind is ChallengeKind.POINTS:
        is_exact = terms.unit == DistanceUnit.KM and terms.points_a_unit == _EXACT_POINTS
        return (*(_lengths(terms) if is_exact else ()), PledgeUnit.STRENGTH)
    return ()


def _lengths(terms: Terms) -> tuple[PledgeUnit, ...]:
    return _DISTANCES if terms.unit == DistanceUnit.MI else _DISTANCES[::-1]


def show_units(units: int, unit: str) -> str:
    """Metres or sessions as they are read: 61.2 mi, 9 strength sessions."""
    if unit == PledgeUnit.STRENGTH:
        return f"{units:,} strength session{'' if units == 1 else 's'}"
    return show_distance(units, _LENGTHS[PledgeUnit(unit)])
