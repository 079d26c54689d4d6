"""What can this athlete lift now, and how sure are we: strength per exercise from logged sets.

The estimates are made by `strength_filter`; exercises without a history of their own are inferred
from their relatives by `transfer`.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from math import exp

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import Exercise, Implement, Measure, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.lifting.estimate import StrengthEstimate
from strongstride.coach.lifting.exposures import Exposure, exposures
from strongstride.coach.lifting.loads import system_load_g
from strongstride.coach.lifting.strength_filter import Bank, Lift, reserve_left
from strongstride.coach.lifting.transfer import start_system_g, transfer
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind
from strongstride.coach.rules import n


class StrengthBook:
    """All that the log says about strength, by exercise; each is worked out when asked for."""

    def __init__(self, history: Sequence[LoggedSession], athlete: Athlete, today: date) -> None:
        self.athlete = athlete
        self.today = today
        self._exposures = exposures([session for session in history if session.on <= today])
        self._estimates: dict[str, StrengthEstimate | None] = {}
        self._directs: dict[str, StrengthEstimate | None] = {}
        self._loaded: dict[object, tuple[Exposure, ...]] = {}

    def exposures(self, exercise_id: str) -> tuple[Exposure, ...]:
        """The sessions of one exercise, in order of date; empty when it was never logged."""
        return self._exposures.get(exercise_id, ())

    def loaded(self, exercise: Exercise, implement: Implement | None) -> tuple[Exposure, ...]:
        """Those of its sessions of which it can be said what was lifted."""
        key = (exercise.id, implement)
        if key not in self._loaded:
            mass_g = self.athlete.body_mass_g
            self._loaded[key] = tuple(
                one
                for one in self.exposures(exercise.id)
                if system_load_g(exercise, implement, one.load_g, mass_g) is not None
            )
        return self._loaded[key]

    def of(self, exercise_id: str) -> StrengthEstimate | None:
        """The estimate for a catalogue id or an `other:` id; None when nothing is known."""
        if exercise_id not in self._estimates:
            self._estimates[exercise_id] = self._direct(exercise_id) or self._related(exercise_id)
        return self._estimates[exercise_id]

    def logged(self) -> tuple[StrengthEstimate, ...]:
        """The estimates of everything that was logged, in order of id."""
        return tuple(found for key in sorted(self._exposures) if (found := self._direct(key)))

    def _direct(self, exercise_id: str) -> StrengthEstimate | None:
        """The estimate from its own sets alone; logged sets may tell nothing (no load, no reps)."""
        if exercise_id not in self._directs:
            self._directs[exercise_id] = self._from_own_sets(exercise_id)
        return self._directs[exercise_id]

    def _from_own_sets(self, exercise_id: str) -> StrengthEstimate | None:
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
            if (found := self._direct(key)) and found.e1rm_g is not None
        }


def estimate_strength(
    history: Sequence[LoggedSession], athlete: Athlete, today: date
) -> StrengthBook:
    """Strength per exercise from all sets up to and including `today`."""
    return StrengthBook(history, athlete, today)


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
    sessions = tuple(
        (one.on, tuple(lifts_of(exercise, implement, athlete.body_mass_g, one)))
        for one in seen[-int(n("strength-noise", "sessions_used")) :]
    )
    bank = _fed(guess_g, is_novice(athlete), sessions)
    if not bank.sessions:
        return None
    found = estimate_of(bank, exercise_id, today)
    return msgspec.structs.replace(found, sessions=len(seen))


@lru_cache(maxsize=512)  # a log grows by a session: of most exercises it says what it said before
def _fed(
    guess_g: float | None, novice: bool, sessions: tuple[tuple[date, tuple[Lift, ...]], ...]
) -> Bank:
    """The bank that heard these sessions; it is read alone, never fed again."""
    bank = Bank(guess_g, novice=novice)
    for on, lifts in sessions:
        bank.feed(on, lifts)
    return bank


def is_novice(athlete: Athlete) -> bool:
    """Little lifting experience: reports of reserve are further off."""
    return athlete.experience in (Experience.NONE, Experience.SOME)


def estimate_of(bank: Bank, exercise_id: str, today: date) -> StrengthEstimate:
    """What a fed bank says of an exercise on a day."""
    mean, spread, k, gap = bank.belief(today)
    return StrengthEstimate(
        exercise=exercise_id,
        e1rm_g=round(exp(mean)),
        weaker_g=round(exp(mean - gap / 2)),
        spread=spread,
        k=k,
        sessions=bank.sessions,
        last_on=bank.last_on,
        reserve_is_told=bank.reserve_is_told,
    )


def _unloaded_estimate(
    exercise_id: str, exercise: Exercise | None, seen: Sequence[Exposure]
) -> StrengthEstimate | None:
    """Repetitions to failure or the longest hold, as an average that forgets old sessions."""
    holds = exercise is not None and exercise.measure is Measure.SECONDS
    values = [
        value
        for one in seen[-int(n("strength-noise", "sessions_used")) :]
        if (value := longest_hold(one.efforts) if holds else most_reps(one.efforts)) is not None
    ]
    if not values:
        return None
    level, spread = unloaded_level(values)
    return StrengthEstimate(
        exercise=exercise_id,
        spread=spread,
        reps_max=None if holds else level,
        hold_max_s=level if holds else None,
        sessions=len(values),
        last_on=seen[-1].on,
    )


def unloaded_level(values: Sequence[float]) -> tuple[float, float]:
    """The level behind the values of sessions in order of date, and its relative spread."""
    level = values[0]
    for value in values[1:]:
        level += 0.4 * (value - level)
    return level, 0.15 + 0.2 / len(values)


def most_reps(efforts: Sequence[LoggedSet]) -> float | None:
    """The repetitions to failure that a session's sets show at most; None when none counts any."""
    bias = n("reserve-bias", "bias_2")
    found: list[float] = []
    for one in efforts:
        if one.reps:
            lift = Lift(1, one.reps, one.rir, one.kind is SetKind.FAILURE, None)
            found.append(one.reps + reserve_left(lift, bias, 1.0)[0])
    return max(found, default=None)


def longest_hold(efforts: Sequence[LoggedSet]) -> float | None:
    """The seconds to failure that a session's holds show at most; None when none was timed."""
    more = n("hold-step", "per_reserve")
    found = [one.seconds * (1 + more * (one.rir or 0)) for one in efforts if one.seconds]
    return max(found, default=None)
