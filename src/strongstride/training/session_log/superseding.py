"""One workout on two devices: what was logged by hand stands for what the watch recorded of it.

Whichever comes second, the same holds: `watch_sessions` leaves out what the log has already, and
what is finished here takes the watch's session out. It stays in the log's history, discarded, and
its owner can put it back.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import uuid5

import msgspec
from django.db.models import Max, Q

from strongstride.accounts.models import Athlete
from strongstride.training.models import Operation as OperationRow
from strongstride.training.models import SessionSource, SessionState, TrainingSession
from strongstride.training.session_log.operations import Kind, Nothing, Operation
from strongstride.training.session_log.rows import ADOPTING, instant, milliseconds
from strongstride.training.session_log.state import SessionLog
from strongstride.web import clock

_BY_A_PROGRAM = {SessionSource.WATCH, SessionSource.IMPORT}


def finished_now(before: dict[str, SessionLog], after: dict[str, SessionLog]) -> list[SessionLog]:
    """Sessions that somebody logged, which are finished by now and were not, or not then."""
    return [
        log
        for key, log in after.items()
        if log.state == SessionState.FINISHED
        and log.source not in _BY_A_PROGRAM
        and _when(before.get(key)) != _when(log)
    ]


def superseded(athlete: Athlete, log: SessionLog) -> Iterator[Operation]:
    """What takes the watch's sessions of this workout out, unless that was said before."""
    for row in _of_the_watch(athlete, log):
        said = OperationRow.objects.filter(athlete=athlete, session=row.pk)
        latest = said.aggregate(at=Max("at_ms"))["at"] or 0
        op = uuid5(row.pk, f"superseded by {log.session}")
        if not said.filter(op=op).exists():
            yield Operation(
                op=str(op),
                device=str(ADOPTING),
                session=str(row.pk),
                kind=Kind.SESSION_DISCARDED,
                at=max(milliseconds(clock.now()), latest + 1),
                body=msgspec.to_builtins(Nothing()),
            )


def _of_the_watch(athlete: Athlete, log: SessionLog) -> list[TrainingSession]:
    """Sessions of the watch that were the same planned one, or done on the day at that time."""
    began, ended = _span(log)
    same = Q(on=log.on, started_at__lte=ended, finished_at__gte=began)
    if log.planned_key:
        same |= Q(planned_key=log.planned_key)
    recorded = TrainingSession.objects.filter(
        same, athlete=athlete, source=SessionSource.WATCH, state=SessionState.FINISHED
    )
    return list(recorded.order_by("id"))


def _span(log: SessionLog) -> tuple[datetime, datetime]:
    done = [one.done_at for one in log.sets if not one.removed]
    told = [at for at in (log.started_at, log.finished_at, *done) if at is not None]
    return instant(min(told)), instant(max(told))


def _when(log: SessionLog | None) -> tuple[object, ...] | None:
    if log is None or log.state != SessionState.FINISHED:
        return None
    return (log.on, log.planned_key, *_span(log))
