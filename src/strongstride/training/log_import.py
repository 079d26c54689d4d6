"""A strength log of another app, brought into the own one: looked at first, taken, undone.

Nothing is written before the athlete has seen what would come. A session has the same key whenever
it comes, so overlapping exports add only what is new; taking an import back discards its sessions
and taking it again brings them back.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction
from django.shortcuts import get_object_or_404

from strongstride.accounts.actions import lock, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.coach.log import LoggedSession, LoggedSet
from strongstride.exchange.lift_intake import take_log
from strongstride.formats.lifts.log import read_log
from strongstride.training.models import LoggedSet as SetRow
from strongstride.training.models import (
    LogImport,
    Operation,
    SessionSource,
    SessionState,
    TrainingSession,
)
from strongstride.training.session_log.coach_terms import set_fact, set_row
from strongstride.training.session_log.entering import Fact, say
from strongstride.training.session_log.operations import (
    Kind,
    Nothing,
    SessionFinished,
    SetNamed,
)
from strongstride.training.session_log.rows import milliseconds
from strongstride.web import clock

ROWS_AT_ONCE = 500
MOST_UNKNOWN = 40  # names shown
MOST_SHOWN = 20  # imports listed
KEEP_UNTAKEN = timedelta(days=1)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a log holds, before anything of it is taken."""

    sessions: tuple[LoggedSession, ...]
    known: frozenset[UUID]  # keys of its sessions that are in the log already
    unit: str
    unit_is_known: bool
    unknown: Mapping[str, int] = {}  # sets of exercises the catalogue does not have
    warnings: tuple[str, ...] = ()

    @property
    def sets(self) -> int:
        """How many sets it holds."""
        return sum(len(session.sets) for session in self.sessions)

    @property
    def first(self) -> date:
        """The day of its first session."""
        return self.sessions[0].on

    @property
    def last(self) -> date:
        """The day of its last session."""
        return self.sessions[-1].on

    @property
    def new(self) -> int:
        """How many of its sessions would be added."""
        return len(self.sessions) - len(self.known)

    def shown_unknown(self) -> list[tuple[str, int]]:
        """The exercises only the log knows, most used first."""
        return list(self.unknown.items())[:MOST_UNKNOWN]


class LogImportError(ValueError):
    """An import cannot be taken or undone; the message says why."""


def get_own_log_import_or_404(athlete: Athlete, import_id: UUID) -> LogImport:
    """The import of this athlete with this id; the same 404 for a missing and a foreign one."""
    job = LogImport.objects.select_related("athlete__user").filter(athlete=athlete)
    return get_object_or_404(job, pk=import_id)


def log_imports_of(athlete: Athlete) -> Iterable[LogImport]:
    """The newest imports that were taken, without their files."""
    taken = LogImport.objects.filter(athlete=athlete).exclude(taken_at=None)
    return taken.defer("data").order_by("-taken_at")[:MOST_SHOWN]


def keep_log(athlete: Athlete, name: str, data: bytes) -> LogImport:
    """Keep an uploaded log until its owner has looked at it.

    Raises `LogError` when it is no strength log.
    """
    read_log(data, name, usual=athlete.profile.athlete.mass_unit.value)
    now = clock.now()
    LogImport.objects.filter(
        athlete=athlete, taken_at=None, created_at__lt=now - KEEP_UNTAKEN
    ).delete()
    return LogImport.objects.create(athlete=athlete, name=name[:300], data=data, created_at=now)


def look(job: LogImport, unit: str | None = None, together: bool | None = None) -> Reading:
    """What a kept log holds, read with these choices; `LogError` when it cannot be read."""
    athlete = job.athlete
    usual = athlete.profile.athlete.mass_unit.value
    log = read_log(bytes(job.data), job.name, unit=unit, usual=usual)
    intake = take_log(log, dumbbells_together=together)
    keys = [session_key(athlete, session) for session in intake.sessions]
    return Reading(
        sessions=intake.sessions,
        known=frozenset(_in_log(athlete, keys)),
        unit=log.unit,
        unit_is_known=log.unit_known or unit is not None,
        unknown=intake.unknown,
        warnings=(*log.warnings, *intake.notices),
    )


def take(job: LogImport, unit: str | None = None, together: bool | None = None) -> int:
    """Add what is new in a kept log; how many sessions that was."""
    reading = look(job, unit, together)
    with transaction.atomic():
        row = LogImport.objects.select_for_update().select_related("athlete__user").get(pk=job.pk)
        if row.taken_at is not None and row.undone_at is None:
            raise LogImportError("This log was taken already.")
        lock(row.athlete)
        keys = _add(row.athlete, reading.sessions)
        row.taken_at, row.undone_at = clock.now(), None
        row.sessions = [str(key) for key in keys]
        row.save(update_fields=["taken_at", "undone_at", "sessions"])
        touch_inputs(row.athlete)
    return len(keys)


