"""Progression in simulation: thousands of made-up athletes, our controller against four habits.

The athletes follow the response models collected in the design notes: a strength that grows by a
log curve when trained and fades in lay-offs, a personal repetitions curve that is not the
controller's, good and bad days, tiredness from runs and from set to set, reports of reserve of four
kinds, the equipment of a gym or a home. Every method sees logged sets only and meets the very same
athletes, days and lay-offs. The best baseline is the one with the least load error.

Run alone: `python -m bench.simulation [athletes]`.
"""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from math import exp, floor, log
from multiprocessing import Pool, cpu_count
from random import Random
from statistics import fmean, median

import msgspec

from strongstride.coach.athlete import Athlete, Barbell, Equipment, Experience
from strongstride.coach.catalogue import Exercise, Kit, Measure, Region, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.estimate import StrengthEstimate
from strongstride.coach.exposures import Exposure, exposures
from strongstride.coach.loads import Choice, choices, heaviest_at_most, next_heavier
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind
from strongstride.coach.programme import Dose
from strongstride.coach.progression import Prescription, next_prescription
from strongstride.coach.strength import StrengthBook, estimate_of, is_novice, lifts_of
from strongstride.coach.strength_filter import Bank
from strongstride.coach.transfer import start_system_g

Row = tuple[str, float, str, str, bool | None]

