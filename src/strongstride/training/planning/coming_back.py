"""What an undo brings back, without reasons: nothing forbids where a session has been."""

from datetime import date

from strongstride.coach.programme import PlannedSession, Programme

TOLD = 4  # sentences; what is more is counted


def came_back(then: Programme, now: Programme, *, since: date) -> tuple[str, ...]:
    """The sessions from `since` on that are again where, or what, they were."""
    before = {each.id: each for week in then.weeks for each in week.sessions}
    sessions = [each for week in now.weeks for each in week.sessions if each.on >= since]
    texts = [text for each in sessions if (text := _told(each, before.get(each.id)))]
    more = len(texts) - TOLD
    return (*texts[:TOLD], f"And {more} more in later weeks.") if more > 0 else tuple(texts)


def _told(session: PlannedSession, before: PlannedSession | None) -> str:
    name, day = session.focus.capitalize(), f"{session.on:%a} {session.on.day} {session.on:%b}"
    if before is None or before.on != session.on:
        return f"{name} is back on {day}."
    return "" if before == session else f"{name} of {day} is as it was."
