"""What a session's page shows: all of it, why, and what can be changed about it."""

from datetime import date

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import PinSession
from strongstride.coach.adjusting.replan import DayChoice
from strongstride.exchange.contract import SessionJson
from strongstride.training.planning.forms import least_minutes
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.last_change import LastChange, last_change
from strongstride.training.planning.programme import head_for, session_for
from strongstride.training.planning.session_words import Doing, WhyLine, doings, why_lines

STEPS_MIN = (15, 20, 25, 30, 40, 50, 60)


class SessionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page prints."""

    session: SessionJson
    doing: tuple[Doing, ...]
    whys: tuple[WhyLine, ...]
    days: tuple[DayChoice, ...]
    minutes: tuple[int, ...]  # shorter ones to choose from
    is_pinned: bool
    change: LastChange | None


def session_page(athlete: Athlete, key: str, today: date) -> SessionPage | None:
    """The page of a session to come; None when the plan has no such session."""
    head = head_for(athlete, today)
    session = session_for(athlete, key)
    if session is None or session.on < today:
        return None
    planning = planning_of(athlete, today)
    pins = [
        each
        for each in planning.adjustments
        if isinstance(each, PinSession) and each.session == key and each.on == session.on
    ]
    least = least_minutes()
    return SessionPage(
        session=session,
        doing=doings(session, head.gains.get(key, {}), planning.person.mass_unit),
        whys=why_lines(session.reasons),
        days=tuple(day for day in planning.days_for(key) if day.on >= today),
        minutes=tuple(each for each in STEPS_MIN if least <= each < session.minutes),
        is_pinned=bool(pins),
        change=last_change(athlete, today),
    )
