"""What a device may say about a session: operations, checked one by one.

An operation is a fact with a key of its own. It may come twice, late, or before the fact it is
about. Wire shape: `{op, device, session, kind, at, v, body}`; `at` is the device's clock in
milliseconds, which never goes back (a hybrid logical clock).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.core.exceptions import ValidationError
from msgspec import UNSET, Meta, UnsetType

from strongstride.coach.catalogue import BodyPart
from strongstride.coach.log import SetKind, Side
from strongstride.runs.forms import day_that_has_come
from strongstride.training.session_log.planned import UNREADABLE, is_session

VERSION = 1
LATEST_MS = 4_102_444_800_000  # the year 2100: a clock beyond it is wrong
LAST_POSITION = 9999
MOST_BYTES = 100_000  # of one body: a whole planned session is a tenth of it

Position = Annotated[int, Meta(ge=0, le=LAST_POSITION)]
Grams = Annotated[int, Meta(ge=0, le=1_000_000)]
Reps = Annotated[int, Meta(ge=0, le=1000)]
SecondsDone = Annotated[float, Meta(ge=0, le=86_400)]
Reserve = Annotated[float, Meta(ge=0, le=10)]
PainLevel = Annotated[int, Meta(ge=0, le=10)]
Note = Annotated[str, Meta(max_length=2000)]
ExerciseId = Annotated[str, Meta(min_length=1, max_length=120)]
WorkNumber = Annotated[int, Meta(ge=0, le=99)]
StepKey = Annotated[str, Meta(min_length=1, max_length=60)]
Milliseconds = Annotated[int, Meta(ge=0, le=LATEST_MS)]


class Kind(StrEnum):
    """What happened."""

    SESSION_STARTED = "session_started"
    SESSION_NOTED = "session_noted"
    SESSION_FINISHED = "session_finished"
    SESSION_REOPENED = "session_reopened"
    SESSION_DISCARDED = "session_discarded"
    SET_LOGGED = "set_logged"
    SET_CORRECTED = "set_corrected"
    SET_REMOVED = "set_removed"
    SET_RESTORED = "set_restored"
    EXERCISE_SWAPPED = "exercise_swapped"
    STEP_PASSED = "step_passed"
    STEP_RETURNED = "step_returned"


class Source(StrEnum):
    """How a session came into the log."""

    PLAYER = "player"
    MANUAL = "manual"
    IMPORT = "import"
    WATCH = "watch"


class SessionStarted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A session began on the athlete's local date; `planned` is what the device had to show."""

    on: date
    title: Annotated[str, Meta(max_length=120)]
    planned_key: Annotated[str, Meta(max_length=80)] | None = None
    planned: dict[str, Any] | None = None
    source: Source = Source.PLAYER
    started_at: Milliseconds | None = None


class SessionNoted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note and where it hurt; only what is said changes."""

    note: Note | UnsetType = UNSET
    pain: dict[BodyPart, PainLevel] | UnsetType = UNSET


class SessionFinished(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The session was ended."""

    finished_at: Milliseconds


class Nothing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The kind says all."""


class SetLogged(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set as done; the fields are those of `coach.log.LoggedSet`."""

    set: UUID
    exercise: ExerciseId
    position: Position
    done_at: Milliseconds
    load_g: Grams | None = None
    reps: Reps | None = None
    seconds: SecondsDone | None = None
    rir: Reserve | None = None
    side: Side | None = None
    kind: SetKind = SetKind.WORKING
    form_ok: bool | None = None
    pain: PainLevel | None = None
    note: Note = ""


class SetCorrected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some fields of a set were put right; only those given change."""

    set: UUID
    exercise: ExerciseId | UnsetType = UNSET
    position: Position | UnsetType = UNSET
    done_at: Milliseconds | UnsetType = UNSET
    load_g: Grams | UnsetType | None = UNSET
    reps: Reps | UnsetType | None = UNSET
    seconds: SecondsDone | UnsetType | None = UNSET
    rir: Reserve | UnsetType | None = UNSET
    side: Side | UnsetType | None = UNSET
    kind: SetKind | UnsetType = UNSET
    form_ok: bool | UnsetType | None = UNSET
    pain: PainLevel | UnsetType | None = UNSET
    note: Note | UnsetType = UNSET


class SetNamed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The set that was removed, or brought back."""

    set: UUID


