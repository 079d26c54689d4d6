"""The filters behind a strength estimate.

Each exercise is followed by a small bank of Kalman filters on the logarithm of its 1RM, one filter
for every pair of "how steep is this person's repetitions curve" and "how far off are their reports
of repetitions in reserve". The data weigh the bank; the estimate is its mixture.
"""

from collections.abc import Sequence
from datetime import date
from functools import cache
from math import exp, log, sqrt

import msgspec

from strongstride.coach.log import Side
from strongstride.coach.rules import n


class Lift(msgspec.Struct, frozen=True):
    """One working set as the filter sees it."""

    system_g: int
    reps: int
    rir: float | None
    failed: bool
    side: Side | None


class _Member(msgspec.Struct):
    """One filter of the bank: its curve, its bias, its belief in log grams, its log weight."""

    k: float
    bias: float
    weight: float
    mean: float = 0.0
    variance: float = 1.0


class Bank:
    """The bank of filters of one exercise; feed it sessions in order of date."""

    def __init__(self, guess_g: float | None = None, *, novice: bool = True) -> None:
        mean = log(guess_g) if guess_g else None
        self._started = mean is not None
        wide = n("strength-noise", "first_guess")
        self._members = [
            _Member(k, bias, log(weight), mean or 0.0, wide**2 if mean is not None else 0.0)
            for k, bias, weight in _grid(novice)
        ]
        who = "novice" if novice else "lifter"
        self._growth = n("strength-growth", who) / 7
        self._day = n("strength-noise", f"day_{who}") ** 2
        self._drift = n("strength-noise", f"drift_{who}") ** 2
        self._slope = n("reserve-bias", f"slope_{who}")
        self._same_answers: tuple[float | None, int] = (None, 0)
        self._gap: float | None = None
        self.last_on: date | None = None
        self.sessions = 0

    def _passing(self, on: date) -> tuple[float, float]:
        """Since the last session: log strength lost (negative: grown), and variance gained."""
        if self.last_on is None:
            return 0.0, 0.0
        days = max((on - self.last_on).days, 0)
        lost = fade(days) - min(days, n("strength-decay", "free_days")) * self._growth
        return lost, (fade(days) / 2) ** 2 + days * self._drift

    def feed(self, on: date, lifts: Sequence[Lift]) -> None:
        """One session's working sets of the exercise."""
        if not lifts:
            return
        lost, wider = self._passing(on)
        self.last_on = on
        self.sessions += 1
        self._gap = _side_gap(lifts, self._gap)
        self._listen(lifts)
        if not self.reserve_is_told:
            lifts = [msgspec.structs.replace(lift, rir=None) for lift in lifts]
        trust = self._trust(lifts)
        shown = {bias: shown_by(lifts, bias, self._slope) for bias in _biases()}
        for member in self._members:
            member.mean -= lost
            member.variance += wider
            seen, noise = session_reading(shown[member.bias], member.k)
            noise += self._day
            if not self._started:
                member.mean, member.variance = seen, noise + n("strength-noise", "no_guess") ** 2
            _update(member, seen, noise, trust)
        self._started = True
        top = max(member.weight for member in self._members)
        for member in self._members:
            member.weight = max(member.weight - top, -12.0)

    @property
    def reserve_is_told(self) -> bool:
        """Whether reports say anything: always the same answer says nothing."""
        value, count = self._same_answers
        return value is not None and count < n("reserve-bias", "same_answers")

    def _trust(self, lifts: Sequence[Lift]) -> float:
        """How much a session may say about curve and bias: nothing while sets were far too easy."""
        most = n("reserve-bias", "numeric_up_to")
        if not self.reserve_is_told or any((lift.rir or 0) >= most for lift in lifts):
            return 0.0
        return n("strength-noise", "trust")

    def _listen(self, lifts: Sequence[Lift]) -> None:
        for lift in lifts:
            if not lift.failed:
                value, count = self._same_answers
                self._same_answers = (lift.rir, count + 1 if lift.rir == value else 1)

    def curves(self) -> tuple[tuple[float, float], ...]:
        """Each repetitions curve k with the share of belief in it, biases summed up."""
        shares: dict[float, float] = {}
        for member in self._members:
            shares[member.k] = shares.get(member.k, 0.0) + exp(member.weight)
        total = sum(shares.values())
        return tuple((k, share / total) for k, share in sorted(shares.items()))

    def belief(self, on: date) -> tuple[float, float, float, float]:
        """On a day: mean log strength, its standard deviation, curve k, gap of the sides (log)."""
        lost, wider = self._passing(on)
        shares = [exp(member.weight) for member in self._members]
        total = sum(shares)
        mean = sum(s * m.mean for s, m in zip(shares, self._members, strict=True)) / total
        k = total / sum(s / m.k for s, m in zip(shares, self._members, strict=True))
        variance = (
            sum(
                s * (m.variance + (m.mean - mean) ** 2)
                for s, m in zip(shares, self._members, strict=True)
            )
            / total
        )
        return mean - lost, sqrt(variance + wider), k, abs(self._gap or 0.0)


