"""The programme: what the coach prescribes, as frozen values with reasons."""

from datetime import date, time
from enum import StrEnum

import msgspec

from strongstride.coach.catalogue import Exercise, Implement, Measure, Muscle
from strongstride.coach.rules import Reason
from strongstride.coach.runs import PlannedRun
from strongstride.coach.templates.measures import StepRule


class Phase(StrEnum):
    """What a stretch of weeks is for (rule `phases`)."""

    FORM = "form"
    STRENGTH = "strength"
    MAX_STRENGTH = "max strength"
    POWER = "power"
    MAINTENANCE = "maintenance"
    TAPER = "taper"
    RECOVERY = "recovery"


class Intent(StrEnum):
    """How a repetition is moved."""

    CONTROLLED = "controlled"
    FAST = "fast up, controlled down"
    HOLD = "hold"


class Dose(msgspec.Struct, frozen=True, kw_only=True, cache_hash=True):
    """What a phase asks of one exercise, before it is turned into sets for one athlete.

    `low`..`high` is the range of reps, seconds or contacts; `step` says how far into the range this
    week is (0 = low). `rir` is reps in reserve at the low end of the range; reps gained inside the
    range are paid from reserve, so that low + rir = target + its rir.
    """

    measure: Measure
    sets: int
    low: int
    high: int
    target: int  # low <= target <= high
    rir: float  # at `target`
    rest_s: int
    intent: Intent = Intent.CONTROLLED
    load_ceiling: float | None = None  # share of estimated 1RM never to exceed
    light: bool = False  # deload, taper and return: load may be lowered, never raised
    # What a written programme may add. A share of 1 is the whole one-repetition maximum.
    rm: bool = False  # as heavy as the repetitions just allow
    percent: tuple[float, float] | None = None  # shares of 1RM
    mvc: tuple[float, float] | None = None  # shares of the strongest isometric effort
    load_g: int | None = None  # the coach's own load, on one implement
    tempo: str | None = None  # seconds down-pause-up, X = fast: 3-1-X
    hold_s: int | None = None  # every repetition is a hold so long
    rest_between_reps_s: int | None = None  # after each repetition inside a set
    every_s: int | None = None  # a repetition starts every so many seconds
    box_height_cm: int | None = None
    distance_m: tuple[int, int] | None = None  # each repetition covers so far
    step_rule: StepRule | None = None  # the coach's own progression


class PlannedSet(msgspec.Struct, frozen=True, kw_only=True):
    """One set to do. Exactly one of reps, seconds, contacts is set.

    `load_g` is what is written on one implement: one dumbbell of a pair, the whole bar with its
    plates. None when the body is the load or the athlete is to find it.
    """

    reps: int | None = None
    seconds: int | None = None
    contacts: int | None = None
    load_g: int | None = None
    rir: float | None = None
    rest_s: int = 0


class Way(StrEnum):
    """What another exercise is to the one planned."""

    EASIER = "easier"
    HARDER = "harder"
    OTHER_EQUIPMENT = "other equipment"


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbour to swap an exercise for, with the sets it would have today."""

    way: Way
    exercise: Exercise
    sets: tuple[PlannedSet, ...]
    implement: Implement | None = None
    band: str | None = None
    note: str = ""


class PlannedExercise(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of a session with its sets and why it is there and so heavy."""

    exercise: Exercise
    sets: tuple[PlannedSet, ...]
    implement: Implement | None = None
    band: str | None = None
    intent: Intent = Intent.CONTROLLED
    pair: str | None = None  # exercises of a session with the same pair alternate set by set
    reasons: tuple[Reason, ...] = ()
    note: str = ""  # e.g. how to find a first load
    dose: Dose | None = None  # what the phase, or the programme as written, asked of it
    importance: int = 5  # 1-9; when time is short the least important loses sets first
    part: str | None = None  # the kind of part it fills, None in a programme as written
    alternatives: tuple[Alternative, ...] = ()  # in sessions of the coming days


class WarmUpItem(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the RAMP warm-up."""

    exercise: Exercise | None  # None for "easy jog or brisk walk"
    text: str
    seconds: int
    stage: str  # raise, activate, mobilise, potentiate
    sets: tuple[PlannedSet, ...] = ()  # ramp sets


class CoolDownItem(msgspec.Struct, frozen=True, kw_only=True):
    """One stretch: seconds per hold, holds per side, 1 or 2 sides."""

    exercise: Exercise
    seconds: int
    holds: int
    sides: int
    muscles: tuple[Muscle, ...]


class PlannedSession(msgspec.Struct, frozen=True, kw_only=True):
    """One strength session on a date."""

    id: str  # stable: same athlete, week and place in the week give the same id
    on: date
    starts_at: time | None
    same_day_as_run: bool
    focus: str
    leg_cost: int
    minutes: int
    warm_up: tuple[WarmUpItem, ...]
    work: tuple[PlannedExercise, ...]
    cool_down: tuple[CoolDownItem, ...]
    reasons: tuple[Reason, ...]


class PlannedWeek(msgspec.Struct, frozen=True, kw_only=True):
    """Monday to Sunday: runs and strength together."""

    starts_on: date
    phase: Phase
    deload: bool
    runs: tuple[PlannedRun, ...]
    sessions: tuple[PlannedSession, ...]
    reasons: tuple[Reason, ...] = ()


class Balance(msgspec.Struct, frozen=True, kw_only=True):
    """What a week adds up to, in working sets; ratios are None where the divisor is zero."""

    starts_on: date
    lower_sets: int
    core_sets: int
    upper_sets: int
    posterior_anterior: float | None
    pull_push: float | None
    one_sided_share: float | None  # of lower-body sets
    contacts: int


class Programme(msgspec.Struct, frozen=True, kw_only=True):
    """The whole plan, with what had to be given up and what the athlete should know."""

    weeks: tuple[PlannedWeek, ...]
    balance: tuple[Balance, ...]
    given_up: tuple[Reason, ...]
    notices: tuple[Reason, ...]
