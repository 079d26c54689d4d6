"""Swaps that were wished but do not fit a day: told, so that nobody looks for them in vain."""

from collections.abc import Iterator, Sequence
from datetime import date

from strongstride.coach.adjusting.adjustment import SwapExercise
from strongstride.coach.adjusting.changes import Change, ChangeKind
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.programme import PlannedSession, Programme
from strongstride.coach.rules import Reason, reason


def not_swapped(wish: SwapExercise, made: Programme, today: date) -> Iterator[Change]:
    """One sentence about the sessions from `today` on that kept what was to be swapped."""
    wanted, planned = (catalogue().get(name) for name in (wish.instead, wish.exercise))
    left = [
        session
        for week in made.weeks
        for session in week.sessions
        if session.on >= today and _is_wished_in(wish, session) and _kept(wish, session)
    ]
    if left:
        why = _why(wanted, left[0])
        text = f"{_days(left)}: {planned.name} is not swapped: {why.text}"
        yield Change(
            kind=ChangeKind.EXERCISES, text=text, on=left[0].on, session=left[0].id, why=why
        )


def _is_wished_in(wish: SwapExercise, session: PlannedSession) -> bool:
    if wish.session is not None:
        return wish.session == session.id
    return wish.made_on <= session.on


def _kept(wish: SwapExercise, session: PlannedSession) -> bool:
    names = {item.exercise.id for item in session.work}
    return wish.exercise in names and wish.instead not in names


def _why(wanted: Exercise, session: PlannedSession) -> Reason:
    if wanted.leg_cost > session.leg_cost:
        text = f"{wanted.name} asks more of the legs than this day allows."
        return reason("swap-exercise", text, leg_cost=wanted.leg_cost, allowed=session.leg_cost)
    return reason("swap-exercise", f"{wanted.name} has no place in this session.")


def _days(left: Sequence[PlannedSession]) -> str:
    """`Wed 25 Nov`, `Wed 25 Nov and 3 more`."""
    on = left[0].on
    first = f"{on:%a} {on.day} {on:%b}"
    return first if len(left) == 1 else f"{first} and {len(left) - 1} more"
