"""The facts of one prescription: what was done, how it went, and what stands in the way of more."""

from collections.abc import Sequence
from datetime import date
from enum import Enum
from functools import cached_property
from math import ceil

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import Exercise, Implement, Loading, Region, catalogue
from strongstride.coach.equipment import can_do
from strongstride.coach.lifting.exposures import Exposure
from strongstride.coach.lifting.loads import Choice, next_heavier, system_load_g
from strongstride.coach.lifting.strength import StrengthBook
from strongstride.coach.programme import Dose, PlannedSet
from strongstride.coach.rules import Reason, n, reason


class Prescription(msgspec.Struct, frozen=True, kw_only=True):
    """What to do next of one exercise. Without sets: do not do it today, the note says why.

    `exercise` is another than the one asked for when the ladder or pain says so.
    """

    exercise: Exercise
    implement: Implement | None = None
    band: str | None = None
    sets: tuple[PlannedSet, ...] = ()
    reasons: tuple[Reason, ...] = ()
    note: str = ""


class Case(msgspec.Struct, frozen=True, dict=True):
    """One exercise, one dose, one athlete, one day."""

    exercise: Exercise
    dose: Dose
    book: StrengthBook
    athlete: Athlete
    today: date
    implement: Implement | None
    visited: tuple[str, ...] = ()  # exercises already tried on the ladder

    @cached_property
    def seen(self) -> tuple[Exposure, ...]:
        """The exercise's sessions so far."""
        return self.book.exposures(self.exercise.id)

    @cached_property
    def loaded(self) -> tuple[Exposure, ...]:
        """Those of its sessions of which it can be said what was lifted."""
        return self.book.loaded(self.exercise, self.implement)

    @cached_property
    def days_off(self) -> int:
        """Days since the exercise was last done; 0 when it never was."""
        return (self.today - self.seen[-1].on).days if self.seen else 0

    @cached_property
    def age(self) -> int:
        """Age this year."""
        return self.athlete.age_on(self.today)

    @property
    def body_g(self) -> int:
        """The body's part of the system load where shares are taken of the implement's alone."""
        if self.exercise.loading is not Loading.EXTERNAL:
            return 0
        return round(self.exercise.body_fraction * self.athlete.body_mass_g)

    def scaled(self, system_g: float, factor: float) -> float:
        """The system load with the implement's part (or all, for the body's own) times `factor`."""
        return self.body_g + (system_g - self.body_g) * factor

    def rise(self, from_g: float, to_g: float) -> float:
        """The share by which one system load is more than another, seen on the implement."""
        before = max(from_g - self.body_g, 1.0)
        return (to_g - self.body_g) / before - 1.0

    def system_g(self, seen: Exposure) -> int | None:
        """What was lifted in all in a session, at its main load."""
        return system_load_g(self.exercise, self.implement, seen.load_g, self.athlete.body_mass_g)


def pain_of(case: Case) -> int:
    """Pain that matters here today: the athlete's own word or a fresh report of a set."""
    told = [pain.level for pain in case.athlete.pains if pain.part in case.exercise.avoid_pain]
    last = case.seen[-1] if case.seen else None
    fresh = n("pain-and-load", "counts_days")
    if last is not None and last.pain is not None and case.days_off <= fresh:
        told.append(last.pain)
    return max(told, default=0)


def form_is_good(case: Case) -> bool:
    """The form gate: good form in the last sessions in a row (rule `form-gate`).

    Not asked counts as good only for regular and expert lifters.
    """
    wanted = int(n("form-gate", "sessions"))
    starting = len(case.seen) <= n("age-and-load", "start_sessions")
    careful_from = "longer_start_from" if starting else "smaller_steps_from"
    if case.age >= n("age-and-load", careful_from):
        wanted += int(n("age-and-load", "more_sessions"))
    last = case.seen[-wanted:]
    knows = case.athlete.experience in (Experience.REGULAR, Experience.EXPERT)
    return len(last) == wanted and all(one.form if one.form is not None else knows for one in last)


def missed(seen: Exposure, dose: Dose) -> bool:
    """Whether a session fell short of the range: too few reps because there was no more."""
    if seen.reps is None or seen.best_reps is None:
        return seen.seconds is not None and seen.seconds < dose.low
    if seen.reps >= dose.low:
        return False
    fell = seen.best_reps - seen.reps >= n("missed-reps", "fell_by")
    return seen.failed or fell or (seen.rir is not None and seen.rir <= 0)


def misses_in_a_row(seen: Sequence[Exposure], dose: Dose) -> int:
    """How many of the last sessions at the last load were missed, one after the other."""
    count = 0
    for one in reversed(seen):
        if one.load_g != seen[-1].load_g or not missed(one, dose):
            break
        count += 1
    return count


