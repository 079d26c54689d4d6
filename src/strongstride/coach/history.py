"""What a log says about when the athlete last trained."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from strongstride.coach.catalogue import catalogue
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind
from strongstride.coach.rules import n
from strongstride.coach.weeks import monday_of

WEEK = timedelta(weeks=1)
RECENT = timedelta(weeks=4)
TRAINED_WEEKS = 4  # weeks with strength in the last eight that make the form phase short


def is_trained(history: Sequence[LoggedSession], today: date) -> bool:
    """True when enough of the last eight weeks hold strength."""
    weeks = {s.on.isocalendar()[:2] for s in history if today - s.on <= 2 * RECENT}
    return len(weeks) >= TRAINED_WEEKS


def weeks_trained(history: Sequence[LoggedSession], today: date) -> int:
    """Weeks with strength before this one, back to the last break of more than four weeks."""
    return len({monday_of(on) for on in _days_since_a_break(history, today)} - {monday_of(today)})


def weeks_since_light(history: Sequence[LoggedSession], today: date) -> int | None:
    """Weeks back to the last with clearly fewer repetitions than the one before it, or with none.

    None when none of the training that goes on was light. This week is not over and does not tell.
    """
    work, light_share = _work_a_week(history, today), n("deload-weeks", "light_share")
    monday, first = monday_of(today) - WEEK, min(work, default=today)
    while monday > first:
        if work[monday] <= light_share * work[monday - WEEK]:
            return (monday_of(today) - monday).days // 7
        monday -= WEEK
    return None


def _work_a_week(history: Sequence[LoggedSession], today: date) -> Counter[date]:
    """Repetitions in each week of the training that goes on, by its Monday; holds by seconds."""
    days = frozenset(_days_since_a_break(history, today))
    found: Counter[date] = Counter()
    for session in history:
        if session.on in days:
            found[monday_of(session.on)] += round(sum(_work(each) for each in session.sets))
    return found


def _work(one: LoggedSet) -> float:
    """A set in repetitions; a hold counts as many as would take as long."""
    if one.kind is SetKind.WARM_UP:
        return 0.0
    return (one.reps or 0) + (one.seconds or 0.0) / n("deload-weeks", "seconds_of_a_rep")


def was_trained_before(history: Sequence[LoggedSession], today: date) -> bool:
    """Whether the training that goes on was begun by somebody trained, break or not."""
    days = _days_since_a_break(history, today)
    if not days:
        return is_trained(history, today)
    return is_trained([s for s in history if s.on < days[-1]], days[-1])


def _days_since_a_break(history: Sequence[LoggedSession], today: date) -> list[date]:
    """The days of the training that still goes on, newest first."""
    days: list[date] = []
    last = today
    for on in sorted({s.on for s in history if s.on <= today}, reverse=True):
        if last - on > RECENT:
            break
        days.append(on)
        last = on
    return days


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
