"""The strength log: sessions, sets, and operations as a phone sends them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpRequest
from msgspec import UNSET, Meta
from ninja import Query

from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.api.authentication import athlete_asking, needs
from strongstride.api.contract import training as json
from strongstride.api.cursors import Cursor, Limit, Page, page_of, read_cursor
from strongstride.api.days import check_done_on
from strongstride.api.errors import conflict, invalid, not_found
from strongstride.api.service import Area
from strongstride.api.values import Created, Json
from strongstride.exchange.contract import SessionJson
from strongstride.training.planning.programme import head_for, session_for
from strongstride.training.session_log import operations as facts
from strongstride.training.session_log.access import (
    get_own_set_or_404,
    get_own_training_session_or_404,
)
from strongstride.training.session_log.actions import Answer, Outcome
from strongstride.training.session_log.batch import keep
from strongstride.training.session_log.entering import (
    Fact,
    KeyInUseError,
    NoSuchSessionError,
    log_set,
    say,
)
from strongstride.training.session_log.listing import (
    SessionMark,
    SetFilter,
    sessions_done,
    set_done,
    sets_done,
)
from strongstride.training.session_log.operations import Kind
from strongstride.training.session_log.queries import sets_of
from strongstride.training.session_log.rows import milliseconds
from strongstride.web import clock
from strongstride.web.ids import uuid7
from strongstride.web.marks import Mark

area = Area()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = datetime(2099, 12, 31, tzinfo=UTC)
Exercise = Annotated[str | None, Query(max_length=120, description="id of an exercise")]


class Operations(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts in any order; each has a key of its own and may come twice."""

    operations: Annotated[list[facts.Envelope], Meta(max_length=200)]


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What became of each operation, in their order."""

    answers: list[Answer]


@area.get("/training-sessions", auth=needs(Scope.TRAINING_READ))
def list_training_sessions(
    request: HttpRequest, cursor: Cursor = None, limit: Limit = 20
) -> Page[json.ListedSessionJson]:
    """Strength sessions that were begun, newest first, discarded ones left out."""
    after = read_cursor(cursor, SessionMark)
    rows = sessions_done(athlete_asking(request), after, limit + 1)
    return page_of(rows, limit, json.session_listed_json, lambda row: SessionMark(row.on, row.pk))


@area.post("/training-sessions", auth=needs(Scope.TRAINING_WRITE))
def add_training_session(
    request: HttpRequest, body: Json[json.NewTrainingSession]
) -> Created[json.TrainingSessionJson]:
    """Begin a session, or log one that is over, with its sets.

    With an `id` of your making it can be sent again; what is said last of it stands.
    """
    athlete, now = athlete_asking(request), clock.now()
    key = body.id or uuid7()
    check_done_on(body.on, athlete)
    facts_said = [(Kind.SESSION_STARTED, _started(athlete, body)), *_sets(body, now)]
    if body.note or body.pain:
        facts_said.append((Kind.SESSION_NOTED, facts.SessionNoted(note=body.note, pain=body.pain)))
    if body.finished:
        facts_said.append((Kind.SESSION_FINISHED, _finished(now)))
    _say(athlete, key, facts_said, now)
    return _session(request, key)


@area.get("/training-sessions/{key}", auth=needs(Scope.TRAINING_READ))
def show_training_session(request: HttpRequest, key: UUID) -> json.TrainingSessionJson:
    """One session with its sets, and what was planned when it began."""
    return _session(request, key)


@area.patch("/training-sessions/{key}", auth=needs(Scope.TRAINING_WRITE))
def change_training_session(
    request: HttpRequest, key: UUID, body: Json[json.TrainingSessionChange]
) -> json.TrainingSessionJson:
    """Finish a session, open it again, discard it, or write down how it was."""
    get_own_training_session_or_404(request, key)
    now = clock.now()
    said: list[Fact] = []
    if body.note is not UNSET or body.pain is not UNSET:
        said.append((Kind.SESSION_NOTED, facts.SessionNoted(note=body.note, pain=body.pain)))
    if body.state is not UNSET:
        said += _turned(body.state, now)
    if said:
        _say(athlete_asking(request), key, said, now)
    return _session(request, key)


@area.delete("/training-sessions/{key}", auth=needs(Scope.TRAINING_WRITE))
def discard_training_session(request: HttpRequest, key: UUID) -> None:
    """Discard a session: it counts no more, and can be opened again."""
    get_own_training_session_or_404(request, key)
    _say(athlete_asking(request), key, [(Kind.SESSION_DISCARDED, facts.Nothing())], clock.now())


@area.post("/training-sessions/{key}/sets", auth=needs(Scope.TRAINING_WRITE))
def add_set(
    request: HttpRequest, key: UUID, body: Json[json.NewSet]
) -> Created[json.LoggedSetJson]:
    """Log one set. A set whose `id` was logged before stays as it is, and is the answer."""
    now, set_key = clock.now(), body.id or uuid7()
    done_at = _done_at(body.done_at, now)

    def made(position: int) -> facts.SetLogged:
        own = position if body.position is None else body.position
        return json.said_by(body, set_key, own, done_at)

    try:
        said = log_set(athlete_asking(request), key, made, now)
    except NoSuchSessionError:
        raise not_found("There is no training session with this id.") from None
    except KeyInUseError as error:
        raise conflict("key_in_use", str(error)) from None
    if said is None:
        return json.set_json(set_done(get_own_set_or_404(request, set_key)))
    return json.logged_json(key, said, done_at)


@area.get("/sets", auth=needs(Scope.TRAINING_READ))
def list_sets(
    request: HttpRequest,
    exercise: Exercise = None,
    since: date | None = None,
    cursor: Cursor = None,
    limit: Limit = 20,
) -> Page[json.LoggedSetJson]:
    """Logged sets, newest first."""
    wanted = SetFilter(exercise=exercise, since=since)
    after = read_cursor(cursor, Mark)
    found = sets_done(athlete_asking(request), wanted, after, limit + 1)
    return page_of(found, limit, json.set_json, lambda one: Mark(one.done_at, one.key))


@area.get("/sets/{key}", auth=needs(Scope.TRAINING_READ))
def show_set(request: HttpRequest, key: UUID) -> json.LoggedSetJson:
    """One set."""
    return json.set_json(set_done(get_own_set_or_404(request, key)))


@area.patch("/sets/{key}", auth=needs(Scope.TRAINING_WRITE))
def change_set(request: HttpRequest, key: UUID, body: Json[json.SetChange]) -> json.LoggedSetJson:
    """Put a set right; the plan follows."""
    row = get_own_set_or_404(request, key)
    if body.done_at is not UNSET:
        _done_at(body.done_at, clock.now())
    corrected = (Kind.SET_CORRECTED, json.corrected_by(body, key))
    _say(athlete_asking(request), row.training_session_id, [corrected], clock.now())
    return json.set_json(set_done(get_own_set_or_404(request, key)))


@area.delete("/sets/{key}", auth=needs(Scope.TRAINING_WRITE))
def remove_set(request: HttpRequest, key: UUID) -> None:
    """Take a set out of the log."""
    row = get_own_set_or_404(request, key)
    removed = (Kind.SET_REMOVED, facts.SetNamed(set=key))
    _say(athlete_asking(request), row.training_session_id, [removed], clock.now())


@area.post("/operations", auth=needs(Scope.TRAINING_WRITE))
def send_operations(request: HttpRequest, body: Json[Operations]) -> Answers:
    """What a phone sends: facts about sessions, each answered for itself.

    `at` is the device's clock in milliseconds, `v` is 1. Kinds and their bodies are those of the
    explanation of offline logging. An operation that came before changes nothing.
    """
    checked = [_checked(each) for each in body.operations]
    return Answers(answers=keep(athlete_asking(request), checked))


def _checked(envelope: facts.Envelope) -> facts.Checked | Answer:
    try:
        return facts.check(envelope, clock.now().date())
    except facts.RejectedError as error:
        return Answer(op=str(envelope.op), outcome=Outcome.REJECTED, reason=str(error))


def _session(request: HttpRequest, key: UUID) -> json.TrainingSessionJson:
    row = get_own_training_session_or_404(request, key)
    sets = [set_done(one) for one in sets_of(row) if not one.removed]
    return json.session_detail_json(row, sets)


def _say(athlete: Athlete, session: UUID, said: Sequence[Fact], now: datetime) -> None:
    try:
        say(athlete, session, said, now)
    except KeyInUseError as error:
        raise conflict("key_in_use", str(error)) from None


def _started(athlete: Athlete, body: json.NewTrainingSession) -> facts.SessionStarted:
    planned = None if body.planned_key is None else _planned(athlete, body.planned_key)
    title = body.title or ("" if planned is None else planned.focus)
    return facts.SessionStarted(
        on=body.on,
        title=title[:120],
        planned_key=body.planned_key,
        planned=None if planned is None else msgspec.to_builtins(planned),
        source=facts.Source.MANUAL,
        started_at=None if body.started_at is None else milliseconds(_in_range(body.started_at)),
    )


def _planned(athlete: Athlete, key: str) -> SessionJson:
    head_for(athlete, athlete.local_today())
    planned = session_for(athlete, key)
    if planned is None:
        raise invalid("There is no planned session with this id.", "planned_key")
    return planned


def _sets(body: json.NewTrainingSession, now: datetime) -> list[Fact]:
    return [
        (
            Kind.SET_LOGGED,
            json.said_by(
                each,
                each.id or uuid7(),
                place if each.position is None else each.position,
                _done_at(each.done_at, now),
            ),
        )
        for place, each in enumerate(body.sets)
    ]


def _turned(state: json.State, now: datetime) -> list[Fact]:
    """The facts that bring a session to a state."""
    if state == "discarded":
        return [(Kind.SESSION_DISCARDED, facts.Nothing())]
    opened: Fact = (Kind.SESSION_REOPENED, facts.Nothing())
    return [opened] if state == "open" else [opened, (Kind.SESSION_FINISHED, _finished(now))]


def _finished(now: datetime) -> facts.SessionFinished:
    return facts.SessionFinished(finished_at=milliseconds(now))


def _done_at(said: datetime | None, now: datetime) -> datetime:
    """When a set was done, to the millisecond, as the log keeps it."""
    at = now if said is None else _in_range(said)
    return at.replace(microsecond=at.microsecond // 1000 * 1000).astimezone(UTC)


def _in_range(at: datetime) -> datetime:
    if not EPOCH < at < LATEST:
        raise invalid("This instant cannot be right; write one such as 2026-11-22T18:30:00Z.")
    return at