@transaction.atomic
def undo(job: LogImport) -> int:
    """Take back the sessions an import brought; how many that were."""
    row = LogImport.objects.select_for_update().select_related("athlete__user").get(pk=job.pk)
    if row.taken_at is None or row.undone_at is not None:
        raise LogImportError("This import is not in your log.")
    lock(row.athlete)
    count = 0
    for keys in _in_batches([UUID(key) for key in row.sessions]):
        mine = TrainingSession.objects.filter(
            athlete=row.athlete, pk__in=keys, state=SessionState.FINISHED
        )
        spoken_of = mine.filter(pk__in=_spoken_of(row.athlete, keys))
        for key in list(spoken_of.values_list("pk", flat=True)):
            say(row.athlete, key, [(Kind.SESSION_DISCARDED, Nothing())], clock.now())
            count += 1
        count += mine.update(state=SessionState.DISCARDED)
    row.undone_at = clock.now()
    row.save(update_fields=["undone_at"])
    touch_inputs(row.athlete)
    return count


def session_key(athlete: Athlete, session: LoggedSession) -> UUID:
    """The same key whenever this session of this athlete comes; nobody else's has it."""
    return uuid5(athlete.pk, session.id)


def _in_log(athlete: Athlete, keys: Sequence[UUID]) -> Iterator[UUID]:
    """Which of these sessions are in the log and were not taken back."""
    mine = TrainingSession.objects.filter(athlete=athlete).exclude(state=SessionState.DISCARDED)
    for some in _in_batches(keys):
        yield from mine.filter(pk__in=some).values_list("pk", flat=True)


def _add(athlete: Athlete, sessions: Sequence[LoggedSession]) -> list[UUID]:
    """Write the sessions that are not in the log; those taken back earlier are written anew."""
    by_key = {session_key(athlete, session): session for session in sessions}
    for key in _in_log(athlete, list(by_key)):
        del by_key[key]
    for some in _in_batches(list(by_key)):
        spoken_of = _spoken_of(athlete, some)
        for key in spoken_of:
            say(athlete, key, list(_facts(athlete, key, by_key[key])), clock.now())
        keys = [key for key in some if key not in spoken_of]
        TrainingSession.objects.filter(athlete=athlete, pk__in=keys).delete()
        TrainingSession.objects.bulk_create(_session_row(athlete, key, by_key[key]) for key in keys)
        rows = [
            set_row(athlete, key, *placed)
            for key in keys
            for placed in _placed(athlete, by_key[key])
        ]
        SetRow.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    return list(by_key)


def _spoken_of(athlete: Athlete, keys: Sequence[UUID]) -> set[UUID]:
    """Which of these sessions were corrected: they are what the facts about them say.

    Of the others the rows are all there is, and may be written as rows.
    """
    said = Operation.objects.filter(athlete=athlete, session__in=keys)
    return {key for key in said.values_list("session", flat=True) if key is not None}


def _facts(athlete: Athlete, key: UUID, session: LoggedSession) -> Iterator[Fact]:
    """What brings a corrected session back as the file has it."""
    yield Kind.SESSION_REOPENED, Nothing()
    done = [set_fact(key, *placed) for placed in _placed(athlete, session)]
    others = SetRow.objects.filter(athlete=athlete, training_session=key)
    for other in others.exclude(pk__in=[one.set for one in done]).values_list("pk", flat=True):
        yield Kind.SET_REMOVED, SetNamed(set=other)
    for one in done:
        yield Kind.SET_LOGGED, one
        yield Kind.SET_RESTORED, SetNamed(set=one.set)
    ended = milliseconds(_noon(athlete, session.on))
    yield Kind.SESSION_FINISHED, SessionFinished(finished_at=ended)


def _session_row(athlete: Athlete, key: UUID, session: LoggedSession) -> TrainingSession:
    noon = _noon(athlete, session.on)
    return TrainingSession(
        id=key,
        athlete=athlete,
        on=session.on,
        title=session.name[:120],
        state=SessionState.FINISHED,
        source=SessionSource.IMPORT,
        started_at=noon,
        finished_at=noon,
    )


def _placed(athlete: Athlete, session: LoggedSession) -> Iterator[tuple[int, LoggedSet, datetime]]:
    """Each set with its position and when it may have been done: in their order."""
    noon = _noon(athlete, session.on)
    for position, one in enumerate(session.sets, start=1):
        yield position, one, noon + timedelta(seconds=position)


def _noon(athlete: Athlete, on: date) -> datetime:
    """Logs often know the day only; noon stays on that day in every reading of it."""
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    return datetime.combine(on, time(12), zone).astimezone(UTC)


def _in_batches(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(keys), ROWS_AT_ONCE):
        yield keys[start : start + ROWS_AT_ONCE]
