"""The plan as it is stored: one head with the weeks, and each session apart."""

from collections.abc import Sequence
from datetime import date

import msgspec

from strongstride.coach.adjusting.replan import Adjusted
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind
from strongstride.coach.programme import PlannedExercise, PlannedSession, PlannedSet
from strongstride.coach.quantities import MassUnit, show_load
from strongstride.exchange import contract
from strongstride.exchange.as_contract import balance_json, run_json, whys


class SessionHead(msgspec.Struct, frozen=True, kw_only=True):
    """A session in the weeks: enough for the calendar."""

    key: str
    on: date
    focus: str
    minutes: int
    leg_cost: int


class WeekHead(msgspec.Struct, frozen=True, kw_only=True):
    """One week without the content of its sessions."""

    starts_on: date
    phase: str
    deload: bool
    runs: tuple[contract.RunJson, ...]
    sessions: tuple[SessionHead, ...]
    reasons: tuple[contract.Why, ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of a plan but the content of its sessions."""

    weeks: tuple[WeekHead, ...]
    balance: tuple[contract.BalanceJson, ...]
    given_up: tuple[contract.Why, ...]
    notices: tuple[contract.Why, ...]
    refused: tuple[contract.Why, ...] = ()  # adjustments that can no longer be kept, and why
    said: tuple[str, ...] = ()
    gains: dict[str, dict[str, str]] = {}  # session key -> exercise -> `+1 rep` since last time


def head_of(
    made: Adjusted, history: Sequence[LoggedSession], said: tuple[str, ...], unit: MassUnit
) -> Head:
    """The head of a programme just made."""
    programme = made.programme
    last = _last_sets(history)
    return Head(
        weeks=tuple(
            WeekHead(
                starts_on=week.starts_on,
                phase=week.phase.value,
                deload=week.deload,
                runs=tuple(run_json(run) for run in week.runs),
                sessions=tuple(_session_head(session) for session in week.sessions),
                reasons=tuple(whys(week.reasons)),
            )
            for week in programme.weeks
        ),
        balance=tuple(balance_json(item) for item in programme.balance),
        given_up=tuple(whys(programme.given_up)),
        notices=tuple(whys(programme.notices)),
        refused=tuple(whys(each.why for each in made.refused)),
        said=said,
        gains=_gains([s for week in programme.weeks[:2] for s in week.sessions], last, unit),
    )


def _session_head(session: PlannedSession) -> SessionHead:
    return SessionHead(
        key=session.id,
        on=session.on,
        focus=session.focus,
        minutes=session.minutes,
        leg_cost=session.leg_cost,
    )


def _last_sets(history: Sequence[LoggedSession]) -> dict[str, LoggedSet]:
    """The first working set of the latest session of each exercise."""
    found: dict[str, LoggedSet] = {}
    for session in history:
        of_session: dict[str, LoggedSet] = {}
        for each in session.sets:
            if each.kind is SetKind.WORKING:
                of_session.setdefault(each.exercise, each)
        found.update(of_session)
    return found


def _gains(
    sessions: Sequence[PlannedSession], last: dict[str, LoggedSet], unit: MassUnit
) -> dict[str, dict[str, str]]:
    return {
        session.id: {
            item.exercise.id: gain
            for item in session.work
            if (before := last.get(item.exercise.id)) is not None
            and (gain := _gain(item, before, unit))
        }
        for session in sessions
    }


def _gain(item: PlannedExercise, before: LoggedSet, unit: MassUnit) -> str:
    """What is more than last time: load, else repetitions or seconds; empty when nothing is."""
    planned = item.sets[0]
    heavier = (planned.load_g or 0) - (before.load_g or 0)
    if heavier > 0:
        return f"+{show_load(heavier, unit)}"
    if heavier < 0:
        return ""
    return _more(planned, before)


def _more(planned: PlannedSet, before: LoggedSet) -> str:
    if planned.reps is not None and before.reps is not None and planned.reps > before.reps:
        more = planned.reps - before.reps
        return f"+{more} rep" if more == 1 else f"+{more} reps"
    if planned.seconds is not None and before.seconds is not None:
        longer = planned.seconds - round(before.seconds)
        return f"+{longer} s" if longer > 0 else ""
    return ""
