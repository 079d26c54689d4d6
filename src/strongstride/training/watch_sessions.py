"""Strength sessions a watch recorded fill the planned session of their day.

Called after each import of runs (`runs.after_import`). A log kept by hand knows loads and names
better, so a day that has a session in the log already is left as it is.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import uuid5

from django.db import transaction

from strongstride.accounts.actions import lock, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.coach.log import LoggedSet
from strongstride.exchange.lift_intake import recorded_sessions
from strongstride.formats.recording import Recording
from strongstride.runs.queries import strength_recordings
from strongstride.training.models import LoggedSet as SetRow
from strongstride.training.models import (
    PlannedSession,
    SessionSource,
    SessionState,
    TrainingSession,
)
from strongstride.training.session_log.coach_terms import set_row

WITHOUT_A_PLAN = "Strength with the watch"


@transaction.atomic
def fill_from_watch(athlete: Athlete) -> int:
    """Log every strength session of a watch on days that have none; how many were logged.

    Nothing happens twice for the same recording, and one the athlete discarded stays discarded.
    """
    lock(athlete)
    recordings = strength_recordings(athlete)
    if not recordings:
        return 0
    taken = _days_taken(athlete)
    planned = _planned(athlete, {each.local_on for each in recordings} - taken)
    made = 0
    for recording in recordings:
        if recording.local_on in taken:
            continue
        session = planned.get(recording.local_on)
        sets = _sets(recording)
        if session is not None or sets:
            _log(athlete, recording, sets, session)
            taken.add(recording.local_on)
            made += 1
    if made:
        touch_inputs(athlete)
    return made


def _days_taken(athlete: Athlete) -> set[date]:
    """Days with a session in the log, whatever became of it."""
    rows = TrainingSession.objects.filter(athlete=athlete)
    return set(rows.values_list("on", flat=True))


def _planned(athlete: Athlete, days: Iterable[date]) -> dict[date, PlannedSession]:
    """The planned session of each of these days, if it was not done on another."""
    counted = TrainingSession.objects.filter(athlete=athlete).exclude(planned_key="")
    done = counted.exclude(state=SessionState.DISCARDED).values("planned_key")
    rows = PlannedSession.objects.filter(athlete=athlete, on__in=set(days))
    rows = rows.exclude(key__in=done).order_by("on", "key")
    found: dict[date, PlannedSession] = {}
    for row in rows:
        found.setdefault(row.on, row)
    return found


def _sets(recording: Recording) -> tuple[LoggedSet, ...]:
    sessions = recorded_sessions([recording]).sessions
    return tuple(one for session in sessions for one in session.sets)


def _log(
    athlete: Athlete,
    recording: Recording,
    sets: tuple[LoggedSet, ...],
    planned: PlannedSession | None,
) -> None:
    key = uuid5(athlete.pk, f"watch {recording.starts_at.isoformat()}")
    title = recording.name or WITHOUT_A_PLAN
    ends_at = recording.starts_at + timedelta(seconds=recording.elapsed_s)
    TrainingSession.objects.create(
        id=key,
        athlete=athlete,
        on=recording.local_on,
        planned_key="" if planned is None else planned.key,
        title=(title if planned is None else planned.focus)[:120],
        document="" if planned is None else planned.document,
        state=SessionState.FINISHED,
        source=SessionSource.WATCH,
        started_at=recording.starts_at,
        finished_at=ends_at,
    )
    SetRow.objects.bulk_create(
        # the watch's summary does not say at which second: in the order they were done
        set_row(athlete, key, place, one, recording.starts_at + timedelta(seconds=place))
        for place, one in enumerate(sets, start=1)
    )
