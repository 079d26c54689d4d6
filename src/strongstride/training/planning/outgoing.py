"""The stored plan as the coach's value, for calendars and watches: nothing is planned for them."""

from datetime import date

from strongstride.accounts.models import Athlete
from strongstride.coach.programme import Phase, PlannedSession, PlannedWeek, Programme
from strongstride.exchange.from_contract import planned_session
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.programme import head_for, sessions_between


def programme_out(athlete: Athlete, today: date) -> Programme:
    """The weeks of the plan in force with their sessions. Two queries while it is stored."""
    head = head_for(athlete, today)
    told = sessions_between(athlete, head.weeks[0].starts_on, date.max) if head.weeks else ()
    try:
        sessions = {each.id: planned_session(each) for each in told}
    except KeyError:  # stored before an update took an exercise away
        return planning_of(athlete, today).programme().programme
    weeks = tuple(
        PlannedWeek(
            starts_on=week.starts_on,
            phase=Phase(week.phase),
            deload=week.deload,
            runs=(),
            sessions=tuple(sessions[each.key] for each in week.sessions if each.key in sessions),
        )
        for week in head.weeks
    )
    return Programme(weeks=weeks, balance=(), given_up=(), notices=())


def session_out(athlete: Athlete, key: str, today: date) -> PlannedSession | None:
    """One session of the plan in force; None when it has no such session."""
    weeks = programme_out(athlete, today).weeks
    return next((each for week in weeks for each in week.sessions if each.id == key), None)
