"""What can this athlete lift now, and how sure are we: strength per exercise from logged sets.

Each exercise is followed by a small bank of Kalman filters on the logarithm of its 1RM, one filter
for every pair of "how steep is this person's repetitions curve" and "how far off are their reports
of repetitions in reserve". The data weigh the bank; the estimate is its mixture.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from math import exp, log, sqrt

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Implement, Measure, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.estimate import StrengthEstimate
from strongstride.coach.exposures import Exposure, exposures
from strongstride.coach.loads import system_load_g
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind, Side
from strongstride.coach.rules import n
from strongstride.coach.transfer import start_system_g, transfer


class StrengthBook:
    """All that the log says about strength, by exercise; each is worked out when asked for."""

    def __init__(self, history: Sequence[LoggedSession], athlete: Athlete, today: date) -> None:
        self.athlete = athlete
        self.today = today
        self._exposures = exposures([session for session in history if session.on <= today])
        self._estimates: dict[str, StrengthEstimate | None] = {}
        self._scratch: dict[object, object] = {}

    def exposures(self, exercise_id: str) -> tuple[Exposure, ...]:
        """The sessions of one exercise, in order of date; empty when it was never logged."""
        return self._exposures.get(exercise_id, ())

    def of(self, exercise_id: str) -> StrengthEstimate | None:
        """The estimate for a catalogue id or an `other:` id; None when nothing is known."""
        if exercise_id not in self._estimates:
            self._estimates[exercise_id] = self._direct(exercise_id) or self._related(exercise_id)
        return self._estimates[exercise_id]

    def logged(self) -> tuple[StrengthEstimate, ...]:
        """The estimates of everything that was logged, in order of id."""
        return tuple(
            found for key in sorted(self._exposures) if (found := self.of(key)) and found.direct
        )

    def remember(self, key: object, make: Callable[[], object]) -> object:
        """`make()`, worked out once for this book."""
        if key not in self._scratch:
            self._scratch[key] = make()
        return self._scratch[key]

    def _direct(self, exercise_id: str) -> StrengthEstimate | None:
        seen = self.exposures(exercise_id)
        if not seen:
            return None
        exercise = catalogue().exercises.get(exercise_id)
        loaded = _loaded_estimate(exercise_id, exercise, seen, self.athlete, self.today)
        return loaded or _unloaded_estimate(exercise_id, exercise, seen)

    def _related(self, exercise_id: str) -> StrengthEstimate | None:
        exercise = catalogue().exercises.get(exercise_id)
        if exercise is None:
            return None
        return transfer(exercise, self._known(), self.athlete, self.today)

    def _known(self) -> Mapping[str, StrengthEstimate]:
        return {
            key: found
            for key in self._exposures
            if (found := self.of(key)) and found.direct and found.e1rm_g is not None
        }


def estimate_strength(
    history: Sequence[LoggedSession], athlete: Athlete, today: date
) -> StrengthBook:
    """Strength per exercise from all sets up to and including `today`."""
    return StrengthBook(history, athlete, today)


class _Member(msgspec.Struct):
    """One filter of the bank: its curve, its bias, its belief in log grams, its log weight."""

    k: float
    bias: float
    weight: float
    mean: float = 0.0
    variance: float = 1.0


class Bank:
    """The bank of filters of one exercise; feed it sessions in order of date."""

    def __init__(self, guess_g: float | None = None, spread: float | None = None) -> None:
        mean = log(guess_g) if guess_g else None
        self._started = mean is not None
        wide = spread if spread is not None else n("strength-noise", "first_guess")
        self._members = [
            _Member(k, bias, log(weight), mean or 0.0, wide**2 if mean is not None else 0.0)
            for k, bias, weight in _grid()
        ]
        self._gap: float | None = None
        self.last_on: date | None = None
        self.sessions = 0

    def predict(self, on: date) -> None:
        """Let time pass: what is known fades, and after a lay-off so does strength."""
        if self.last_on is None:
            return
        days = max((on - self.last_on).days, 0)
        lost, wider = fade(days), (days**0.5 * n("strength-noise", "drift_per_root_day")) ** 2
        for member in self._members:
            member.mean -= lost
            member.variance += wider + (lost / 2) ** 2

    def feed(self, on: date, lifts: Sequence["Lift"]) -> None:
        """One session's working sets of the exercise."""
        if not lifts:
            return
        self.predict(on)
        self.last_on = on
        self.sessions += 1
        self._gap = _side_gap(lifts, self._gap)
        for member in self._members:
            seen, noise = _session_reading(lifts, member.k, member.bias)
            if not self._started:
                member.mean, member.variance = seen, noise + n("strength-noise", "no_guess") ** 2
            _update(member, seen, noise)
        self._started = True
        top = max(member.weight for member in self._members)
        for member in self._members:
            member.weight = max(member.weight - top, -12.0)

    def belief(self) -> tuple[float, float, float, float]:
        """Mean of log strength, its standard deviation, curve k, and gap between sides (log)."""
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
        return mean, sqrt(variance), k, abs(self._gap or 0.0)


class Lift(msgspec.Struct, frozen=True):
    """One working set as the filter sees it."""

    system_g: int
    reps: int
    rir: float | None
    failed: bool
    side: Side | None


