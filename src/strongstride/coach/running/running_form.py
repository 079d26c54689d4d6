"""What one runner's runs say about the runner, day by day: fitness, usual run, week, longest run.

Every table is made once in one pass over the runs in order of date, so 5,000 runs take a moment.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Sequence
from datetime import date
from math import inf

import msgspec

from strongstride.coach.rules import n
from strongstride.coach.running.fitness import level_distance, oxygen_cost, speed_at, vdot
from strongstride.coach.runs import PastRun

_Known = float | None


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """A believable run in numbers: level speed, its oxygen cost, the fitness it shows at least."""

    run: PastRun
    day: int  # ordinal
    size_m: float  # distance, or what the time is worth at the runner's usual speed
    speed_mps: float | None  # climb allowed for; None without a distance
    oxygen: float | None
    vdot: float | None  # None for runs that say nothing about fitness


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The runner around one day; unknown values are None."""

    fitness: float | None  # VDOT; None with too few runs to know it
    usual_oxygen: float | None
    usual_speed_mps: float | None
    usual_size_m: float | None
    weekly_m: float  # of its own week or the mean around it, the smaller
    longest_before_m: float | None  # of the 30 days before; None with too few runs in them
    usual_hr: float | None  # average heart rate of the usual run


def measured(run: PastRun, usual_speed: float | None) -> Measured:
    """The numbers of a run; `usual_speed` turns time into distance where there is none."""
    speed = oxygen = shown = None
    if run.distance_m:
        level_m = level_distance(run.distance_m, run.climb_m)
        speed = level_m / run.duration_s
        oxygen = oxygen_cost(speed)
        shown = None if run.indoors else _fitness_shown(run, level_m)
    size = run.distance_m or run.duration_s * (usual_speed or 0.0)
    return Measured(
        run=run,
        day=run.on.toordinal(),
        size_m=size,
        speed_mps=speed,
        oxygen=oxygen,
        vdot=shown,
    )


def _fitness_shown(run: PastRun, level_m: float) -> float | None:
    """The best VDOT the run as a whole or an effort within it shows."""
    assert run.distance_m
    least, most = n("run-fitness", "least_minutes") * 60, n("run-fitness", "most_minutes") * 60
    whole = [(run.duration_s, level_m)]
    efforts = [(float(s), m) for s, m in run.efforts if m <= run.distance_m * 1.02]
    found = [vdot(m, s) for s, m in (*whole, *efforts) if least <= s <= most and m > 0]
    believable = [v for v in found if v <= n("run-left-out", "most_vdot")]
    return max(believable, default=None)


class FormBook:
    """The runner's form around any day, from believable runs in order of date."""

    def __init__(self, runs: Sequence[Measured]) -> None:
        """Runs must be in order of `day`."""
        self._days = [run.day for run in runs]
        self._runs = runs
        self._share = n("run-fitness", "usual_share")
        self._around = dict(self._sliding())
        self._sums = _running_sum(run.size_m for run in runs)

    def on(self, day: int, index: int) -> Form:
        """The form around `day`; `index` is the run being judged, which is not its own longest."""
        best, oxygen, size, pulse, runs = self._around[day]
        fitness = None
        if oxygen is not None and runs >= n("run-fitness", "least_runs"):
            fitness = max(best or 0.0, oxygen / self._share)
        return Form(
            fitness=fitness,
            usual_oxygen=oxygen,
            usual_speed_mps=None if oxygen is None else speed_at(oxygen),
            usual_size_m=size,
            weekly_m=min(self._week_of(day), self._weekly(day)),
            longest_before_m=self._longest_before(day, index),
            usual_hr=pulse,
        )

    def _sliding(self) -> Iterable[tuple[int, tuple[_Known, _Known, _Known, _Known, int]]]:
        """Per day: best VDOT, usual oxygen cost, size and pulse, and paces known in its window."""
        window = int(n("run-fitness", "window_days"))
        quantile, small = n("run-fitness", "usual_quantile"), n("run-long", "usual_quantile")
        best, oxygen, size, pulse = bags = _Window(), _Window(), _Window(), _Window()
        first = last = 0
        for day in sorted(set(self._days)):
            while last < len(self._runs) and self._days[last] <= day + window:
                run = self._runs[last]
                for bag, value in zip(bags, _values(run), strict=True):
                    bag.add(value)
                last += 1
            while self._days[first] < day - window:
                run = self._runs[first]
                for bag, value in zip(bags, _values(run), strict=True):
                    bag.drop(value)
                first += 1
            known = len(pulse) >= n("run-fitness", "least_runs")
            usual = oxygen.at(quantile), size.at(small), pulse.at(quantile) if known else None
            yield day, (best.at(1.0), *usual, len(oxygen))

    def _week_of(self, day: int) -> float:
        """The distance of the Monday-to-Sunday week of `day`; unbounded with too few runs in it."""
        monday = day - date.fromordinal(day).weekday()
        first, last = bisect_left(self._days, monday), bisect_left(self._days, monday + 7)
        if last - first < n("run-long", "week_runs"):
            return inf
        return self._sums[last] - self._sums[first]

    def _weekly(self, day: int) -> float:
        """Mean weekly distance around `day`, over the days run there, a week at least."""
        reach = int(n("run-long", "week_window_days"))
        low, high = max(day - reach, self._days[0]), min(day + reach, self._days[-1])
        first, last = bisect_left(self._days, low), bisect_right(self._days, high)
        return (self._sums[last] - self._sums[first]) * 7 / max(7, high - low + 1)

    def _longest_before(self, day: int, index: int) -> float | None:
        low = bisect_left(self._days, day - int(n("run-long", "longest_days")))
        if index - low < n("run-long", "longest_runs"):
            return None
        return max(run.size_m for run in self._runs[low:index])


def _values(run: Measured) -> tuple[float | None, float | None, float, float | None]:
    return run.vdot, run.oxygen, run.size_m, run.run.average_hr


class _Window:
    """A bag of numbers that knows its quantiles while numbers come and go."""

    def __init__(self) -> None:
        self._sorted: list[float] = []

    def add(self, value: float | None) -> None:
        if value is not None:
            insort(self._sorted, value)

    def drop(self, value: float | None) -> None:
        if value is not None:
            del self._sorted[bisect_left(self._sorted, value)]

    def __len__(self) -> int:
        return len(self._sorted)

    def at(self, quantile: float) -> float | None:
        if not self._sorted:
            return None
        return self._sorted[round(quantile * (len(self._sorted) - 1))]


def _running_sum(values: Iterable[float]) -> list[float]:
    sums = [0.0]
    for value in values:
        sums.append(sums[-1] + value)
    return sums
