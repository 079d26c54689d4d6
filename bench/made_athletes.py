"""Made-up athletes for the simulation of progression: bodies, days and equipment.

They follow the response models collected in the design notes; nothing here knows how loads are
chosen.
"""

from datetime import date, timedelta
from math import exp, log
from random import Random
from statistics import fmean

import msgspec

from strongstride.coach.athlete import Athlete, Barbell, Equipment, Experience
from strongstride.coach.catalogue import Exercise, Kit, Measure, Region, catalogue
from strongstride.coach.lifting.transfer import start_system_g
from strongstride.coach.programme import Dose

DOSE = Dose(measure=Measure.REPS, sets=3, low=8, high=12, target=8, rir=2, rest_s=120)
WEEKS = 26
START = date(2026, 1, 5)
FULL, QUICK = 10_000, 300
USUAL_TIREDNESS = 0.012  # of the legs, from runs
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
