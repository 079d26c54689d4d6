"""What the Today page shows: the one thing to do next, and why."""

from datetime import date

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Athlete as Person
from strongstride.exchange.contract import RunJson, SessionJson, Why
from strongstride.training.models import SessionState, TrainingSession
from strongstride.training.planning.documents import Head, SessionHead, WeekHead
from strongstride.training.planning.last_change import LastChange, last_change
from strongstride.training.planning.programme import head_for, session_for
from strongstride.training.planning.session_words import (
    Doing,
    WhyLine,
    cool_down_words,
    doings,
    why_lines,
    work_whys,
)

MOST_WHYS = 4


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """A session of today that was begun."""

    key: str
    planned_key: str
    title: str
    is_open: bool


class TodayPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page prints."""

    today: date
    week_line: str
    phase: str
    race_chip: str
    next: SessionJson | None
    next_on: str  # `TODAY`, `TOMORROW`, `FRIDAY 27 NOV`
    why_line: str
    doing: tuple[Doing, ...]
    sets: int
    cool_down: str
    whys: tuple[WhyLine, ...]
    more_whys: tuple[WhyLine, ...]
    runs: tuple[RunJson, ...]
    open: Begun | None
    done: tuple[Begun, ...]
    change: LastChange | None
    notices: tuple[WhyLine, ...]
    said: tuple[str, ...]
    stopped: tuple[str, ...]


def today_page(athlete: Athlete, today: date) -> TodayPage:
    """The page of a day; the plan is made first if it is not in force."""
    head = head_for(athlete, today)
    begun = _begun(athlete, today)
    done = tuple(one for one in begun if not one.is_open)
    person = athlete.profile.athlete
    coming = _next(head, today, {one.planned_key for one in done})
    session = None if coming is None else session_for(athlete, coming.key)
    week = _week_of(head, today)
    whys, more = ((), ()) if session is None else _whys(session)
    return TodayPage(
        today=today,
        week_line=_week_line(head, week),
        phase="" if week is None else _phase(week),
        race_chip=_race_chip(person, today),
        next=session,
        next_on="" if session is None else _when(session.on, today),
        why_line="" if session is None else _why_line(session),
        doing=_doing(session, head, person),
        sets=0 if session is None else sum(len(item.sets) for item in session.work),
        cool_down="" if session is None else cool_down_words(session),
        whys=whys,
        more_whys=more,
        runs=() if week is None else tuple(run for run in week.runs if run.on == today),
        open=next((one for one in begun if one.is_open), None),
        done=done,
        change=last_change(athlete, today),
        notices=why_lines(head.notices),
        said=head.said,
        stopped=_stopped(head),
    )


def _begun(athlete: Athlete, today: date) -> tuple[Begun, ...]:
    rows = TrainingSession.objects.filter(athlete=athlete, on=today)
    rows = rows.exclude(state=SessionState.DISCARDED).order_by("id")
    return tuple(
        Begun(key=str(key), planned_key=planned, title=title, is_open=state == SessionState.OPEN)
        for key, planned, title, state in rows.values_list("id", "planned_key", "title", "state")
    )


def _next(head: Head, today: date, done: set[str]) -> SessionHead | None:
    to_come = (s for week in head.weeks for s in week.sessions if s.on >= today)
    return next((session for session in to_come if session.key not in done), None)


def _doing(session: SessionJson | None, head: Head, person: Person) -> tuple[Doing, ...]:
    if session is None:
        return ()
    return doings(session, head.gains.get(session.id, {}), person.mass_unit)


def _week_of(head: Head, day: date) -> WeekHead | None:
    return next((week for week in head.weeks if 0 <= (day - week.starts_on).days < 7), None)


def _week_line(head: Head, week: WeekHead | None) -> str:
    if week is None:
        return ""
    return f"week {head.weeks.index(week) + 1} of {len(head.weeks)} to come"


def _phase(week: WeekHead) -> str:
    phase = week.phase.capitalize()
    return f"{phase}, easier week" if week.deload else phase


def _race_chip(person: Person, today: date) -> str:
    goal = person.goal
    if goal is None or goal.on < today:
        return ""
    days = (goal.on - today).days
    name = goal.name or goal.distance.value.capitalize()
    return f"{name} today" if not days else f"{name} in {days} day{'s' * (days > 1)}"


def _when(on: date, today: date) -> str:
    days = (on - today).days
    near = {0: "Today", 1: "Tomorrow"}.get(days)
    return near or f"{on:%A} {on.day} {on:%b}"


def _why_line(session: SessionJson) -> str:
    """The reasons of the day, as one line: an empty day only where there is no other reason."""
    placed = [why for why in session.reasons if why.rule in _PLACING]
    telling = [why for why in placed if not _is_plain(why)]
    return " ".join(why.text for why in (telling or placed)[:2])


_PLACING = ("easy-run-days", "hard-day-doubles", "legs-before-key-run", "legs-after-legs")


def _whys(session: SessionJson) -> tuple[tuple[WhyLine, ...], tuple[WhyLine, ...]]:
    """The most telling reasons, one of each rule: why that day, what is new; then the rest."""
    placed = [why for why in session.reasons if why.rule not in _NO_NEWS]
    work = work_whys(session.work)
    telling = (
        *why_lines([why for why in placed if not _is_plain(why)]),
        *(why for why in work if why.rule not in _DOSES),
    )[:MOST_WHYS]
    known = {why.rule for why in telling}
    rest = (*why_lines(placed), *work)
    return telling, tuple(why for why in rest if why.rule not in known)


def _is_plain(why: Why) -> bool:
    """Whether it only says that nothing stands against the day."""
    return why.rule == "easy-run-days" and why.numbers.get("runs") == 0


_NO_NEWS = ("ramp-warm-up", "cool-down-stretches", "session-length")
_DOSES = (  # what a phase asks of everybody
    "dose-form",
    "dose-strength",
    "dose-max-strength",
    "dose-power",
    "dose-maintenance",
    "dose-holds",
    "dose-body-weight",
    "dose-contacts",
)


def _stopped(head: Head) -> tuple[str, ...]:
    """Why nothing is planned, where a professional comes first."""
    if any(week.sessions for week in head.weeks):
        return ()
    return tuple(dict.fromkeys(why.text for why in head.given_up))
