"""What a match adds, and what goes back to its pool: invariants 9 and 10 of the design."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger.matches import match_back, match_for

gifts = st.integers(1, 10**9)
rates = st.integers(1, 1000)
left = st.integers(0, 10**9)


@given(gifts, rates, left, st.none() | left)
def test_a_match_is_its_rate_rounded_down_within_pool_and_limit(
    gift: int, rate: int, pool: int, limit: int | None
) -> None:
    wanted = int(Fraction(gift * rate, 100))
    assert match_for(gift, rate, pool, limit) == min(wanted, pool, pool if limit is None else limit)


@given(gifts, rates, st.integers(-100, 0))
def test_an_empty_pool_adds_nothing(gift: int, rate: int, pool: int) -> None:
    assert match_for(gift, rate, pool) == 0


@given(st.lists(st.tuples(gifts, rates), max_size=30), left)
def test_many_matches_never_come_to_more_than_the_pool(
    arriving: list[tuple[int, int]], pool: int
) -> None:
    used = 0
    for gift, rate in arriving:
        used += match_for(gift, rate, pool - used)
    assert 0 <= used <= pool


@given(gifts, rates, left, st.integers(0, 10**9))
def test_what_goes_back_leaves_what_the_rest_of_the_gift_earns(
    gift: int, rate: int, pool: int, back: int
) -> None:
    added, stays = match_for(gift, rate, pool), max(0, gift - back)
    returned = match_back(added, stays, rate)
    assert 0 <= returned <= added
    assert added - returned <= stays * rate // 100
    assert match_back(added, gift, rate) == 0
    assert match_back(added, 0, rate) == added


@given(gifts, rates, left, st.lists(st.integers(0, 10**9), max_size=8))
def test_several_refunds_return_as_much_as_one(
    gift: int, rate: int, pool: int, refunds: list[int]
) -> None:
    added = matched = match_for(gift, rate, pool)
    for gone in (min(gift, sum(refunds[: n + 1])) for n in range(len(refunds))):
        matched -= match_back(matched, gift - gone, rate)
    assert matched == added - match_back(added, gift - min(gift, sum(refunds)), rate)