def reserve_was_kept(seen: Exposure, dose: Dose) -> bool:
    """Whether about as much was left in reserve as was asked for; yes when nobody was asked."""
    return seen.mean_rir is None or seen.mean_rir >= dose.rir - n("order-of-overload", "short_of")


def reserve_for(case: Case) -> float:
    """The reserve to plan for: the dose's, and more after sets that failed lately.

    Who often fails with reserve reported has less left than they think (rule `failed-sets`).
    """
    rule = "failed-sets"
    failed = sum(one.failed for one in case.seen[-int(n(rule, "sessions")) :])
    extra = max(failed - n(rule, "allowed"), 0.0) * n(rule, "extra_each")
    return case.dose.rir + min(extra, n(rule, "extra_most"))


def break_cut(case: Case) -> float:
    """Share of load to take off after a break (rule `after-a-break`)."""
    days, rule = case.days_off, "after-a-break"
    older = case.age >= n("age-and-load", "longer_breaks_from")
    factor = n("age-and-load", "break_factor") if older else 1.0
    if days <= n(rule, "free_days"):
        return 0.0
    for tier in ("1", "2", "3"):
        if days <= n(rule, f"days_{tier}"):
            return n(rule, f"cut_{tier}") * factor
    return n(rule, "restart_cut") * factor


def eased_g(case: Case, options: tuple[Choice, ...], last_g: float, cut: float) -> float:
    """The system load to come back to after a break that costs `cut`.

    After a short one the cut is the most it may cost, so that a coarse step does not double it.
    """
    wish_g = case.scaled(last_g, 1 - cut)
    if case.days_off > n("after-a-break", "short_days"):
        return wish_g
    within = next_heavier(options, wish_g - 1)
    return wish_g if within is None else min(float(within.system_g), max(last_g, wish_g))


def amount_after_a_break(
    case: Case, done: int, most: int, unit: str = "repetitions"
) -> tuple[int, Reason]:
    """Repetitions or seconds to come back with where the load cannot fall, up to `most`."""
    cut, days = break_cut(case), case.days_off
    short = days <= n("after-a-break", "short_days")
    left = ceil(done * (1 - cut)) if short else int(done * (1 - cut))
    amount = max(1, min(most, left))
    if amount >= done:
        text = f"{amount} {unit} again, to come back."
    else:
        text = f"{days} days without {case.exercise.name}, so {amount} {unit} this time."
    return amount, reason("after-a-break", text, days=days, amount=amount)


def step_cap(case: Case) -> float:
    """The largest share a load may rise by in one step."""
    lower = case.exercise.region is Region.LOWER
    cap = n("load-step", "lower" if lower else "upper")
    if case.age >= n("age-and-load", "smaller_steps_from"):
        cap *= n("age-and-load", "step_share")
    return cap


def may_do(exercise: Exercise, case: Case) -> bool:
    """Whether another exercise is open to this athlete: kit, skill, conditions, pain."""
    athlete = case.athlete
    skill = n("ladder-step", f"skill_{athlete.experience.value}")
    sore = {p.part for p in athlete.pains if p.level >= n("pain-monitoring", "hold")}
    return (
        exercise.id not in case.visited
        and exercise.is_training
        and exercise.measure is case.dose.measure
        and exercise.skill <= skill
        and not athlete.conditions & set(exercise.avoid_if)
        and not sore & set(exercise.avoid_pain)
        and can_do(athlete.equipment, exercise)
    )


def harder_step(case: Case) -> Exercise | None:
    """The next exercise up the ladder that this athlete may do."""
    options = [e for e in catalogue().harder(case.exercise.id) if may_do(e, case)]
    return min(options, key=lambda e: e.skill, default=None)  # ties: the catalogue's own order


def easier_step(case: Case) -> Exercise | None:
    """The next exercise down the ladder that this athlete may do."""
    options = [e for e in catalogue().easier(case.exercise.id) if may_do(e, case)]
    return max(options, key=lambda e: e.skill, default=None)  # ties: the one named first


class Turn(Enum):
    """Which way the ladder should be taken, if it can be."""

    STAY = "stay"
    HARDER = "harder"
    EASIER = "easier"


class Outcome(msgspec.Struct, frozen=True):
    """A prescription for this exercise, and whether its neighbour would suit better."""

    prescription: Prescription
    turn: Turn = Turn.STAY


def planned_sets(
    case: Case, *, reps: int | None = None, seconds: int | None = None, load_g: int | None = None
) -> tuple[PlannedSet, ...]:
    """The dose's sets with these numbers."""
    dose = case.dose
    one = PlannedSet(
        reps=reps,
        seconds=seconds,
        load_g=load_g,
        rir=dose.rir if reps is not None else None,
        rest_s=dose.rest_s,
    )
    return (one,) * max(dose.sets, 1)
