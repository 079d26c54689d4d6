"""What a pledge comes to: the whole of what was done times the rate, rounded once."""

from fractions import Fraction

METRES_A_MILE = Fraction(1_609_344, 1000)
"""The international mile: exactly 1609.344 m (agreement of 1959)."""

_OF_A_UNIT = {"mile": METRES_A_MILE, "km": Fraction(1000), "strength": Fraction(1)}
"""How many of what a challenge counts (metres, or sessions) make what is paid for."""


def due(units: int, rate_minor: int, unit: str, cap_minor: int) -> int:
    """What is owed, in minor units, for `units` in all: metres for mile and km, else sessions.

    The total is rounded once, half up, and never exceeds the cap: rounding each run would come to
    something else in most months.
    """
    exact = Fraction(max(0, units) * rate_minor) / _OF_A_UNIT[unit]
    return min(cap_minor, round_half_up(exact))


def units_to_cap(rate_minor: int, unit: str, cap_minor: int) -> int:
    """The fewest units (metres or sessions) for which the whole cap is due."""
    exact = (cap_minor - Fraction(1, 2)) * _OF_A_UNIT[unit] / rate_minor
    return -(-exact.numerator // exact.denominator)


def round_half_up(exact: Fraction) -> int:
    """The whole number nearest; the larger one of two as near."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)
