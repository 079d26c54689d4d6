"""Ways to choose the next load: the real progression, and four common habits.

Each sees what is logged and nothing else.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp
from random import Random

import msgspec

from bench.made_athletes import DOSE, START, Person
from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise
from strongstride.coach.equipment import implement_for
from strongstride.coach.lifting.estimate import StrengthEstimate
from strongstride.coach.lifting.exposures import Exposure, exposures
from strongstride.coach.lifting.loads import Choice, choices, heaviest_at_most, next_heavier
from strongstride.coach.lifting.strength import StrengthBook, estimate_of, is_novice, lifts_of
from strongstride.coach.lifting.strength_filter import Bank
from strongstride.coach.lifting.transfer import start_system_g
from strongstride.coach.log import LoggedSession
from strongstride.coach.progression import Prescription, next_prescription

RETEST_WEEKS = 8
FAR_TOO_EASY = 9.0  # the reserve a person reports when a set felt so
# %1RM by repetitions possible, the chart in common use
CHART = {9: 0.762, 10: 0.739, 11: 0.707, 12: 0.680, 13: 0.653, 14: 0.626}


class Order(msgspec.Struct, frozen=True):
    """What a method asks for in a session; the reserve at which to go a step up within it."""

    choice: Choice
    reps: int
    step_up_at: float | None = None
    step_down_at: float | None = None
    reps_after: int | None = None  # repetitions after a step up, where fewer
    open_last: bool = False  # the last set goes on until the wanted reserve


class Method:
    """A way of choosing the next load; sees what is logged and nothing else."""

    def __init__(self, person: Person, rng: Random) -> None:
        self.athlete = person.athlete
        self.exercise = person.exercise
        self.options = choices(person.exercise, person.athlete)
        self.rng = rng
        self.first = _first(person)

    def order(self, on: date, /) -> Order:
        """The next session."""
        raise NotImplementedError

    def log(self, session: LoggedSession, order: Order, /) -> None:
        """What was done."""
        raise NotImplementedError

    def test(self, strength_g: float, on: date) -> None:
        """A 1RM test, for the methods that ask for one."""


def _first(person: Person) -> Choice:
    """The same cautious first load for everyone."""
    book = StrengthBook((), person.athlete, START)
    given = next_prescription(person.exercise, DOSE, book, person.athlete, START)
    options = choices(person.exercise, person.athlete)
    load_g = given.sets[0].load_g
    return next((one for one in options if one.load_g == load_g), options[0])


class LiveBook(StrengthBook):
    """The book of one exercise, kept up to date session by session."""

    def __init__(self, athlete: Athlete, exercise: Exercise) -> None:
        super().__init__((), athlete, START)
        self._exercise = exercise
        self._implement = implement_for(athlete.equipment, exercise)
        self._bank = Bank(start_system_g(exercise, athlete, START), novice=is_novice(athlete))
        self._seen: tuple[Exposure, ...] = ()

    def add(self, session: LoggedSession) -> None:
        """One more session."""
        new = exposures([session])[self._exercise.id]
        self._seen = (*self._seen[-40:], *new)
        mass_g = self.athlete.body_mass_g
        for one in new:
            self._bank.feed(one.on, lifts_of(self._exercise, self._implement, mass_g, one))

    def exposures(self, exercise_id: str) -> tuple[Exposure, ...]:
        """The sessions so far."""
        return self._seen if exercise_id == self._exercise.id else ()

    def of(self, exercise_id: str) -> StrengthEstimate | None:
        """The estimate today."""
        if exercise_id != self._exercise.id or not self._bank.sessions:
            return None
        return estimate_of(self._bank, exercise_id, self.today)


class Ours(Method):
    """The real estimate and the real progression."""

    def __init__(self, person: Person, rng: Random) -> None:
        super().__init__(person, rng)
        self.book = LiveBook(person.athlete, person.exercise)

    def order(self, on: date, /) -> Order:
        self.book.today = on
        given = next_prescription(self.exercise, DOSE, self.book, self.athlete, on)
        if given.exercise is not self.exercise:
            given = self._staying(on) or given
        planned = given.sets[0]
        choice = next(
            (one for one in self.options if one.load_g == planned.load_g), self.options[0]
        )
        told = re.search(r"set left (\d+) or more", given.note)
        easy = FAR_TOO_EASY if "far too easy" in given.note else None
        fewer = re.search(r"and (\d+) repetitions for", given.note)
        return Order(
            choice,
            planned.reps or DOSE.target,
            float(told[1]) if told else easy,
            0,
            reps_after=int(fewer[1]) if fewer else None,
        )

    def _staying(self, on: date) -> Prescription | None:
        """The simulated gym has no ladder: stay with this exercise."""
        from strongstride.coach.progression.case import Case
        from strongstride.coach.progression.loaded import loaded_outcome

        implement = implement_for(self.athlete.equipment, self.exercise)
        case = Case(self.exercise, DOSE, self.book, self.athlete, on, implement)
        estimate = self.book.of(self.exercise.id)
        return loaded_outcome(case, estimate).prescription if estimate else None

    def log(self, session: LoggedSession, _order: Order, /) -> None:
        self.book.add(session)


class DoubleProgression(Method):
    """Fixed load, one repetition more than the weakest set up to the top, then the next weight."""

    def __init__(self, person: Person, rng: Random) -> None:
        super().__init__(person, rng)
        self.choice, self.reps, self.tops, self.missed = self.first, DOSE.low, 0, 0

    def order(self, _on: date, /) -> Order:
        return Order(self.choice, self.reps)

    def log(self, session: LoggedSession, order: Order, /) -> None:
        weakest = min(one.reps or 0 for one in session.sets)
        if weakest < order.reps:
            self.missed += 1
            self.tops = 0
            if self.missed >= 2:
                self.missed = 0
                if weakest < DOSE.low:
                    self.choice = lighter(self.options, self.choice)
                self.reps = max(weakest, DOSE.low)
            return
        self.missed = 0
        if weakest < DOSE.high:
            self.reps = weakest + 1
            return
        self.tops += 1
        heavier = next_heavier(self.options, self.choice.system_g)
        if self.tops >= 2 and heavier is not None:
            self.choice, self.reps, self.tops = heavier, DOSE.low, 0


class TwoForTwo(Method):
    """Two more than the goal in the last set, two sessions in a row: the next weight."""

    goal = 10

    def __init__(self, person: Person, rng: Random) -> None:
        super().__init__(person, rng)
        self.choice, self.good, self.missed = self.first, 0, 0

    def order(self, _on: date, /) -> Order:
        return Order(self.choice, self.goal, open_last=True)

    def log(self, session: LoggedSession, _order: Order, /) -> None:
        last = session.sets[-1].reps or 0
        self.good = self.good + 1 if last >= self.goal + 2 else 0
        self.missed = self.missed + 1 if last < self.goal else 0
        heavier = next_heavier(self.options, self.choice.system_g)
        if self.good >= 2 and heavier is not None:
            self.choice, self.good = heavier, 0
        elif self.missed >= 2:
            self.choice, self.missed = lighter(self.options, self.choice), 0


class FixedStep(Method):
    """2.5 kg more every week, back 10 % after three missed sessions."""

    goal = 10

    def __init__(self, person: Person, rng: Random) -> None:
        super().__init__(person, rng)
        self.wish_g, self.missed = float(self.first.system_g), 0
        self.next = START + timedelta(weeks=1)

    def order(self, on: date, /) -> Order:
        while on >= self.next:
            self.next += timedelta(weeks=1)
            if self.missed == 0:
                self.wish_g += 2500
        return Order(heaviest_at_most(self.options, self.wish_g) or self.options[0], self.goal)

    def log(self, session: LoggedSession, order: Order, /) -> None:
        weakest = min(one.reps or 0 for one in session.sets)
        self.missed = self.missed + 1 if weakest < order.reps else 0
        if self.missed >= 3:
            self.wish_g, self.missed = order.choice.system_g * 0.9, 0


class PercentOfMax(Method):
    """The chart's share of a tested 1RM, tested again every eight weeks."""

    goal = 10

    def __init__(self, person: Person, rng: Random) -> None:
        super().__init__(person, rng)
        self.max_g = 0.0
        self.tested: date | None = None

    def test(self, strength_g: float, on: date) -> None:
        if self.tested is None or on - self.tested >= timedelta(weeks=RETEST_WEEKS):
            self.max_g, self.tested = strength_g * exp(self.rng.gauss(0, 0.042)), on

    def order(self, _on: date, /) -> Order:
        wish_g = self.max_g * CHART[self.goal + int(DOSE.rir)]
        return Order(heaviest_at_most(self.options, wish_g) or self.options[0], self.goal)

    def log(self, session: LoggedSession, order: Order, /) -> None:
        """Nothing is learned between tests."""


METHODS: dict[str, Callable[[Person, Random], Method]] = {
    "ours": Ours,
    "double progression": DoubleProgression,
    "2-for-2": TwoForTwo,
    "fixed +2.5 kg a week": FixedStep,
    "percent of tested 1RM": PercentOfMax,
}


def lighter(options: Sequence[Choice], choice: Choice) -> Choice:
    below = [one for one in options if one.system_g < choice.system_g]
    return below[-1] if below else choice