DOSE = Dose(measure=Measure.REPS, sets=3, low=8, high=12, target=8, rir=2, rest_s=120)
WEEKS = 26
START = date(2026, 1, 5)
FULL, QUICK = 10_000, 300
RETEST_WEEKS = 8
USUAL_TIREDNESS = 0.012  # of the legs, from runs
# %1RM by repetitions possible, the chart in common use
CHART = {9: 0.762, 10: 0.739, 11: 0.707, 12: 0.680, 13: 0.653, 14: 0.626}
GYM = Equipment(
    dumbbell_pairs_g=(*range(1000, 10_000, 1000), *range(10_000, 50_001, 2000)),
    barbell=Barbell(
        bar_g=20_000,
        plates=((20_000, 6), (10_000, 2), (5000, 2), (2500, 2), (1250, 2)),
    ),
    kettlebells_g=tuple(range(4000, 48001, 4000)),
    machine_g=tuple(range(5000, 300_001, 5000)),
    kit=frozenset(Kit),
)
HOME = Equipment(
    dumbbell_pairs_g=tuple(range(2000, 24_001, 2000)),
    barbell=Barbell(bar_g=20_000, plates=((20_000, 4), (10_000, 2), (5000, 2), (2500, 2))),
    kettlebells_g=(8000, 12_000, 16_000, 24_000),
    machine_g=tuple(range(10_000, 300_001, 10_000)),
    kit=frozenset(Kit),
)
EXERCISES = (
    "barbell-squat",
    "deadlift",
    "barbell-bench-press",
    "goblet-squat",
    "dumbbell-row",
    "dumbbell-split-squat",
    "dumbbell-overhead-press",
    "leg-press",
)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One made-up athlete on one exercise; all shares and rates are relative."""

    seed: int
    athlete: Athlete
    exercise: Exercise
    strength_g: float  # true 1RM at the start, system load
    k: float
    bend: float  # how the own repetitions curve departs from the controller's
    gain: float  # a in S0 (1 + a ln(1 + week))
    trained_weeks: float  # how far along that curve already
    drop: float  # share of repetitions lost from set to set
    day: float  # spread of good and bad days
    fade: float  # share lost a week after two weeks off
    report: tuple[float, float, float] | None  # b0, b1, sigma of reported reserve; None: always 2
    sessions_a_week: int

    @property
    def own_g(self) -> float:
        """The body's part of the load; errors are measured on the implement's."""
        return self.exercise.body_fraction * self.athlete.body_mass_g

    def possible(self, strength_g: float, system_g: float) -> float:
        """Repetitions to failure with a load."""
        if system_g > strength_g:
            return 0.0
        return 1.0 + self.k * (float((strength_g / system_g) ** (1 / self.bend)) - 1.0)

    def share(self, n_reps: float) -> float:
        """The share of the 1RM that allows so many repetitions."""
        return float((1.0 + max(n_reps - 1.0, 0.0) / self.k) ** -self.bend)

    def ideal_g(self, strength_g: float, reps: int) -> float:
        """The load at which sets of `reps` leave the wanted full repetitions on average."""
        kept = fmean((1 - self.drop) ** i for i in range(DOSE.sets))
        if self.exercise.region is Region.LOWER:
            strength_g *= 1 - USUAL_TIREDNESS
        half = 0.5  # of a repetition is lost on average where only full ones count
        return strength_g * self.share((reps + DOSE.rir + half) / kept)


def make_person(seed: int) -> Person:
    """The athlete with this number, always the same."""
    rng = Random(seed)
    experience = rng.choices(list(Experience), (40, 30, 22, 8))[0]
    athlete = Athlete(
        body_mass_g=round(min(max(rng.gauss(68, 11), 45), 110) * 1000),
        birth_year=2026 - rng.randint(20, 65),
        experience=experience,
        equipment=GYM if rng.random() < 0.6 else HOME,
    )
    exercise = catalogue().exercises[rng.choice(EXERCISES)]
    start_g = start_system_g(exercise, athlete, START) or 30_000.0
    novice = experience in (Experience.NONE, Experience.SOME)
    gain = 0.0 if rng.random() < 0.05 else 0.111 * exp(rng.gauss(0, 0.39))
    weeks = {"none": 0.0, "some": 6.0, "regular": 50.0, "expert": 200.0}[experience.value]
    kind = rng.random()
    report: tuple[float, float, float] | None = (0.8, 0.25, 1.5) if novice else (0.3, 0.1, 0.8)
    if kind < 0.10:
        report = (-1.0, 0.0, 1.5 if novice else 0.8)
    elif kind < 0.15:
        report = None
    return Person(
        seed=seed,
        athlete=athlete,
        exercise=exercise,
        strength_g=start_g * exp(rng.gauss(0.4, 0.3)),
        k=34 * exp(rng.gauss(0, 0.25)),
        bend=min(max(rng.gauss(1.0, 0.1), 0.8), 1.2),
        gain=gain,
        trained_weeks=weeks,
        drop=rng.uniform(0.03, 0.12),
        day=rng.uniform(0.05, 0.06) if experience is Experience.NONE else rng.uniform(0.03, 0.04),
        fade=rng.uniform(0.005, 0.015),
        report=report,
        sessions_a_week=rng.choice((1, 2, 2, 2)),
    )


class Day(msgspec.Struct, frozen=True):
    """What fate has in store for one session: the same for every method."""

    on: date
    form: float  # factor on strength: good and bad days, tired legs
    noise: tuple[float, ...]  # standard normal, one a set, for reports
    clean: bool  # form good unless a set fails


def days_of(person: Person) -> list[Day]:
    """The sessions of half a year, with lay-offs."""
    rng = Random(person.seed * 7919 + 1)
    found: list[Day] = []
    on, gap = START, 7 / person.sessions_a_week
    clean = 0.9 if person.athlete.experience is Experience.NONE else 0.96
    legs = person.exercise.region is Region.LOWER
    elapsed = 0.0
    while elapsed < WEEKS * 7:
        tired = abs(rng.gauss(0, 0.015)) if legs else 0.0
        learning = 1.4 if len(found) < 3 else 1.0
        factor = exp(rng.gauss(0, person.day * learning) - tired)
        noise = tuple(rng.gauss(0, 1) for _ in range(DOSE.sets))
        found.append(Day(on, factor, noise, rng.random() < clean))
        elapsed += gap
        if rng.random() < 0.03 / person.sessions_a_week:
            elapsed += 7 * rng.randint(1, 6)
        on = START + timedelta(days=round(elapsed))
    return found


class Body:
    """The hidden strength of a person as it changes."""

    def __init__(self, person: Person) -> None:
        self.person = person
        self.weeks = person.trained_weeks
        self._base = person.strength_g / (1 + person.gain * log(1 + person.trained_weeks))
        self.lost = 0.0
        self.last: date | None = None

    @property
    def strength_g(self) -> float:
        """The true 1RM, rested."""
        grown = self._base * (1 + self.person.gain * log(1 + self.weeks))
        return grown * (1 - self.lost)

    def rest_until(self, on: date) -> None:
        """Time off costs strength after two weeks."""
        if self.last is not None:
            off = max((on - self.last).days - 14, 0) / 7
            self.lost = min(self.lost + off * self.person.fade, 0.3)
        self.last = on

    def adapt(self, system_g: float, reserve: float) -> None:
        """An adequate session moves on along the curve; what was lost comes back twice as fast."""
        if system_g < 0.6 * self.strength_g or reserve > 4:
            return
        worth = 1.0 / self.person.sessions_a_week
        self.weeks += worth * (0.7 if self.person.sessions_a_week == 1 else 1.0)
        self.lost = max(self.lost - 0.02 * worth, 0.0)


class Order(msgspec.Struct, frozen=True):
    """What a method asks for in a session; the reserve at which to go a step up within it."""

    choice: Choice
    reps: int
    step_up_at: float | None = None
    step_down_at: float | None = None
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
    given = next_prescription(person.exercise, DOSE, book, (), person.athlete, START)
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
        given = next_prescription(self.exercise, DOSE, self.book, (), self.athlete, on)
        if given.exercise is not self.exercise:
            given = self._staying(on) or given
        planned = given.sets[0]
        choice = next(
            (one for one in self.options if one.load_g == planned.load_g), self.options[0]
        )
        told = re.search(r"set left (\d+) or more", given.note)
        find = float(told[1]) if told else None
        return Order(choice, planned.reps or DOSE.target, find, 0)

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
                    self.choice = _lighter(self.options, self.choice)
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
            self.choice, self.missed = _lighter(self.options, self.choice), 0


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


def _lighter(options: Sequence[Choice], choice: Choice) -> Choice:
    below = [one for one in options if one.system_g < choice.system_g]
    return below[-1] if below else choice


class Career(msgspec.Struct, frozen=True):
    """Half a year of one person under one method."""

    errors: tuple[float, ...]  # signed, prescribed against ideal load, one a session
    sets: int
    failed: int
    gained: float  # strength at the end by strength at the start, less one
    overloaded: bool
    stalled: bool


def live(person: Person, make: Callable[[Person, Random], Method]) -> Career:
    """Run one method on one person."""
    rng = Random(person.seed * 104_729 + 3)
    method, body = make(person, rng), Body(person)
    errors: list[float] = []
    sets = failed = 0
    start_g = body.strength_g
    for place, day in enumerate(days_of(person)):
        body.rest_until(day.on)
        method.test(body.strength_g, day.on)
        order = method.order(day.on)
        ideal_g = person.ideal_g(body.strength_g, order.reps)
        own_g = person.own_g
        errors.append((order.choice.system_g - own_g) / max(ideal_g - own_g, 1000.0) - 1)
        session, reserve, missed = _train(person, body, day, order, method, place)
        sets += len(session.sets)
        failed += missed
        method.log(session, order)
        body.adapt(order.choice.system_g, reserve)
    late = errors[len(errors) // 2 :]
    return Career(
        errors=tuple(errors),
        sets=sets,
        failed=failed,
        gained=body.strength_g / start_g - 1,
        overloaded=fmean(late) > 0.05,
        stalled=fmean(late[-8:]) < -0.10,
    )


def _train(
    person: Person, body: Body, day: Day, order: Order, method: Method, place: int
) -> tuple[LoggedSession, float, int]:
    """One session as done: the log, the true reserve of the sets, and how many failed."""
    choice, missed = order.choice, 0
    done: list[LoggedSet] = []
    reserves: list[int] = []
    for i in range(DOSE.sets):
        possible = person.possible(body.strength_g * day.form, choice.system_g)
        able = max(floor(possible * (1 - person.drop) ** i), 0)
        wanted = order.reps
        if order.open_last and i == DOSE.sets - 1:
            wanted = max(order.reps, able - _told(person, DOSE.rir, day.noise[i]))
        reps = max(min(wanted, able), 1)
        left = max(able - reps, 0)
        fails = able < order.reps
        missed += fails
        reserves.append(left)
        rir = 0 if fails else _told(person, left, day.noise[i])
        one = LoggedSet(
            exercise=person.exercise.id,
            load_g=choice.load_g,
            reps=reps,
            rir=float(rir),
            kind=SetKind.FAILURE if fails else SetKind.WORKING,
            form_ok=day.clean and not fails,
        )
        done.append(one)
        if order.step_up_at is not None and day.clean and rir >= order.step_up_at:
            choice = next_heavier(method.options, choice.system_g) or choice
        elif order.step_down_at is not None and rir <= order.step_down_at:
            choice = _lighter(method.options, choice)
    session = LoggedSession(on=day.on, id=str(place), sets=tuple(done))
    return session, fmean(reserves), missed


def _told(person: Person, left: float, noise: float) -> int:
    if person.report is None:
        return 2
    b0, b1, sigma = person.report
    return max(0, round(left - (b0 + b1 * left) + sigma * noise))


def _careers(seed: int) -> dict[str, Career]:
    person = make_person(seed)
    return {name: live(person, make) for name, make in METHODS.items()}


def simulate(athletes: int) -> dict[str, list[Career]]:
    """All methods on all athletes."""
    found: dict[str, list[Career]] = {name: [] for name in METHODS}
    with Pool(cpu_count()) as pool:
        for careers in pool.imap(_careers, range(athletes), chunksize=25):
            for name, career in careers.items():
                found[name].append(career)
    return found


class Score(msgspec.Struct, frozen=True):
    """A method in numbers, over all athletes."""

    error: float  # median absolute load error over all sessions
    late_error: float  # the same in the second half
    failed: float
    overloaded: float
    stalled: float
    gained: float


def score(careers: Sequence[Career]) -> Score:
    """What counts of many careers."""
    return Score(
        error=median(abs(e) for c in careers for e in c.errors),
        late_error=median(abs(e) for c in careers for e in c.errors[len(c.errors) // 2 :]),
        failed=sum(c.failed for c in careers) / sum(c.sets for c in careers),
        overloaded=fmean(c.overloaded for c in careers),
        stalled=fmean(c.stalled for c in careers),
        gained=fmean(c.gained for c in careers),
    )


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table."""
    athletes = QUICK if quick else FULL
    scores = {name: score(careers) for name, careers in simulate(athletes).items()}
    found: list[Row] = [("simulation: athletes", float(athletes), "", "", None)]
    for name, value in scores.items():
        found += [
            (f"simulation {name}: {label}", number, "", "", None) for label, number in _said(value)
        ]
    return found + list(_verdicts(scores))


