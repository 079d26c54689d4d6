"""The provider's fee on top of a gift, and how it divides when money goes back."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger.cover import Fee, Parts, cover_for, parts_back, taken_of

fees = st.builds(Fee, st.integers(0, 9_999), st.integers(0, 10_000))
amounts = st.integers(1, 10**10)


def _left(paid: int, fee: Fee) -> Fraction:
    """What reaches the cause of a payment, exactly."""
    return paid - Fraction(paid * fee.basis_points, 10_000) - fee.fixed_minor


@given(amounts, fees)
def test_the_cover_is_the_least_that_leaves_the_gift_whole(amount: int, fee: Fee) -> None:
    cover = cover_for(amount, fee)
    assert _left(amount + cover, fee) >= amount
    assert cover == 0 or _left(amount + cover - 1, fee) < amount


def test_the_cover_is_worked_out_from_the_whole_payment() -> None:
    """$103.30 at 2.9 % and 30 cents leaves $100.00; adding $3.20 alone would leave $99.91."""
    fee = Fee(290, 30)
    assert cover_for(10_000, fee) == 330
    assert round(_left(10_320, fee)) == 9991
    assert _left(10_330, fee) >= 10_000


def test_what_is_taken_of_a_payment_is_rounded_half_up() -> None:
    """2.9 % and 30 of 1000: 59. Of 250 it is exactly 7.25, of 50 it is 1.45; 1 % of 50: 0.5."""
    assert taken_of(1_000, Fee(290, 30)) == 59
    assert [taken_of(each, Fee(290)) for each in (250, 50)] == [7, 1]
    assert taken_of(50, Fee(100)) == 1


@given(amounts, fees)
def test_nothing_is_taken_beyond_what_was_added_for_it(amount: int, fee: Fee) -> None:
    paid = amount + cover_for(amount, fee)
    assert abs(paid - taken_of(paid, fee) - _left(paid, fee)) <= Fraction(1, 2)


def test_no_fee_needs_no_cover() -> None:
    assert cover_for(2_000, Fee(0)) == 0


@pytest.mark.parametrize("fee", [(10_000, 0), (-1, 0), (290, -1)])
def test_a_fee_never_takes_the_whole(fee: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="less than the whole"):
        Fee(*fee)


@st.composite
def _returns(draw: st.DrawFn) -> tuple[int, int, list[int]]:
    """A gift, its cover, and amounts going back that come to all of it at the end."""
    gift, cover = draw(st.integers(1, 10**6)), draw(st.integers(0, 10**5))
    cuts = sorted(draw(st.sets(st.integers(1, gift + cover - 1), max_size=6))) if gift > 1 else []
    ends = [0, *cuts, gift + cover]
    return gift, cover, [after - before for before, after in pairwise(ends)]


@given(_returns())
def test_money_going_back_divides_in_proportion_and_leaves_nothing(
    returned: tuple[int, int, list[int]],
) -> None:
    gift, cover, amounts = returned
    gone = gift_gone = cover_gone = 0
    for amount in amounts:
        parts = parts_back(gift, cover, gone, amount)
        assert parts.gift_minor >= 0
        assert parts.cover_minor >= 0
        assert parts.gift_minor + parts.cover_minor == amount
        gone += amount
        gift_gone += parts.gift_minor
        cover_gone += parts.cover_minor
        assert cover_gone == int(Fraction(gone * cover, gift + cover))  # rounded once
    assert (gift_gone, cover_gone) == (gift, cover)


def test_half_of_a_covered_gift_going_back() -> None:
    """£20 and 90p paid, £10.45 back: £10 of the gift and 45p of the cover."""
    assert parts_back(2_000, 90, 0, 1_045) == Parts(1_000, 45)


@pytest.mark.parametrize(("before", "back"), [(0, 2_091), (2_000, 91), (-1, 5), (0, 0), (0, -5)])
def test_no_more_goes_back_than_was_paid(before: int, back: int) -> None:
    with pytest.raises(ValueError, match="no part of 2090"):
        parts_back(2_000, 90, before, back)
