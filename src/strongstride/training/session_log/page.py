"""What the page of one logged session shows: its sets, exercise by exercise."""

from itertools import groupby

import msgspec

from strongstride.coach.catalogue import catalogue
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.session_log.queries import sets_of


class ExerciseDone(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise of the session with its sets in order."""

    exercise: str
    name: str
    is_known: bool
    sets: tuple[LoggedSet, ...]


class SessionLogPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page prints."""

    session: TrainingSession
    exercises: tuple[ExerciseDone, ...]
    last: LoggedSet | None  # what another set is likely to be like


def session_page(session: TrainingSession) -> SessionLogPage:
    """The page of a session. One query."""
    rows = list(sets_of(session))
    grouped = groupby(rows, key=lambda row: row.exercise)
    done = tuple(_exercise(exercise, tuple(sets)) for exercise, sets in grouped)
    return SessionLogPage(session=session, exercises=done, last=rows[-1] if rows else None)


def _exercise(exercise: str, sets: tuple[LoggedSet, ...]) -> ExerciseDone:
    return ExerciseDone(
        exercise=exercise,
        name=catalogue().name_of(exercise),
        is_known=exercise in catalogue().exercises,
        sets=sets,
    )
