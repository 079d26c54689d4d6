"""Whole programmes as data: what a coach writes once and many athletes follow.

A template has phases, a phase has days, a day has items, an item is one exercise with its sets.
Nothing here knows an athlete: loads stay shares of a maximum, repetitions in reserve or the coach's
own kilos.
"""

import msgspec

from strongstride.coach.athlete import Weekday
from strongstride.coach.programme import Intent, Phase
from strongstride.coach.templates.measures import Span, StepRule, Unit


class SetGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Some equal sets: `3x6-8RM`, `4x3-4 @85-90% rest 3min`, `5x4x3s @90%MVC`.

    `amount` counts `unit`. `repeats` is the middle number of `5x4x3s`: four holds of 3 s in each of
    five sets. `rm` means as heavy as the repetitions just allow. Percentages are 0-150, of the one
    repetition maximum (`percent`) or of the strongest isometric pull (`mvc`). `rest` is in seconds.
    """

    sets: Span
    amount: Span
    unit: Unit = Unit.REPS
    repeats: Span | None = None
    per_side: bool = False
    rm: bool = False
    percent: Span | None = None
    mvc: Span | None = None
    rir: Span | None = None
    load_g: int | None = None
    rest: Span | None = None


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a day: an exercise with its sets, and how they are done.

    Either `groups` or the name of a `ramp` says which sets. Items whose `pair` starts with the same
    letter (`A1`, `A2`) alternate set by set: two make a pair, more make a circuit.
    """

    exercise: str  # as written: id, name or alias; catalogue ids once read from a file
    groups: tuple[SetGroup, ...] = ()
    ramp: str | None = None
    rest: Span | None = None  # seconds, beside a ramp only: groups have their own
    pair: str | None = None  # a letter and a digit
    intent: Intent = Intent.CONTROLLED
    tempo: str | None = None  # seconds down-pause-up(-pause), X = as fast as possible: 3-1-X
    off_s: int | None = None  # seconds of rest after every repetition inside a set
    every_s: int | None = None  # a repetition starts every so many seconds
    box_cm: Span | None = None
    instead: tuple[str, ...] = ()  # exercises that may stand in, best first
    weeks: tuple[Span, ...] = ()  # only in these weeks of the programme; empty = in all
    step: StepRule | None = None
    note: str = ""


class TemplateDay(msgspec.Struct, frozen=True, kw_only=True):
    """One session: its items in the order done."""

    name: str
    items: tuple[Item, ...]
    on: Weekday | None = None
    minutes: int | None = None


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """What happens to running: strength comes on top (0) or takes the place of a share of it."""

    replaces: float = 0.0  # share of training time, 0-1


class TemplatePhase(msgspec.Struct, frozen=True, kw_only=True):
    """Some weeks with the same days. `sessions` a week are taken from `days` in rotation."""

    name: str
    weeks: Span  # of the programme, inclusive
    days: tuple[TemplateDay, ...]
    sessions: int
    arm: str | None = None  # only in this branch of the programme
    kind: Phase | None = None
    running: Running | None = None  # None: as the programme


class Deload(msgspec.Struct, frozen=True, kw_only=True):
    """Lighter weeks: the share of sets kept, and repetitions added to the reserve."""

    weeks: tuple[int, ...]
    sets: float = 0.5
    extra_rir: float = 2.0


class Ramp(msgspec.Struct, frozen=True, kw_only=True):
    """Sets that change with the weeks, as the tables of papers print them."""

    name: str
    steps: tuple[tuple[Span, tuple[SetGroup, ...]], ...]  # weeks, sets


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """A whole programme. `reconstructed` lists what its source was not checked for."""

    name: str
    phases: tuple[TemplatePhase, ...]
    source: str = ""
    doi: str | None = None
    summary: str = ""
    reconstructed: tuple[str, ...] = ()
    arms: tuple[tuple[str, str], ...] = ()  # short name, what it is
    ramps: tuple[Ramp, ...] = ()
    test_weeks: tuple[int, ...] = ()
    deload: Deload | None = None
    running: Running = Running()


class TemplateWeek(msgspec.Struct, frozen=True, kw_only=True):
    """One week of an expanded programme: every session in full, no ramp or branch left."""

    number: int
    phase: str  # "" in a week without training
    days: tuple[TemplateDay, ...]
    phase_week: int = 0  # 0 in the first week of the phase
    phase_weeks: int = 1
    kind: Phase | None = None
    deload: bool = False
    test: bool = False
    running: Running = Running()
