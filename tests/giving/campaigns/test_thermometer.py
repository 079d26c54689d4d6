"""The bar of a giving page: sums apart from each other, none of them ever too long."""

from hypothesis import given
from hypothesis import strategies as st

from strongstride.giving.campaigns.thermometer import WIDTH, thermometer

amounts = st.integers(min_value=-(10**6), max_value=10**12)


def test_worked_example_of_the_mock() -> None:
    """£1,930 of £2,500 is 77.2 %: 77 % in words, 772 of 1,000 along the bar."""
    bar = thermometer(193_000, 0, 0, 250_000)
    assert (bar.percent, bar.raised_to, bar.missing) == (77, 772, 57_000)


def test_matched_and_pledged_come_behind_what_is_raised() -> None:
    """£100 raised, £50 matched, £20 pledged of £200: 500, 750 and 850 of 1,000; 50 %."""
    bar = thermometer(10_000, 5_000, 2_000, 20_000)
    assert (bar.raised_to, bar.matched_to, bar.pledged_to, bar.percent) == (500, 750, 850, 50)


def test_above_the_goal_the_bar_is_all_there_is() -> None:
    bar = thermometer(30_000, 0, 10_000, 20_000)
    assert (bar.raised_to, bar.pledged_to, bar.percent) == (750, WIDTH, 150)
    assert bar.missing == 0


def test_without_a_goal_there_is_no_bar() -> None:
    bar = thermometer(30_000, 0, 0, None)
    assert (bar.percent, bar.raised_to, bar.missing) == (None, 0, 0)


@given(amounts, amounts, amounts, st.none() | st.integers(min_value=1, max_value=10**12))
def test_the_parts_of_a_bar_are_in_order_and_within_it(
    raised: int, matched: int, pledged: int, goal: int | None
) -> None:
    bar = thermometer(raised, matched, pledged, goal)
    assert 0 <= bar.raised_to <= bar.matched_to <= bar.pledged_to <= WIDTH
    assert bar.percent is None if goal is None else bar.percent == max(0, raised) * 100 // goal
    assert bar.missing == max(0, (goal or 0) - max(0, raised))
