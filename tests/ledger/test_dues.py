"""What a pledge comes to: invariants 14 to 16 of the design."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger.dues import due, units_to_cap

MILE = Fraction("1609.344")
metres = st.integers(0, 10_000_000)
rates = st.integers(1, 100_000)
caps = st.integers(1, 10**9)
of_a_unit = {"mile": MILE, "km": Fraction(1000), "strength": Fraction(1)}
units = st.sampled_from(sorted(of_a_unit))


def _half_up(exact: Fraction) -> int:
    whole, rest = divmod(exact, 1)
    return int(whole) + (rest >= Fraction(1, 2))


@given(metres, rates, units, caps)
def test_due_is_the_total_times_the_rate_rounded_once_and_capped(
    done: int, rate: int, unit: str, cap: int
) -> None:
    assert due(done, rate, unit, cap) == min(cap, _half_up(done * rate / of_a_unit[unit]))


@given(st.integers(0, 10_000), rates)
def test_half_a_penny_is_rounded_up(half_kms: int, rate: int) -> None:
    exact = Decimal(half_kms * rate) / 2
    wanted = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    assert due(half_kms * 500, rate, "km", 10**12) == wanted


@given(metres, metres, rates, units, caps)
def test_due_never_falls_as_more_is_done_and_stays_within_the_cap(
    done: int, more: int, rate: int, unit: str, cap: int
) -> None:
    before, after = due(done, rate, unit, cap), due(done + more, rate, unit, cap)
    assert 0 <= before <= after <= cap


def test_less_than_nothing_done_is_nothing_due() -> None:
    assert due(-5, 50, "mile", 2500) == 0


def test_rounding_each_run_would_come_to_something_else() -> None:
    """Thirty runs of 3,700 m at 50p a mile: 114.95p each, which is 115p thirty times; 3448.6p."""
    runs = [3700] * 30
    assert sum(due(run, 50, "mile", 10**6) for run in runs) == 3450
    assert due(sum(runs), 50, "mile", 10**6) == 3449


def test_the_cap_is_on_the_total_and_not_on_each_run() -> None:
    """40 miles at 50p are £20; with a cap of £15, £15 and not the £20 of two runs below it."""
    assert due(64_374, 50, "mile", 10**6) == 2000
    assert due(64_374, 50, "mile", 1500) == 1500
    assert 2 * due(32_187, 50, "mile", 1500) == 2000


@given(rates, units, caps)
def test_the_cap_is_reached_with_these_units_and_not_with_one_fewer(
    rate: int, unit: str, cap: int
) -> None:
    least = units_to_cap(rate, unit, cap)
    assert due(least, rate, unit, cap) == cap
    assert least == 0 or due(least - 1, rate, unit, cap) < cap


def test_an_unknown_unit_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        due(1, 1, "furlong", 1)
