"""The strength log as JSON: sessions and sets."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from strongstride.coach.catalogue import BodyPart
from strongstride.coach.log import SetKind, Side
from strongstride.exchange.contract import SessionJson
from strongstride.training.models import TrainingSession
from strongstride.training.session_log.listing import SetDone
from strongstride.training.session_log.operations import (
    ExerciseId,
    Note,
    PainLevel,
    Position,
    Reps,
    Reserve,
    SecondsDone,
    SetCorrected,
    SetLogged,
)
from strongstride.training.session_log.planned import read_planned
from strongstride.training.session_log.rows import milliseconds

Load = Annotated[
    float, Meta(ge=0, le=1000, description="kilograms written on one implement, or of help")
]
Instant = Annotated[datetime, Meta(tz=True, description="with its offset: 2026-11-22T18:30:00Z")]
Title = Annotated[str, Meta(max_length=120)]
PlannedKey = Annotated[str, Meta(max_length=80, description="id of a planned session")]
Pain = dict[BodyPart, PainLevel]
State = Literal["open", "finished", "discarded"]


class LoggedSetJson(msgspec.Struct, frozen=True, kw_only=True):
    """One set as done."""

    id: UUID
    training_session: UUID
    position: int
    exercise: Annotated[str, Meta(description="catalogue id, `own:<key>` or `other:<name>`")]
    load_kg: float | None
    reps: int | None
    seconds: float | None
    rir: Annotated[float | None, Meta(description="repetitions left in reserve")]
    side: Side | None
    kind: SetKind
    form_ok: bool | None
    pain: Annotated[int | None, Meta(description="0 to 10")]
    note: str
    done_at: datetime


class NewSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set to log. With an `id` of your making it can be sent again without being doubled."""

    exercise: ExerciseId
    id: UUID | None = None
    load_kg: Load | None = None
    reps: Reps | None = None
    seconds: SecondsDone | None = None
    rir: Reserve | None = None
    side: Side | None = None
    kind: SetKind = SetKind.WORKING
    form_ok: bool | None = None
    pain: PainLevel | None = None
    note: Note = ""
    position: Annotated[Position | None, Meta(description="null: after all others")] = None
    done_at: Annotated[Instant | None, Meta(description="null: now")] = None


class SetChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to put right; what is left out stays."""

    exercise: ExerciseId | UnsetType = UNSET
    load_kg: Load | UnsetType | None = UNSET
    reps: Reps | UnsetType | None = UNSET
    seconds: SecondsDone | UnsetType | None = UNSET
    rir: Reserve | UnsetType | None = UNSET
    side: Side | UnsetType | None = UNSET
    kind: SetKind | UnsetType = UNSET
    form_ok: bool | UnsetType | None = UNSET
    pain: PainLevel | UnsetType | None = UNSET
    note: Note | UnsetType = UNSET
    position: Position | UnsetType = UNSET
    done_at: Instant | UnsetType = UNSET


class TrainingSessionItemJson(msgspec.Struct, frozen=True, kw_only=True):
    """A strength session that was begun, as a list shows it."""

    id: UUID
    on: Annotated[date, Meta(description="the athlete's local date")]
    title: str
    planned_key: Annotated[str | None, Meta(description="id of the planned session it is")]
    state: State
    source: Annotated[str, Meta(description="player, manual, import or watch")]
    started_at: datetime | None
    finished_at: datetime | None


class ListedSessionJson(msgspec.Struct, frozen=True, kw_only=True):
    """A session of the list, and how many working sets it has."""

    session: TrainingSessionItemJson
    working_sets: int


class TrainingSessionJson(msgspec.Struct, frozen=True, kw_only=True):
    """A strength session with its sets, and what was planned when it began."""

    session: TrainingSessionItemJson
    note: str
    pain: Annotated[Pain, Meta(description="level 0 to 10 by part of the body")]
    planned: SessionJson | None
    sets: list[LoggedSetJson]


class NewTrainingSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session to begin, or one that is over, with its sets."""

    on: date
    id: UUID | None = None
    title: Title = ""
    planned_key: PlannedKey | None = None
    started_at: Instant | None = None
    finished: Annotated[bool, Meta(description="false: it goes on")] = True
    note: Note = ""
    pain: Pain = {}
    sets: Annotated[list[NewSet], Meta(max_length=200)] = []


class TrainingSessionChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changes about a session; what is left out stays."""

    state: State | UnsetType = UNSET
    note: Note | UnsetType = UNSET
    pain: Pain | UnsetType = UNSET


def set_json(one: SetDone) -> LoggedSetJson:
    """A set from its columns."""
    return LoggedSetJson(
        id=one.key,
        training_session=one.training_session,
        position=one.position,
        exercise=one.exercise,
        load_kg=None if one.load_g is None else one.load_g / 1000,
        reps=one.reps,
        seconds=one.seconds,
        rir=one.rir,
        side=Side(one.side) if one.side else None,
        kind=SetKind(one.kind),
        form_ok=one.form_ok,
        pain=one.pain,
        note=one.note,
        done_at=one.done_at,
    )


def logged_json(session: UUID, said: SetLogged, done_at: datetime) -> LoggedSetJson:
    """A set that was just logged, from what was said."""
    return LoggedSetJson(
        id=said.set,
        training_session=session,
        load_kg=None if said.load_g is None else said.load_g / 1000,
        done_at=done_at,
        **{name: getattr(said, name) for name in _SAME},
    )


def said_by(new: NewSet, key: UUID, position: int, done_at: datetime) -> SetLogged:
    """The fact that a set was done."""
    return SetLogged(
        set=key,
        position=position,
        done_at=milliseconds(done_at),
        load_g=None if new.load_kg is None else round(new.load_kg * 1000),
        **{name: getattr(new, name) for name in _SAME if name != "position"},
    )


def corrected_by(change: SetChange, key: UUID) -> SetCorrected:
    """The fact that some fields of a set were put right."""
    said: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(change).items() if value is not UNSET
    }
    if "load_kg" in said:
        load = said.pop("load_kg")
        said["load_g"] = None if load is None else round(load * 1000)
    if "done_at" in said:
        said["done_at"] = milliseconds(said["done_at"])
    return SetCorrected(set=key, **said)


_SAME = (
    "position",
    "exercise",
    "reps",
    "seconds",
    "rir",
    "side",
    "kind",
    "form_ok",
    "pain",
    "note",
)


def session_item_json(row: TrainingSession) -> TrainingSessionItemJson:
    """A session without its sets."""
    return TrainingSessionItemJson(
        id=row.pk,
        on=row.on,
        title=row.title,
        planned_key=row.planned_key or None,
        state=msgspec.convert(row.state, State),
        source=row.source,
        started_at=row.started_at,
        finished_at=row.finished_at,
    )


def session_detail_json(row: TrainingSession, sets: list[SetDone]) -> TrainingSessionJson:
    """A session with its sets."""
    return TrainingSessionJson(
        session=session_item_json(row),
        note=row.note,
        pain=msgspec.convert(row.pain, Pain),
        planned=read_planned(row.document),
        sets=[set_json(one) for one in sets],
    )


def session_listed_json(row: Any) -> ListedSessionJson:
    """A session of the list, which carries `working_sets`."""
    return ListedSessionJson(session=session_item_json(row), working_sets=row.working_sets)