def lifts_of(
    exercise: Exercise | None, implement: Implement | None, body_mass_g: int, seen: Exposure
) -> list[Lift]:
    """The sets of a session that tell about strength: loaded, counted, near the session's best."""
    lifts = [
        Lift(system_g, one.reps, one.rir, one.kind is SetKind.FAILURE, one.side)
        for one in seen.efforts
        if one.reps
        and (system_g := system_load_g(exercise, implement, one.load_g, body_mass_g)) is not None
    ]
    if not lifts:
        return []
    rough = [lift.system_g * (30 + lift.reps + (lift.rir or 0)) for lift in lifts]
    bar = n("strength-noise", "near_best") * max(rough)
    return [lift for lift, value in zip(lifts, rough, strict=True) if value >= bar]


def fade(days: int) -> float:
    """Share of strength lost (log) after `days` without the exercise."""
    weeks = max(days - n("strength-decay", "free_days"), 0) / 7
    return min(weeks * n("strength-decay", "per_week"), n("strength-decay", "most"))


@cache
def _grid() -> tuple[tuple[float, float, float], ...]:
    curve, bias = "strength-from-reps", "reserve-bias"
    return tuple(
        (n(curve, f"k_{i}"), n(bias, f"bias_{j}"), n(curve, f"w_{i}") * n(bias, f"w_{j}"))
        for i in range(1, 5)
        for j in range(1, 4)
    )


def _session_reading(lifts: Sequence[Lift], k: float, bias: float) -> tuple[float, float]:
    """Log strength shown by a session and the variance of that reading, for one curve and bias."""
    total = weights = 0.0
    for lift in lifts:
        left, spread = _reserve(lift, bias)
        n_reps = lift.reps + left
        value = log(lift.system_g * (1.0 + max(n_reps - 1.0, 0.0) / k))
        variance = (spread / (k + max(n_reps - 1.0, 0.0))) ** 2
        total += value / variance
        weights += 1.0 / variance
    # sets of one session share their error in part: n sets count as the square root of n
    noise = len(lifts) ** 0.5 / weights
    return total / weights, noise + n("strength-noise", "day") ** 2


def _reserve(lift: Lift, bias: float) -> tuple[float, float]:
    """Repetitions really left, and how unsure that is."""
    rule = "reserve-bias"
    if lift.failed:
        return 0.0, n(rule, "spread_at_failure")
    if lift.rir is None:
        return n(rule, "when_not_told"), n(rule, "spread_not_told")
    most = n(rule, "numeric_up_to")
    told = min(lift.rir, most)
    left = max(n(rule, "slope") * told + bias, 0.0)
    spread = n(rule, "spread") + n(rule, "spread_per_rep") * told
    return left, spread if lift.rir < most else n(rule, "spread_above")


def _update(member: _Member, seen: float, noise: float) -> None:
    off = seen - member.mean
    total = member.variance + noise
    beyond = abs(off) / sqrt(total) / n("strength-noise", "odd_beyond")
    if beyond > 1.0:  # a typing error must not move the estimate: the odder, the less it counts
        noise *= beyond**2
        total = member.variance + noise
    member.weight -= 0.5 * (off * off / total + log(total))
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


def _loaded_estimate(
    exercise_id: str,
    exercise: Exercise | None,
    seen: Sequence[Exposure],
    athlete: Athlete,
    today: date,
) -> StrengthEstimate | None:
    implement = implement_for(athlete.equipment, exercise) if exercise else None
    if exercise is not None and implement is None and exercise.implements:
        implement = exercise.implements[0]
    guess_g = start_system_g(exercise, athlete, today) if exercise else None
    bank = Bank(guess_g)
    for one in seen[-int(n("strength-noise", "sessions_used")) :]:
        bank.feed(one.on, lifts_of(exercise, implement, athlete.body_mass_g, one))
    if not bank.sessions:
        return None
    last_on = bank.last_on
    bank.predict(today)
    mean, spread, k, gap = bank.belief()
    return StrengthEstimate(
        exercise=exercise_id,
        e1rm_g=round(exp(mean)),
        weaker_g=round(exp(mean - gap / 2)),
        spread=spread,
        k=k,
        sessions=bank.sessions,
        last_on=last_on,
    )


def _unloaded_estimate(
    exercise_id: str, exercise: Exercise | None, seen: Sequence[Exposure]
) -> StrengthEstimate | None:
    """Repetitions to failure or the longest hold, as an average that forgets old sessions."""
    holds = exercise is not None and exercise.measure is Measure.SECONDS
    values = [
        value
        for one in seen[-int(n("strength-noise", "sessions_used")) :]
        if (value := _hold(one.efforts) if holds else _most_reps(one.efforts)) is not None
    ]
    if not values:
        return None
    level = values[0]
    for value in values[1:]:
        level += 0.4 * (value - level)
    spread = 0.15 + 0.2 / len(values)
    return StrengthEstimate(
        exercise=exercise_id,
        spread=spread,
        reps_max=None if holds else level,
        hold_max_s=level if holds else None,
        sessions=len(values),
        last_on=seen[-1].on,
    )


def _most_reps(efforts: Sequence[LoggedSet]) -> float | None:
    bias = n("reserve-bias", "bias_2")
    found = [
        one.reps + _reserve(Lift(1, one.reps, one.rir, one.kind is SetKind.FAILURE, None), bias)[0]
        for one in efforts
        if one.reps
    ]
    return max(found, default=None)


def _hold(efforts: Sequence[LoggedSet]) -> float | None:
    more = n("hold-step", "per_reserve")
    found = [one.seconds * (1 + more * (one.rir or 0)) for one in efforts if one.seconds]
    return max(found, default=None)
