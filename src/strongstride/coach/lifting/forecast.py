"""One step ahead: how many repetitions the best set of the next session will have.

Every earlier set of the exercise votes for a number of repetitions at the load to come, in two
ways: as many as then (habit), and as many as the same strength allows at this load (Epley). Votes
fade with age and with distance in load. Three mixes of the two (`USUAL`, `SAME`, `ABLE`) are
weighed by how well they forecast this log so far; the forecast is the weighted median of all votes,
the interval two of their quantiles, whose level follows its own record. Nothing of a session is
known before it is over.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import ceil, exp, floor, log

import msgspec

from strongstride.coach.lifting.exposures import EFFORTS
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.coach.rules import rules

USUAL, SAME, ABLE = "usual", "same", "able"
MIXES = (USUAL, SAME, ABLE)
# a broad bell of relative deviations with their shares, so that no interval trusts few votes much
BELL = ((-1.28, 0.1), (-0.67, 0.15), (-0.25, 0.25), (0.25, 0.25), (0.67, 0.15), (1.28, 0.1))


class ForecastLine(msgspec.Struct, frozen=True, kw_only=True):
    """The best set of one exercise in one session: forecast before it, and what was done.

    `load_g` is what was written on the implement, 0 when nothing was. `low`..`high` should hold the
    actual repetitions four times in five.
    """

    on: date
    session: str
    exercise: str
    load_g: int
    reps: int  # forecast
    low: int
    high: int
    actual: int


class _Top(msgspec.Struct, frozen=True):
    """The most repetitions at one load in one session, and whether that was the best set."""

    load_g: int
    reps: int
    best: bool


Vote = tuple[float, float]  # repetitions, weight


def best_set(sets: Iterable[LoggedSet]) -> LoggedSet:
    """The set with the highest Epley 1RM; of equals the heavier, then the longer."""
    return max(sets, key=lambda one: (_epley(one), one.load_g or 0, one.reps or 0))


def forecast(
    history: Sequence[LoggedSession], numbers: Mapping[str, float] | None = None
) -> Iterator[ForecastLine]:
    """One line per exercise and session from its second session on, in order of date.

    Only sets of sessions before a line's own inform it. `numbers` replaces the rules' numbers.
    """
    known = dict(rules()["forecast-votes"].numbers)
    known.update(rules()["forecast-learning"].numbers)
    known.update(numbers or {})
    forecaster = Forecaster(known)
    for session in sorted(history, key=lambda each: each.on):
        lines = []
        by_exercise: dict[str, list[LoggedSet]] = defaultdict(list)
        for one in session.sets:
            if one.kind in EFFORTS and one.reps:
                by_exercise[one.exercise].append(one)
        for exercise, sets in by_exercise.items():
            best = best_set(sets)
            told = forecaster.tell(exercise, best.load_g or 0)
            if told is not None:
                reps, low, high = told
                lines.append(
                    ForecastLine(
                        on=session.on,
                        session=session.id,
                        exercise=exercise,
                        load_g=best.load_g or 0,
                        reps=reps,
                        low=low,
                        high=high,
                        actual=best.reps or 0,
                    )
                )
        yield from lines
        for exercise, sets in by_exercise.items():
            forecaster.learn(exercise, sets)


class Forecaster:
    """Forecasts one log, learning after every session."""

    def __init__(self, numbers: Mapping[str, float]) -> None:
        self._n = numbers
        self._past: dict[str, list[tuple[_Top, ...]]] = defaultdict(list)
        self._score = dict.fromkeys(MIXES, 0.0)
        self._score_of: dict[str, dict[str, float]] = defaultdict(lambda: dict.fromkeys(MIXES, 0.0))
        self._level = numbers["first_level"]

    def tell(self, exercise: str, load_g: int) -> tuple[int, int, int] | None:
        """Forecast, low and high for a load; None for an exercise never seen."""
        if not self._past[exercise]:
            return None
        return self._read(self._mixed(exercise, self._votes(exercise, load_g)))

    def learn(self, exercise: str, sets: Sequence[LoggedSet]) -> None:
        """What was really done: score the mixes and the interval, then remember the sets."""
        best = best_set(sets)
        actual = best.reps or 0
        if self._past[exercise]:
            votes = self._votes(exercise, best.load_g or 0)
            _, low, high = self._read(self._mixed(exercise, votes))
            inside = low <= actual <= high
            self._level += self._n["rate"] * (self._n["miss_level"] - (not inside))
            self._level = min(max(self._level, 0.01), 1.0)
            self._rate(exercise, votes, actual)
        most: dict[int, int] = {}
        for one in sets:
            load_g = one.load_g or 0
            most[load_g] = max(most.get(load_g, 0), one.reps or 0)
        marked = (best.load_g or 0, actual)
        self._past[exercise].append(
            tuple(_Top(load_g, reps, (load_g, reps) == marked) for load_g, reps in most.items())
        )

    def _rate(self, exercise: str, votes: Mapping[str, list[Vote]], actual: int) -> None:
        forget = self._n["forget"]
        for mix in MIXES:
            near = sum(w * max(0.0, 1.0 - abs(reps - actual) / 1.5) for reps, w in votes[mix])
            gained = log(near + self._n["floor"])
            self._score[mix] = self._score[mix] * forget + gained
            self._score_of[exercise][mix] = self._score_of[exercise][mix] * forget + gained

    def _votes(self, exercise: str, load_g: int) -> dict[str, list[Vote]]:
        """Each mix's votes, weights adding up to one."""
        past = self._past[exercise][-int(self._n["sessions_used"]) :]
        return {mix: _scaled(self._mix_votes(mix, past, load_g), 1.0) for mix in MIXES}

    def _mix_votes(self, mix: str, past: Sequence[tuple[_Top, ...]], load_g: int) -> Iterator[Vote]:
        n, curve = self._n, self._n["curve"]
        memory, others = n[f"memory_{mix}"], n[f"other_sets_{mix}"]
        habit, strength = n[f"near_habit_{mix}"], n[f"near_strength_{mix}"]
        share = n[f"habit_share_{mix}"]
        for age, tops in enumerate(reversed(past)):
            fresh = exp(-age / memory)
            for top in tops:
                weight = fresh * (1.0 if top.best else others)
                far = _distance(top.load_g, load_g)
                yield top.reps, weight * (share * exp(-far / habit) + 1e-9)
                yield (
                    _reps_moved(top, load_g, curve),
                    weight * (exp(-far / strength) + 1e-9),
                )

    def _mixed(self, exercise: str, votes: Mapping[str, list[Vote]]) -> list[Vote]:
        """All votes, each mix weighed by its record, in order of repetitions."""
        n = self._n
        scores = {
            mix: log(n[f"prior_{mix}"])
            + n["score_log"] * self._score[mix]
            + n["score_exercise"] * self._score_of[exercise][mix]
            for mix in MIXES
        }
        top = max(scores.values())
        believed = {mix: exp(score - top) for mix, score in scores.items()}
        total = sum(believed.values())
        return sorted(
            (reps, weight * believed[mix] / total) for mix in MIXES for reps, weight in votes[mix]
        )

    def _read(self, votes: list[Vote]) -> tuple[int, int, int]:
        """Median and interval of votes in order of repetitions, in whole repetitions."""
        middle = max(1, round(_quantile(votes, 0.5)))
        broad, spread = self._n["broad_share"], self._n["broad_spread"] * middle
        wide = _scaled(votes, 1.0 - broad) + [(middle + spread * z, broad * w) for z, w in BELL]
        wide.sort()
        half = min(max(self._level, 0.0), 1.0) / 2
        low = ceil(_quantile(wide, half) - 0.5)
        high = floor(_quantile(wide, 1.0 - half) + 0.5)
        return middle, max(1, min(low, middle)), max(high, middle)


def _epley(one: LoggedSet) -> float:
    return (one.load_g or 0) * (30 + (one.reps or 0)) / 30


def _distance(then_g: int, now_g: int) -> float:
    """How far two loads are apart (log); a load and none at all are far apart."""
    if then_g == now_g:
        return 0.0
    return abs(log(then_g / now_g)) if then_g > 0 and now_g > 0 else 1.0


def _reps_moved(top: _Top, load_g: int, curve: float) -> float:
    """The repetitions the same strength allows at another load."""
    if top.load_g == load_g or top.load_g <= 0 or load_g <= 0:
        return float(top.reps)
    return max((top.reps + curve) * top.load_g / load_g - curve, 1.0)


def _scaled(votes: Iterable[Vote], total: float) -> list[Vote]:
    listed = list(votes)
    factor = total / sum(weight for _, weight in listed)
    return [(reps, weight * factor) for reps, weight in listed]


def _quantile(votes: Sequence[Vote], share: float) -> float:
    """The repetitions below which `share` of the weight lies; votes in order."""
    wanted, seen = share - 1e-9, 0.0
    for reps, weight in votes:
        seen += weight
        if seen >= wanted:
            return reps
    return votes[-1][0]
