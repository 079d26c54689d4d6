"""What a log says about when the athlete last trained."""

from collections.abc import Sequence
from datetime import date, timedelta

from strongstride.coach.catalogue import catalogue
from strongstride.coach.log import LoggedSession
from strongstride.coach.weeks import monday_of

RECENT = timedelta(weeks=4)
TRAINED_WEEKS = 4  # weeks with strength in the last eight that make the form phase short


def is_trained(history: Sequence[LoggedSession], today: date) -> bool:
    """True when enough of the last eight weeks hold strength."""
    weeks = {s.on.isocalendar()[:2] for s in history if today - s.on <= 2 * RECENT}
    return len(weeks) >= TRAINED_WEEKS


def is_back_after_a_break(history: Sequence[LoggedSession], today: date) -> bool:
    """True when nothing was lifted lately, or ever."""
    return not any(today - session.on <= RECENT for session in history)


def last_leg_session(history: Sequence[LoggedSession]) -> date | None:
    """The latest date on which something was logged that takes from the legs."""
    known = catalogue().exercises
    legs = [
        session.on
        for session in history
        if any(s.exercise in known and known[s.exercise].leg_cost for s in session.sets)
    ]
    return max(legs, default=None)


def sessions_this_week(history: Sequence[LoggedSession], today: date) -> int:
    """Days from Monday to `today` on which something was lifted."""
    monday = monday_of(today)
    return len({session.on for session in history if monday <= session.on <= today})
