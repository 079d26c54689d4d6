"""A strength log forecast one session ahead, in the log's own names and units."""

from collections.abc import Iterator
from decimal import Decimal

from strongstride.coach.lifting.forecast import ForecastLine, forecast
from strongstride.coach.log import OTHER, LoggedSession, LoggedSet, SetKind
from strongstride.exchange.lift_intake import is_cardio, session_id
from strongstride.formats.lifts.record import GRAMS_PER_UNIT, RawSet, StrengthLog


def sessions_as_written(log: StrengthLog) -> tuple[LoggedSession, ...]:
    """The sessions with every exercise under the name the log gives it and loads as written.

    Nothing is merged with the catalogue: a forecast is judged against the log itself.
    """
    sessions = (
        LoggedSession(
            on=session.on,
            id=session_id(session),
            name=session.name,
            sets=tuple(_set(one) for one in session.sets if not is_cardio(one)),
        )
        for session in log.sessions
    )
    return tuple(session for session in sessions if session.sets)


def forecast_log(log: StrengthLog) -> Iterator[tuple[str, Decimal, ForecastLine]]:
    """For each best set: the exercise as named, its load in the log's unit, and the forecast."""
    for line in forecast(sessions_as_written(log)):
        load = Decimal(line.load_g) / GRAMS_PER_UNIT[log.unit]
        yield line.exercise.removeprefix(OTHER), round(load, 2), line


def _set(one: RawSet) -> LoggedSet:
    return LoggedSet(
        exercise=OTHER + one.exercise,
        load_g=one.load_g or None,
        reps=one.reps,
        seconds=one.seconds,
        rir=one.rir,
        kind=SetKind(one.kind),
    )
