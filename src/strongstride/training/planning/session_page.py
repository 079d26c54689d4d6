"""What a session's page shows: all of it, why, and what can be changed about it."""

from datetime import date

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.adjusting.adjustment import PinSession
from strongstride.coach.adjusting.replan import DayChoice
from strongstride.exchange.contract import SessionJson
from strongstride.training.planning.adjusted import Body
from strongstride.training.planning.forms import least_minutes
from strongstride.training.planning.inputs import in_force, planning_of
from strongstride.training.planning.last_change import LastChange, last_change
from strongstride.training.planning.programme import head_for, session_for
from strongstride.training.planning.session_words import Doing, WhyLine, doings, why_lines

STEPS_MIN = (15, 20, 25, 30, 40, 50, 60)


class SessionPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page prints."""

    session: SessionJson
    doing: tuple[Doing, ...]
    whys: tuple[WhyLine, ...]
    days: tuple[DayChoice, ...] | None  # where it may move; None: not asked, as it takes planning
    minutes: tuple[int, ...]  # shorter ones to choose from
    is_pinned: bool
    change: LastChange | None


def session_page(athlete: Athlete, key: str, today: date, *, with_days: bool) -> SessionPage | None:
    """The page of a session to come; None when the plan has no such session."""
    head = head_for(athlete, today)
    session = session_for(athlete, key)
    if session is None or session.on < today:
        return None
    unit = athlete.profile.athlete.mass_unit
    least = least_minutes()
    return SessionPage(
        session=session,
        doing=doings(session, head.gains.get(key, {}), unit),
        whys=why_lines(session.reasons),
        days=_days(athlete, key, today) if with_days else None,
        minutes=tuple(each for each in STEPS_MIN if least <= each < session.minutes),
        is_pinned=_is_pinned(athlete, session),
        change=last_change(athlete, today),
    )


def _days(athlete: Athlete, key: str, today: date) -> tuple[DayChoice, ...]:
    choices = planning_of(athlete, today).days_for(key)
    return tuple(day for day in choices if day.on >= today)


def _is_pinned(athlete: Athlete, session: SessionJson) -> bool:
    wishes = [body.adjustment for body in in_force(athlete) if isinstance(body, Body)]
    return any(
        isinstance(each, PinSession) and each.session == session.id and each.on == session.on
        for each in wishes
    )
