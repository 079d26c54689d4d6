"""What the listing commands print as JSON: rules, exercises, runs, strength; and all schemas."""

from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from strongstride.exchange.contract import (
    DayJson,
    HabitsJson,
    Kilograms,
    PlanJson,
    TodayJson,
    WeekOnlyJson,
)


class CitationJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published source."""

    source: str
    finding: str
    doi: str | None


class RuleJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule of the coach (`strongstride why --json`)."""

    id: str
    sentence: str
    strength: Annotated[
        str, Meta(description="strong, moderate, limited, textbook value or our choice")
    ]
    numbers: dict[str, float]
    citations: list[CitationJson]
    note: str


class ExerciseJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One movement of the catalogue (`strongstride exercises --json`)."""

    id: str
    name: str
    aliases: list[str]
    pattern: str
    region: str
    chain: str
    per_side: bool
    measure: Annotated[str, Meta(description="reps, seconds or contacts")]
    loading: str
    implements: list[str]
    needs: Annotated[list[list[str]], Meta(description="one thing of every group is needed")]
    skill: Annotated[int, Meta(ge=1, le=4)]
    leg_cost: Annotated[int, Meta(ge=0, le=3)]
    body_fraction: float
    primary: list[str]
    secondary: list[str]
    cues: list[str]
    faults: list[str]
    avoid_pain: list[str]
    avoid_if: list[str]
    swap_for: str | None
    easier: list[str]
    harder: list[str]
    fit_category: str | None
    fit_name: str | None
    note: str


class PastRunJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run that was read, its class and why."""

    source: Annotated[str, Meta(description="the file it came from")]
    on: date
    starts_at: str | None
    distance_m: float | None
    duration_s: float
    average_hr: float | None
    climb_m: float | None
    name: str
    kind: str
    why: str
    rule: str
    counts: Annotated[bool, Meta(description="false: not a believable run, left out")]


class RefusedJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file that was not read."""

    source: str
    why: str


class RunsJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride runs --json`."""

    runs: list[PastRunJson]
    habits: HabitsJson
    not_runs: Annotated[dict[str, int], Meta(description="activities of other sports, by sport")]
    copies: Annotated[int, Meta(description="recordings of a run that another file tells better")]
    refused: list[RefusedJson]
    warnings: Annotated[list[str], Meta(description="what was repaired or left out")]


class StrengthJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Current strength in one exercise."""

    exercise: str
    name: str
    e1rm_kg: Annotated[float | None, Meta(description="estimated best single, total load")]
    low_kg: Annotated[float | None, Meta(description="80 % interval, low end")]
    high_kg: Annotated[float | None, Meta(description="80 % interval, high end")]
    held_kg: Annotated[
        float | None, Meta(description="of the best single, what one implement weighs")
    ]
    reps_max: Annotated[float | None, Meta(description="repetitions to failure, body alone")]
    hold_max_s: Annotated[float | None, Meta(description="longest hold, seconds")]
    sessions: int
    sets: Annotated[int, Meta(description="logged working sets")]
    last_on: date | None


class HistoryJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`strongstride history --json`."""

    sessions: int
    sets: int
    first_on: date | None
    last_on: date | None
    strength: list[StrengthJson]
    unknown: Annotated[list[str], Meta(description="names that are not in the catalogue")]
    warnings: list[str]


class ForecastJson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One line of `strongstride history --forecast`: said before that session was seen."""

    date: date
    session: Annotated[str, Meta(description="id of the session in the log")]
    exercise: Annotated[str, Meta(description="as the log names it")]
    load: Annotated[float, Meta(description="as the log writes it, 0 without a load")]
    unit: Annotated[Literal["kg", "lb"], Meta(description="of `load`")]
    load_kg: Annotated[Kilograms, Meta(description="the same in kilograms")]
    predicted_reps: int
    low: Annotated[int, Meta(description="80 % interval, low end")]
    high: Annotated[int, Meta(description="80 % interval, high end")]
    actual_reps: int


DOCUMENTS: dict[str, object] = {
    "plan": PlanJson,
    "today": TodayJson,
    "week": WeekOnlyJson,
    "why": list[RuleJson],
    "why-date": DayJson,
    "exercises": list[ExerciseJson],
    "runs": RunsJson,
    "history": HistoryJson,
    "forecast": ForecastJson,
}


def schemas() -> dict[str, object]:
    """The JSON Schema (2020-12) of every document, each complete in itself."""
    return {
        name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"strongstride {name}",
            **msgspec.json.schema(document),
        }
        for name, document in DOCUMENTS.items()
    }
