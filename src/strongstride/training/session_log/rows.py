"""Between the folded log and its rows: a row holds what the fold says, nothing else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid5

import msgspec

from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.operations import Kind, Operation
from strongstride.training.session_log.state import SessionLog, SetState

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
ADOPTING = UUID("5f0e1d3c-6f64-4a33-9f8c-6d4d8a1f9c11")  # the device of sessions without operations

Columns = dict[str, Any]
OPERATION_COLUMNS = ("op", "device", "session", "kind", "at_ms", "body")


def instant(at_ms: int) -> datetime:
    """The aware instant of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=at_ms)


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 of an aware instant."""
    return (at - EPOCH) // timedelta(milliseconds=1)


def session_columns(log: SessionLog) -> Columns:
    """The columns of a session."""
    return {
        "on": date.fromisoformat(log.on),
        "planned_key": log.planned_key or "",
        "title": log.title,
        "document": "" if log.planned is None else _document(log.planned),
        "state": log.state,
        "source": log.source,
        "started_at": None if log.started_at is None else instant(log.started_at),
        "finished_at": None if log.finished_at is None else instant(log.finished_at),
        "note": log.note,
        "pain": log.pain,
    }


def _document(planned: dict[str, Any]) -> str:
    """The same text for the same plan: PostgreSQL hands its fields back in an order of its own."""
    return msgspec.json.encode(planned, order="deterministic").decode()


def set_columns(one: SetState) -> Columns:
    """The columns of a set."""
    columns = msgspec.structs.asdict(one)
    del columns["set"]
    return {**columns, "side": one.side or "", "done_at": instant(one.done_at)}


def operation_columns(operation: Operation) -> Columns:
    """The columns of an operation."""
    return {
        "op": UUID(operation.op),
        "device": UUID(operation.device),
        "session": UUID(operation.session),
        "kind": operation.kind.value,
        "at_ms": operation.at,
        "body": operation.body,
    }


def from_row(row: OperationRow) -> Operation:
    """A stored operation."""
    return from_columns(*(getattr(row, column) for column in OPERATION_COLUMNS))


def from_columns(
    op: UUID, device: UUID, session: UUID | None, kind: str, at_ms: int, body: Columns
) -> Operation:
    """A stored operation by its `OPERATION_COLUMNS`."""
    return Operation(
        op=str(op),
        device=str(device),
        session=str(session),
        kind=Kind(kind),
        at=at_ms,
        body=body,
    )


def told_by(session: TrainingSession) -> Iterator[Operation]:
    """The operations that would have made these rows: for sessions that came by another way.

    Their clock begins in 1970: older than anything a device says of them.
    """
    for place, (kind, body) in enumerate(_facts(session)):
        yield Operation(
            op=str(uuid5(session.pk, f"{place}")),
            device=str(ADOPTING),
            session=str(session.pk),
            kind=kind,
            at=place + 1,
            body=body,
        )


def _facts(session: TrainingSession) -> Iterator[tuple[Kind, dict[str, Any]]]:
    document = msgspec.json.decode(session.document) if session.document else None
    started = session.started_at
    yield (
        Kind.SESSION_STARTED,
        {
            "on": session.on.isoformat(),
            "title": session.title,
            "planned_key": session.planned_key or None,
            "planned": document,
            "source": session.source,
            "started_at": None if started is None else milliseconds(started),
        },
    )
    for row in session.sets.order_by("position", "id"):
        yield Kind.SET_LOGGED, _set_body(row)
        if row.removed:
            yield Kind.SET_REMOVED, {"set": str(row.pk)}
    if session.note or session.pain:
        yield Kind.SESSION_NOTED, {"note": session.note, "pain": session.pain}
    if session.finished_at is not None or session.state == SessionState.FINISHED:
        ended = session.finished_at or datetime.combine(session.on, time(12), UTC)
        yield Kind.SESSION_FINISHED, {"finished_at": milliseconds(ended)}
    if session.state == SessionState.DISCARDED:
        yield Kind.SESSION_DISCARDED, {}


def _set_body(row: LoggedSet) -> dict[str, Any]:
    names = ("exercise", "position", "load_g", "reps", "seconds", "rir", "kind", "form_ok", "pain")
    return {
        **{name: getattr(row, name) for name in names},
        "set": str(row.pk),
        "side": row.side or None,
        "note": row.note,
        "done_at": milliseconds(row.done_at),
    }