def fade(days: int) -> float:
    """Share of strength lost (log) after `days` without the exercise."""
    weeks = max(days - n("strength-decay", "free_days"), 0) / 7
    return min(weeks * n("strength-decay", "per_week"), n("strength-decay", "most"))


@cache
def _grid(novice: bool) -> tuple[tuple[float, float, float], ...]:
    curve, bias = "strength-from-reps", "reserve-bias"
    who = "novice" if novice else "lifter"
    return tuple(
        (n(curve, f"k_{i}"), n(bias, f"bias_{j}"), n(curve, f"w_{i}") * n(bias, f"{who}_{j}"))
        for i in range(1, 5)
        for j in range(1, 4)
    )


@cache
def _biases() -> tuple[float, ...]:
    return tuple(n("reserve-bias", f"bias_{place}") for place in range(1, 4))


class Shown(msgspec.Struct, frozen=True):
    """A session's sets as every repetitions curve reads them, for one bias of reports.

    `possible` holds, for sets alike but for the load, the repetitions beyond one that were in them,
    how unsure that is, and how many sets they are.
    """

    mean_log_g: float
    sets: int
    possible: tuple[tuple[float, float, int], ...]


def shown_by(lifts: Sequence[Lift], bias: float, slope: float) -> Shown:
    """What the sets of a session show, before a curve tells the 1RM behind them."""
    alike: dict[tuple[float, float], int] = {}
    logs = 0.0
    for lift in lifts:
        left, spread = reserve_left(lift, bias, slope)
        effort = (max(lift.reps + left - 1.0, 0.0), spread)
        alike[effort] = alike.get(effort, 0) + 1
        logs += log(lift.system_g)
    possible = tuple([(more, spread, count) for (more, spread), count in alike.items()])
    return Shown(logs / len(lifts), len(lifts), possible)


def session_reading(shown: Shown, k: float) -> tuple[float, float]:
    """Log strength shown by a session and the variance of that reading, for one curve.

    All sets count the same: trusting the sets with less in reserve more would read everyone low.
    """
    total = noise = 0.0
    for more, spread, count in shown.possible:
        total += count * log(1.0 + more / k)
        noise += count * (spread / (k + more)) ** 2
    sets = shown.sets
    # sets of one session share their error in part: n sets count as the square root of n
    return shown.mean_log_g + total / sets, noise / sets**1.5


def reserve_left(lift: Lift, bias: float, slope: float) -> tuple[float, float]:
    """Repetitions really left, and how unsure that is."""
    rule = "reserve-bias"
    if lift.failed:
        return 0.0, n(rule, "spread_at_failure")
    if lift.rir is None:
        return n(rule, "when_not_told"), n(rule, "spread_not_told")
    most = n(rule, "numeric_up_to")
    told = min(lift.rir, most)
    left = max(slope * told + bias, 0.0)
    if lift.rir >= most:  # "five or more": more on average, nobody knows how much
        return left + n(rule, "more_above"), n(rule, "spread_above")
    return left, n(rule, "spread") + n(rule, "spread_per_rep") * told


def _update(member: _Member, seen: float, noise: float, trust: float) -> None:
    off = seen - member.mean
    total = member.variance + noise
    beyond = abs(off) / sqrt(total) / n("strength-noise", "odd_beyond")
    if beyond > 1.0:  # a typing error must not move the estimate: the odder, the less it counts
        noise *= beyond**2
        total = member.variance + noise
    member.weight -= 0.5 * trust * (off * off / total + log(total))
    gain = member.variance / total
    member.mean += gain * off
    member.variance *= 1.0 - gain


def _side_gap(lifts: Sequence[Lift], before: float | None) -> float | None:
    """Left minus right in log strength, smoothed over sessions; None when sides were never told."""
    sides: dict[Side | None, list[float]] = {Side.LEFT: [], Side.RIGHT: [], None: []}
    for lift in lifts:
        sides[lift.side].append(log(lift.system_g * (30 + lift.reps + (lift.rir or 0))))
    left, right = sides[Side.LEFT], sides[Side.RIGHT]
    if not left or not right:
        return before
    gap = sum(left) / len(left) - sum(right) / len(right)
    return gap if before is None else 0.7 * before + 0.3 * gap
