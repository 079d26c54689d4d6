"""The plan and its changes as JSON. What can be wished is what the coach can adjust, narrowed."""

from datetime import date, time
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, get_args
from uuid import UUID

import msgspec
from msgspec import Meta

from strongstride.coach.adjusting.adjustment import Adjustment
from strongstride.coach.runs import RunKind
from strongstride.exchange.contract import RunJson, SessionJson, Why
from strongstride.training.planning.documents import Head

Key = Annotated[str, Meta(min_length=1, max_length=80, description="id of a planned session")]
Exercise = Annotated[str, Meta(min_length=1, max_length=120, description="id of an exercise")]
Minutes = Annotated[int, Meta(ge=1, le=240)]
Level = Annotated[int, Meta(ge=0, le=10)]
Metres = Annotated[int, Meta(ge=100, le=500_000)]
Seconds = Annotated[int, Meta(ge=60, le=360_000)]
LocalTime = Annotated[time, Meta(tz=False)]


class NewPlannedRun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A run to come."""

    on: date
    kind: RunKind
    distance_m: Metres | None = None
    duration_s: Seconds | None = None
    starts_at: LocalTime | None = None
    name: Annotated[str, Meta(max_length=80)] = ""


_NARROWED: dict[str, Any] = {
    "minutes": Minutes,
    "level": Level,
    "exercise": Exercise,
    "instead": Exercise,
    "becomes": NewPlannedRun,
    "added": NewPlannedRun,
}


def _wish(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The adjustment without the day it is made on, which is today, and within limits."""
    fields: list[Any] = []
    for field in msgspec.structs.fields(kind):
        if field.name == "made_on":
            continue
        wanted = _NARROWED.get(field.name, field.type)
        if field.name == "session":
            wanted = Key if field.required else Key | None
        fields.append(
            (field.name, wanted) if field.required else (field.name, wanted, field.default)
        )
    return msgspec.defstruct(
        kind.__name__,
        fields,
        namespace={"__doc__": kind.__doc__},
        module=__name__,
        tag_field="kind",
        tag=kind.__struct_config__.tag,
        frozen=True,
        kw_only=True,
        forbid_unknown_fields=True,
    )


if TYPE_CHECKING:
    NewAdjustment = msgspec.Struct
else:
    NewAdjustment = reduce(or_, (_wish(kind) for kind in get_args(Adjustment)))


class TodayNowJson(msgspec.Struct, frozen=True, kw_only=True):
    """The one thing to do next, and what else the day holds."""

    today: date
    phase: str
    next: Annotated[SessionJson | None, Meta(description="the next session that is not done yet")]
    runs: Annotated[list[RunJson], Meta(description="planned for today")]
    open_session: Annotated[UUID | None, Meta(description="a session of today that goes on")]
    done_sessions: Annotated[list[UUID], Meta(description="sessions of today that are over")]
    notices: list[Why]


class PlanNowJson(msgspec.Struct, frozen=True, kw_only=True):
    """The weeks to the race."""

    today: date
    plan: Head


class DayChoiceJson(msgspec.Struct, frozen=True, kw_only=True):
    """A day of a session's week: whether it may move there."""

    on: date
    why_not: Why | None


class ChangesJson(msgspec.Struct, frozen=True, kw_only=True):
    """What a change of the plan changes, in sentences."""

    changes: list[str]


class AdjustmentJson(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the plan that is in force, and the id to take it back by."""

    id: UUID
    title: str
    changes: list[str]


class MadeJson(msgspec.Struct, frozen=True, kw_only=True):
    """A change just made: the id to take it back by, and what it changed."""

    id: UUID
    changes: list[str]


class LinksJson(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses for other programs and people."""

    calendar: Annotated[
        str | None, Meta(description="private iCalendar feed; null until made on the plan page")
    ]
    export: Annotated[str, Meta(description="page that hands out everything one owns")]


def adjustment_of(wish: msgspec.Struct, today: date) -> Adjustment:
    """The coach's adjustment, made today."""
    said = {**msgspec.to_builtins(wish), "made_on": today.isoformat()}
    adjustment: Adjustment = msgspec.convert(said, type=Adjustment)
    return adjustment
