"""What `--json` prints, as documented values: other programs read a plan by these names.

`strongstride schema` prints their JSON Schemas. Loads are kilograms, distances metres, durations
seconds; dates are local dates, times local wall-clock times. A field may be added, never renamed.
"""

from datetime import date, time
from typing import Annotated

import msgspec
from msgspec import Meta

Kilograms = Annotated[float, Meta(description="kilograms", ge=0)]
Metres = Annotated[int, Meta(description="metres", ge=0)]
Seconds = Annotated[int, Meta(description="seconds", ge=0)]


class Why(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why something was decided: a rule of `strongstride why`, and the numbers of this case."""

    rule: Annotated[str, Meta(description="id of a rule, as `strongstride why RULE` takes it")]
    text: str
    numbers: dict[str, float | str] = {}


class PlatesOwned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Plates of one weight."""

    load_kg: Kilograms
    count: int


class BarbellOwned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A bar and the plates that go on it."""

    bar_kg: Kilograms
    plates: list[PlatesOwned]


class BandOwned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An elastic band and its nominal pull."""

    name: str
    pull_kg: Kilograms


class EquipmentOwned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exactly what the athlete can load; every `load_kg` of the plan can be made from it."""

    dumbbell_pairs_kg: list[Kilograms]
    dumbbells_kg: list[Kilograms]
    kettlebell_pairs_kg: list[Kilograms]
    kettlebells_kg: list[Kilograms]
    barbell: BarbellOwned | None
    vest_kg: list[Kilograms]
    machine_kg: list[Kilograms]
    bands: list[BandOwned]
    kit: list[str]
    box_heights_cm: list[int]


class PainSaid(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Pain today in one part of the body."""

    part: str
    level: Annotated[int, Meta(ge=0, le=10)]


class AthleteJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The athlete as the coach understood them."""

    name: str
    body_mass_kg: Kilograms
    birth_year: int
    experience: str
    sessions_a_week: int
    minutes: Annotated[int, Meta(description="minutes a session may take")]
    impossible: Annotated[list[str], Meta(description="days of the week without strength")]
    preferred: list[str]
    away: Annotated[list[list[date]], Meta(description="first and last day without strength")]
    hard_day_doubles: bool
    equipment: EquipmentOwned
    pains: list[PainSaid]
    conditions: list[str]
    stop_reasons: Annotated[list[str], Meta(description="why a professional comes first")]
    mass_unit: str
    distance_unit: str
    time_zone: str


class GoalJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The race the plan leads to."""

    on: date
    distance: str
    name: str


class RunJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run to come."""

    on: date
    kind: Annotated[str, Meta(description="easy, long, steady, hard or race")]
    distance_m: Metres | None
    duration_s: Seconds | None
    starts_at: time | None
    name: str = ""


class SetJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set; exactly one of reps, seconds and contacts is not null."""

    reps: int | None
    seconds: int | None
    contacts: int | None
    load_kg: Annotated[
        Kilograms | None,
        Meta(description="what is written on one implement: one dumbbell of a pair, the whole bar"),
    ]
    rir: Annotated[float | None, Meta(description="repetitions left in reserve")]
    rest_s: Seconds


class WarmUpJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One step of the warm-up."""

    exercise: str | None
    text: str
    seconds: Seconds
    stage: Annotated[str, Meta(description="raise, activate, mobilise or potentiate")]
    sets: list[SetJson]


class AlternativeJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise to swap one for, with the sets it would have on that day."""

    way: Annotated[str, Meta(description="easier, harder or other equipment")]
    exercise: Annotated[str, Meta(description="id, as `strongstride exercises` lists it")]
    name: str
    per_side: bool
    leg_cost: Annotated[int, Meta(ge=0, le=3)]
    implement: str | None
    band: str | None
    sets: list[SetJson]
    cues: list[str]
    note: str


class WorkJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exercise of the main work."""

    exercise: Annotated[str, Meta(description="id, as `strongstride exercises` lists it")]
    name: str
    pattern: str
    region: Annotated[str, Meta(description="lower, core or upper")]
    chain: Annotated[str, Meta(description="front, back or side")]
    per_side: Annotated[bool, Meta(description="each set is done on both sides, as counted")]
    leg_cost: Annotated[int, Meta(ge=0, le=3)]
    implement: str | None
    band: str | None
    intent: str
    pair: Annotated[str | None, Meta(description="exercises of the same pair alternate")] = None
    sets: list[SetJson]
    cues: list[str]
    note: str
    reasons: list[Why]
    alternatives: Annotated[
        list[AlternativeJson], Meta(description="neighbours, in sessions of the next 14 days")
    ] = []


class CoolDownJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One stretch of the cool-down."""

    exercise: str
    name: str
    seconds: Annotated[int, Meta(description="seconds of one hold")]
    holds: Annotated[int, Meta(description="holds a side")]
    sides: Annotated[int, Meta(ge=1, le=2)]
    muscles: list[str]


class SessionJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One strength session."""

    id: Annotated[str, Meta(description="stable: planning again gives the same id")]
    on: date
    starts_at: time | None
    same_day_as_run: bool
    focus: str
    leg_cost: Annotated[int, Meta(ge=0, le=3, description="what it takes from the next run")]
    minutes: int
    warm_up: list[WarmUpJson]
    work: list[WorkJson]
    cool_down: list[CoolDownJson]
    reasons: list[Why]


class WeekJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Monday to Sunday: runs and strength together."""

    starts_on: date
    phase: str
    deload: bool
    runs: list[RunJson]
    sessions: list[SessionJson]
    reasons: list[Why]


class BalanceJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a week adds up to, in working sets; a ratio is null where its divisor is zero."""

    starts_on: date
    lower_sets: int
    core_sets: int
    upper_sets: int
    posterior_anterior: float | None
    pull_push: float | None
    one_sided_share: float | None
    contacts: int


class HabitsJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is usual for this runner, as inferred from the runs read."""

    weeks: int
    runs: int
    latest_on: date | None
    weekly_distance_m: Metres | None
    weekly_duration_s: Seconds | None
    runs_a_week: float
    easy_speed_mps: float | None
    longest_m: Metres | None
    run_time: time | None
    inferred: list[Why]


class PlanJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride plan --json`."""

    today: date
    athlete: AthleteJson
    goal: GoalJson | None
    running: Annotated[HabitsJson | None, Meta(description="null when no runs were read")]
    weeks: list[WeekJson]
    balance: list[BalanceJson]
    given_up: Annotated[list[Why], Meta(description="what could not be kept, and why")]
    notices: list[Why]


class TodayJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride today --json`: the next session from today on."""

    today: date
    phase: str | None
    deload: bool
    runs: Annotated[list[RunJson], Meta(description="runs on the day of the session")]
    session: SessionJson | None
    notices: list[Why]


class WeekOnlyJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride week --json`: the week of today."""

    today: date
    week: WeekJson | None
    balance: BalanceJson | None


class DayJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride why DATE --json`: what is on a day, and why or why not."""

    on: date
    phase: str | None
    runs: list[RunJson]
    sessions: list[SessionJson]
    reasons: list[Why]


def encode(document: object) -> bytes:
    """A document as indented JSON with a last newline; the same value gives the same bytes."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
