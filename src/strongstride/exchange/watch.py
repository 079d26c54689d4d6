"""Planned sessions to workout files for the watch, one file a session."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from itertools import chain

from strongstride.coach.programme import PlannedSession, Programme
from strongstride.coach.quantities import MassUnit
from strongstride.exchange import watch_steps as to
from strongstride.exchange.lift_intake import plain_name
from strongstride.formats.fit.workout import WorkoutFile, encode_workout

MOST_STEPS = 50  # our choice, Garmin's editor's own limit; what is more is folded into notes
LONGEST_NAME = 60  # letters of a file name before its ending
# English like the rest of the file, whatever the locale of the machine.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def watch_files(
    programme: Programme, unit: MassUnit = MassUnit.KG, *, since: date | None = None
) -> tuple[tuple[str, bytes], ...]:
    """File name and bytes of every session from `since` on, by date.

    Names sort by date and stay the same when the plan is made again:
    `2026-11-24-legs-and-core.fit`.
    """
    sessions = sorted(
        (
            session
            for week in programme.weeks
            for session in week.sessions
            if since is None or session.on >= since
        ),
        key=lambda session: (session.on, session.starts_at or time.min, session.id),
    )
    return tuple(
        (name, encode_workout(watch_workout(session, unit)))
        for name, session in zip(_file_names(sessions), sessions, strict=True)
    )


def watch_workout(session: PlannedSession, unit: MassUnit = MassUnit.KG) -> WorkoutFile:
    """A session as the watch walks through it: warm-up, sets with rests, stretches.

    Where that takes more than `MOST_STEPS` steps, first the stretches, then the warm-up, at last
    the rests are folded into notes; no work is ever left out.
    """
    workouts = (_workout(session, unit, folded) for folded in range(4))
    return next((one for one in workouts if one.step_count <= MOST_STEPS), None) or _workout(
        session, unit, 3
    )


def _workout(session: PlannedSession, unit: MassUnit, folded: int) -> WorkoutFile:
    """The workout with the first `folded` of stretches, warm-up and work folded."""
    stretch = to.folded_cool_down if folded >= 1 else to.cool_down_steps
    warm_up = to.folded_warm_up(session.warm_up) if folded >= 2 else _each_warm_up(session)
    work = to.folded_work if folded >= 3 else to.work_steps
    return WorkoutFile(
        id=session.id,
        name=f"{session.on.day} {MONTHS[session.on.month - 1]} {session.focus}",
        # Not the time of export: the same session must come out as the same file.
        created_at=datetime.combine(session.on, time(), UTC),
        steps=(
            *warm_up,
            *chain.from_iterable(work(item, unit) for item in session.work),
            *chain.from_iterable(stretch(item) for item in session.cool_down),
        ),
        unit="pound" if unit is MassUnit.LB else "kilogram",
    )


def _each_warm_up(session: PlannedSession) -> Iterable[to.Step]:
    return chain.from_iterable(to.warm_up_steps(item) for item in session.warm_up)


def _file_names(sessions: Sequence[PlannedSession]) -> list[str]:
    """One name each; the second session of a day with the same focus ends in `-2`."""
    names: list[str] = []
    stems: list[str] = []
    for session in sessions:
        focus = plain_name(session.focus)[:LONGEST_NAME].strip("-") or "strength"
        stems.append(f"{session.on.isoformat()}-{focus}")
        twins = stems.count(stems[-1])
        names.append(f"{stems[-1]}-{twins}.fit" if twins > 1 else f"{stems[-1]}.fit")
    return names
