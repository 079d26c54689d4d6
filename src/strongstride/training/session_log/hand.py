"""Logging by hand: sessions that were done elsewhere, sets put right afterwards."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet, SessionState, TrainingSession
from strongstride.training.session_log.entering import log_set, say
from strongstride.training.session_log.operations import (
    Kind,
    Nothing,
    SessionFinished,
    SessionNoted,
    SessionStarted,
    SetCorrected,
    SetLogged,
    SetNamed,
    Source,
)
from strongstride.training.session_log.rows import milliseconds
from strongstride.web import clock
from strongstride.web.ids import uuid7


def add_past_session(athlete: Athlete, on: date, title: str, note: str) -> UUID:
    """A session that was done elsewhere, still without sets; its key."""
    key = uuid7()
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    noon = milliseconds(datetime.combine(on, time(12), zone))
    started = SessionStarted(
        on=on, title=title or "Strength", source=Source.MANUAL, started_at=noon
    )
    facts: list[tuple[Kind, msgspec.Struct]] = [(Kind.SESSION_STARTED, started)]
    if note:
        facts.append((Kind.SESSION_NOTED, SessionNoted(note=note)))
    facts.append((Kind.SESSION_FINISHED, SessionFinished(finished_at=noon)))
    say(athlete, key, facts, clock.now())
    return key


def add_set_to(session: TrainingSession, fields: Mapping[str, Any]) -> UUID:
    """A set more in a session, after all others; its key."""
    key, now = uuid7(), clock.now()
    done_at = milliseconds(session.finished_at or session.started_at or now)

    def made(position: int) -> SetLogged:
        return SetLogged(set=key, position=position, done_at=done_at, **fields)

    log_set(session.athlete, session.pk, made, now)
    return key


def correct_set(row: LoggedSet, fields: Mapping[str, Any]) -> None:
    """Put fields of a set right; those that stay the same are not said again."""
    changed = {name: value for name, value in fields.items() if _value(row, name) != value}
    if changed:
        _say_of_set(row, Kind.SET_CORRECTED, SetCorrected(set=row.pk, **changed))


def _value(row: LoggedSet, name: str) -> Any:
    return row.side or None if name == "side" else getattr(row, name)


def take_out_set(row: LoggedSet) -> None:
    """Out of the log, until it is put back."""
    _say_of_set(row, Kind.SET_REMOVED, SetNamed(set=row.pk))


def put_back_set(row: LoggedSet) -> None:
    """Into the log again."""
    _say_of_set(row, Kind.SET_RESTORED, SetNamed(set=row.pk))


def _say_of_set(row: LoggedSet, kind: Kind, body: msgspec.Struct) -> None:
    say(row.athlete, row.training_session_id, [(kind, body)], clock.now())


def discard_or_return(session: TrainingSession) -> None:
    """Out of the log with all its sets; or back, finished, when it was out."""
    now = clock.now()
    if session.state != SessionState.DISCARDED:
        return say(session.athlete, session.pk, [(Kind.SESSION_DISCARDED, Nothing())], now)
    ended = milliseconds(session.finished_at or now)
    back = [
        (Kind.SESSION_REOPENED, Nothing()),
        (Kind.SESSION_FINISHED, SessionFinished(finished_at=ended)),
    ]
    return say(session.athlete, session.pk, back, now)
