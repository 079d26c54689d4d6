"""A change over weeks told from noise: one value a week, the median slope, its exact interval.

Theil and Sen's slope with the interval that inverts Kendall's test. It assumes only that the order
of the weeks' deviations is chance, not that they follow any distribution; one odd week moves it
little. Nothing is asked of the size of the noise, which every runner brings along.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from math import factorial
from statistics import median

import msgspec

from strongstride.coach.rules import n
from strongstride.coach.weeks import monday_of


class Dated(msgspec.Struct, frozen=True):
    """A value on a date, in whatever unit its owner measures."""

    on: date
    value: float


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """The change from the first to the last week with a value, in the unit of the values.

    `low`..`high` holds the true change at the rate rule `progress-trend` promises.
    """

    first_on: date
    last_on: date
    weeks: int  # with a value
    change: float
    low: float
    high: float
    level: float  # in the last week, on the line
    scatter: float  # of one week around the line: a robust standard deviation
    least: float  # smaller changes are told by nobody's measure, however even the weeks

    @property
    def is_told(self) -> bool:
        """True when the change is more than noise."""
        return (self.low > 0 or self.high < 0) and abs(self.change) >= self.least

    @property
    def tellable(self) -> float:
        """How large a change would have to be to be told from this noise."""
        return max((self.high - self.low) / 2, self.least)


def trend_of(values: Iterable[Dated], today: date, least: float) -> Trend | None:
    """The trend over the last weeks up to `today`; None with too few weeks to tell (the rule says).

    `least` is the smallest change worth telling. Total: values in any order, equal, or none.
    """
    since = monday_of(today) - timedelta(weeks=n("progress-trend", "weeks") - 1)
    weeks = weekly_medians(one for one in values if since <= one.on <= today)
    if len(weeks) < n("progress-trend", "least_weeks"):
        return None
    return _through(weeks, least)


def weekly_medians(values: Iterable[Dated]) -> tuple[Dated, ...]:
    """The median of each week that has a value, on its Monday, in order."""
    by_week: dict[date, list[float]] = defaultdict(list)
    for one in values:
        by_week[monday_of(one.on)].append(one.value)
    return tuple(Dated(monday, median(by_week[monday])) for monday in sorted(by_week))


def _through(weeks: Sequence[Dated], least: float) -> Trend:
    first, last = weeks[0].on, weeks[-1].on
    slopes = sorted(
        (late.value - early.value) / (late.on - early.on).days
        for early, late in combinations(weeks, 2)
    )
    out = slopes_left_out(len(weeks), n("progress-trend", "wrongly_told"))
    slope, span = median(slopes), (last - first).days
    starts = [one.value - slope * (one.on - first).days for one in weeks]
    start = median(starts)
    return Trend(
        first_on=first,
        last_on=last,
        weeks=len(weeks),
        change=slope * span,
        low=slopes[out - 1] * span,
        high=slopes[-out] * span,
        level=start + slope * span,
        scatter=1.4826 * median(abs(value - start) for value in starts),
        least=least,
    )


@cache
def slopes_left_out(count: int, wrongly_told: float) -> int:
    """Which slope from either end bounds the interval: 1 is the outermost.

    Of `count` values in random order, the number of falling pairs has a known distribution; the
    bound is the largest with at most half of `wrongly_told` beyond it. At least 1.
    """
    beyond, place = 0, 0
    allowed = wrongly_told / 2 * factorial(count)
    for orders in _orders_by_falling_pairs(count):
        beyond += orders
        if beyond > allowed:
            break
        place += 1
    return max(place, 1)


def _orders_by_falling_pairs(count: int) -> list[int]:
    """How many orders of `count` things have 0, 1, 2 ... falling pairs."""
    found = [1]
    for size in range(2, count + 1):
        sums = [0] * (len(found) + size - 1)
        for pairs, orders in enumerate(found):
            for more in range(size):
                sums[pairs + more] += orders
        found = sums
    return found
