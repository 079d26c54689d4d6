"""The promise of the trend: who has not changed is told so at the rate the rule gives."""

from datetime import timedelta
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.progress.trend import Dated, slopes_left_out, trend_of
from strongstride.coach.rules import n
from tests.coach.progress.runners import TODAY

LEAST = 0.0


def weekly(values: list[float]) -> list[Dated]:
    """One value a week, the last in the week of `TODAY`."""
    count = len(values)
    return [Dated(TODAY - timedelta(weeks=count - 1 - i), value) for i, value in enumerate(values)]


@pytest.mark.parametrize("count", [5, 6, 7, 8])
def test_the_bound_is_that_of_all_orders_counted_out(count: int) -> None:
    falling = [
        sum(order[i] > order[j] for i in range(count) for j in range(i + 1, count))
        for order in permutations(range(count))
    ]
    out = slopes_left_out(count, 0.05)
    beyond = [sum(pairs < place for pairs in falling) for place in (out, out + 1)]
    assert beyond[0] <= 0.025 * len(falling) < beyond[1]


@pytest.mark.parametrize("draw", ["gauss", "lognormal", "heavy"])
def test_no_change_is_told_as_one_at_most_as_often_as_promised(draw: str) -> None:
    random = Random(7)
    value = {
        "gauss": lambda: random.gauss(0, 1),
        "lognormal": lambda: random.lognormvariate(0, 1),
        "heavy": lambda: random.gauss(0, 1) / max(abs(random.gauss(0, 1)), 1e-3),
    }[draw]
    told = 0
    for _ in range(1500):
        trend = trend_of(weekly([value() for _ in range(16)]), TODAY, LEAST)
        told += trend is not None and trend.is_told
    wrongly = n("progress-trend", "wrongly_told")
    assert told / 1500 <= wrongly + 0.015  # three standard errors of 1500 draws
    assert told / 1500 >= wrongly / 3  # and not by saying nothing at all


def test_a_change_larger_than_the_tellable_is_seen() -> None:
    random = Random(3)
    told = 0
    for _ in range(300):
        values = [0.06 * i / 15 + random.gauss(0, 0.02) for i in range(16)]
        trend = trend_of(weekly(values), TODAY, LEAST)
        assert trend is not None
        told += trend.is_told and trend.change > 0
    assert told / 300 >= 0.8


def test_the_interval_holds_the_true_change() -> None:
    random = Random(5)
    inside = 0
    for _ in range(600):
        trend = trend_of(weekly([0.1 * i + random.gauss(0, 1) for i in range(16)]), TODAY, LEAST)
        assert trend is not None
        inside += trend.low <= 1.5 <= trend.high
    assert inside / 600 >= 0.93


def test_one_odd_week_moves_little() -> None:
    even = trend_of(weekly([1.0 + 0.01 * i for i in range(12)]), TODAY, LEAST)
    odd = trend_of(weekly([1.0 + 0.01 * i for i in range(11)] + [9.0]), TODAY, LEAST)
    assert even is not None
    assert odd is not None
    assert odd.change == pytest.approx(even.change, rel=0.05)


def test_too_few_weeks_tell_nothing() -> None:
    least = round(n("progress-trend", "least_weeks"))
    assert trend_of(weekly([1.0] * (least - 1)), TODAY, LEAST) is None
    assert trend_of(weekly([1.0] * least), TODAY, LEAST) is not None
    assert trend_of([], TODAY, LEAST) is None


def test_many_runs_of_one_week_are_one_week() -> None:
    day = [Dated(TODAY, value / 100) for value in range(100)]
    assert trend_of(day, TODAY, LEAST) is None


def test_what_is_older_or_later_is_not_looked_at() -> None:
    weeks = round(n("progress-trend", "weeks"))
    old = [Dated(TODAY - timedelta(weeks=weeks + back), 99.0) for back in range(20)]
    later = [Dated(TODAY + timedelta(days=1 + back), 99.0) for back in range(20)]
    within = weekly([1.0] * weeks)
    assert trend_of([*old, *within, *later], TODAY, LEAST) == trend_of(within, TODAY, LEAST)


def test_even_weeks_are_no_excuse_for_a_change_too_small_to_measure() -> None:
    steps = weekly([1.0 + 0.0001 * i for i in range(16)])
    trend = trend_of(steps, TODAY, 0.01)
    assert trend is not None
    assert not trend.is_told
    assert trend.tellable == 0.01


@given(st.lists(st.floats(-1e6, 1e6), min_size=6, max_size=16))
def test_change_lies_in_its_interval_and_mirrors(values: list[float]) -> None:
    trend = trend_of(weekly(values), TODAY, LEAST)
    turned = trend_of(weekly([-value for value in values]), TODAY, LEAST)
    assert trend is not None
    assert turned is not None
    assert trend.low <= trend.change <= trend.high
    assert (turned.low, turned.high) == pytest.approx((-trend.high, -trend.low))
    assert turned.is_told == trend.is_told