class ExerciseSwapped(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Another exercise takes the place of the planned one; None is the planned one again."""

    work: WorkNumber  # of the planned session's work, from 0
    exercise: ExerciseId | None


class StepNamed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The step of the session that was passed without a set, or that is to be done after all."""

    step: StepKey


BODIES: dict[Kind, type[msgspec.Struct]] = {
    Kind.SESSION_STARTED: SessionStarted,
    Kind.SESSION_NOTED: SessionNoted,
    Kind.SESSION_FINISHED: SessionFinished,
    Kind.SESSION_REOPENED: Nothing,
    Kind.SESSION_DISCARDED: Nothing,
    Kind.SET_LOGGED: SetLogged,
    Kind.SET_CORRECTED: SetCorrected,
    Kind.SET_REMOVED: SetNamed,
    Kind.SET_RESTORED: SetNamed,
    Kind.EXERCISE_SWAPPED: ExerciseSwapped,
    Kind.STEP_PASSED: StepNamed,
    Kind.STEP_RETURNED: StepNamed,
}


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """A checked operation; `body` is plain JSON, without the fields that were not given."""

    op: str  # UUIDs in lower case with hyphens: the fold compares them as text
    device: str
    session: str
    kind: Kind
    at: int  # ms
    body: dict[str, Any]


class Checked(msgspec.Struct, frozen=True, kw_only=True):
    """An operation that can be kept, and what could not be kept of it, for its answer."""

    operation: Operation
    remark: str = ""


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """An operation as it comes, its body unread."""

    op: UUID
    device: UUID
    session: UUID
    kind: str
    at: int
    v: int
    body: msgspec.Raw


class RejectedError(ValueError):
    """An operation that can never be applied; the message says why, for the person who tapped."""


_BODY_READERS = {kind: msgspec.json.Decoder(body) for kind, body in BODIES.items()}


def check(envelope: Envelope, today: date) -> Checked:
    """The operation in an envelope; RejectedError when it is none.

    `today` is the date in UTC: it may be tomorrow already where the device is.
    """
    if envelope.v != VERSION:
        raise RejectedError(
            "This entry was made by another version of the app; reload the page and try again."
        )
    if envelope.kind not in BODIES:
        raise RejectedError(f"There is no entry of the kind {envelope.kind[:40]}.")
    if not 0 < envelope.at <= LATEST_MS:
        raise RejectedError("The clock of this device is wrong; set it and log this again.")
    kind = Kind(envelope.kind)
    body, remark = _body(kind, envelope.body), ""
    if kind is Kind.SESSION_STARTED:
        body, remark = _begun(body, today)
    operation = Operation(
        op=str(envelope.op),
        device=str(envelope.device),
        session=str(envelope.session),
        kind=kind,
        at=envelope.at,
        body=body,
    )
    return Checked(operation=operation, remark=remark)


def _begun(body: dict[str, Any], today: date) -> tuple[dict[str, Any], str]:
    """The body of a session that began, with a remark when its plan had to be left out.

    What was lifted matters more than what had been planned: the session itself is kept.
    """
    try:
        day_that_has_come(date.fromisoformat(body["on"]), today)
    except ValidationError as error:
        raise RejectedError(f"A session cannot be on {body['on']}: {error.messages[0]}") from None
    if body["planned"] is None or is_session(body["planned"]):
        return body, ""
    return {**body, "planned": None}, UNREADABLE


def _body(kind: Kind, raw: msgspec.Raw) -> dict[str, Any]:
    if len(bytes(raw)) > MOST_BYTES:
        raise RejectedError("This entry is too long.")
    try:
        body = _BODY_READERS[kind].decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise RejectedError(f"This entry cannot be read: {error}.") from None
    plain = msgspec.to_builtins(body)
    if "\\u0000" in msgspec.json.encode(plain).decode():
        raise RejectedError("This entry cannot be read: it holds a NUL character.")
    assert isinstance(plain, dict)
    return plain
