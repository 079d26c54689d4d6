"""A body that lifts: hidden strength that grows with training, good and bad days, honest tiredness.

The model is the one our progression is tried on in `bench/`: repetitions follow a curve of the
body's own, each set costs some of them, and what is reported of the reserve is off by half a
repetition or so.
"""

from datetime import date
from math import exp, floor, log
from random import Random

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Loading
from strongstride.coach.lifting.loads import choices, heaviest_at_most, system_load_g
from strongstride.coach.lifting.reps_curve import reps_at, share_of_1rm
from strongstride.coach.lifting.transfer import start_system_g
from strongstride.coach.log import LoggedSet, SetKind, Side
from strongstride.coach.programme import PlannedExercise, PlannedSession, PlannedSet

ENDURANCE = 31.0  # k of the repetitions curve
GAIN = 0.12  # of strength with the logarithm of sessions done
LOST_EACH_SET = 0.06  # of the repetitions
MOST_RESERVE = 5
WEAKER_LEFT = 0.05


class _Asked(msgspec.Struct, frozen=True):
    """One set about to be done: what is planned, and which set of the exercise it is."""

    item: PlannedExercise
    one: PlannedSet
    place: int
    side: Side | None


class Lifter:
    """One made-up person; the same seed lives the same life."""

    def __init__(self, athlete: Athlete, first_day: date, seed: int) -> None:
        self._athlete = athlete
        self._first_day = first_day
        self._lots = Random(seed)
        self._talent: dict[str, float] = {}
        self._sessions: dict[str, int] = {}

    def train(self, session: PlannedSession) -> tuple[LoggedSet, ...]:
        """The sets as they were done, in order."""
        form = exp(self._lots.gauss(0, 0.03))
        done = [
            self._lift(_Asked(item, one, place, side), form)
            for item in session.work
            for place, one in enumerate(item.sets)
            for side in ((Side.RIGHT, Side.LEFT) if item.exercise.one_sided else (None,))
        ]
        for item in session.work:
            name = item.exercise.id
            self._sessions[name] = self._sessions.get(name, 0) + 1
        return tuple(done)

    def _lift(self, asked: _Asked, form: float) -> LoggedSet:
        exercise, one = asked.item.exercise, asked.one
        if one.seconds is not None:
            longest = (30 + 3 * self._times(exercise)) * form
            return LoggedSet(
                exercise=exercise.id,
                seconds=float(min(one.seconds, round(longest))),
                load_g=one.load_g,
                side=asked.side,
                form_ok=True,
            )
        if one.contacts is not None:
            return LoggedSet(exercise=exercise.id, reps=one.contacts, form_ok=True)
        return self._lift_for_reps(asked, form)

    def _lift_for_reps(self, asked: _Asked, form: float) -> LoggedSet:
        exercise, wanted = asked.item.exercise, asked.one.reps or 1
        load_g = self._load_g(asked)
        able = floor(self._possible(asked, load_g, form) * (1 - LOST_EACH_SET) ** asked.place)
        reps = max(min(wanted, able), 1)
        told = round(max(able - reps, 0) + self._lots.gauss(0, 0.5))
        return LoggedSet(
            exercise=exercise.id,
            load_g=load_g,
            reps=reps,
            rir=float(min(max(told, 0), MOST_RESERVE)),
            kind=SetKind.FAILURE if able < wanted else SetKind.WORKING,
            side=asked.side,
            form_ok=able >= wanted and self._lots.random() < 0.96,
            pain=0,
        )

    def _load_g(self, asked: _Asked) -> int | None:
        """The load written in the plan, or what a careful person takes where it writes none."""
        exercise, one = asked.item.exercise, asked.one
        if one.load_g is not None or exercise.loading is Loading.BODY:
            return one.load_g
        share = share_of_1rm((one.reps or 1) + (one.rir or 2), ENDURANCE)
        can_make = choices(exercise, self._athlete)
        found = heaviest_at_most(can_make, self._strength_g(exercise) * share)
        found = found or next(iter(can_make), None)
        return None if found is None else found.load_g

    def _possible(self, asked: _Asked, load_g: int | None, form: float) -> float:
        """Repetitions to failure with this load when fresh."""
        exercise, item = asked.item.exercise, asked.item
        body_g = self._athlete.body_mass_g
        system_g = system_load_g(exercise, item.implement, load_g, body_g)
        if system_g is None:  # a band, or the floor: it grows easier with the weeks
            return (13 + 1.5 * self._times(exercise)) * form
        strength_g = self._strength_g(exercise) * form
        if asked.side is Side.LEFT:
            strength_g *= 1 - WEAKER_LEFT
        return min(reps_at(system_g, strength_g, ENDURANCE), 60.0)

    def _strength_g(self, exercise: Exercise) -> float:
        """The one-repetition maximum as it is by now, in system load."""
        start = start_system_g(exercise, self._athlete, self._first_day)
        body_g = exercise.body_fraction * self._athlete.body_mass_g
        base = start or body_g * 1.35 or 20_000.0
        talent = self._talent.setdefault(exercise.id, exp(self._lots.gauss(0.0, 0.08)))
        return base * talent * (1 + GAIN * log(1 + self._times(exercise)))

    def _times(self, exercise: Exercise) -> int:
        return self._sessions.get(exercise.id, 0)