def _said(value: Score) -> Iterator[tuple[str, float]]:
    for field in Score.__struct_fields__:
        yield field.replace("_", " "), getattr(value, field)


def _verdicts(scores: dict[str, Score]) -> Iterator[Row]:
    ours = scores["ours"]
    others = [value for name, value in scores.items() if name != "ours"]
    best = min(others, key=lambda other: other.error)
    for label, field in (("median load error", "error"), ("failed sets", "failed")):
        ratio = getattr(ours, field) / getattr(best, field)
        yield (f"simulation: {label}, ours / best baseline", ratio, "", "<= 0.50", ratio <= 0.5)
    fewest = min(other.failed for other in others)
    ratio = ours.failed / fewest
    yield ("simulation: failed sets, ours / fewest of any baseline", ratio, "", "", None)
    least = min(other.overloaded for other in others)
    reached = ours.overloaded <= least
    yield ("simulation: overloaded athletes, ours", ours.overloaded, "", f"<= {least:.3f}", reached)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    table = {name: score(careers) for name, careers in simulate(wanted).items()}
    for name, value in table.items():
        print(f"{name:24}", "  ".join(f"{label} {number:.3f}" for label, number in _said(value)))
    for row in _verdicts(table):
        print(f"{row[0]:56} {row[1]:6.3f} {row[3]:9} {row[4]}")
