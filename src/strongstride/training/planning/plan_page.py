"""What the Plan page shows: the weeks to the race, runs and strength together."""

from datetime import date, timedelta

import msgspec
from django.urls import reverse

from strongstride.accounts.models import Athlete
from strongstride.coach.quantities import DistanceUnit
from strongstride.coach.weeks import monday_of
from strongstride.exchange.contract import RunJson
from strongstride.training.models import PlannedSession, SessionState, TrainingSession
from strongstride.training.planning.documents import Head, SessionHead, WeekHead
from strongstride.training.planning.last_change import LastChange, changes_in_force
from strongstride.training.planning.programme import head_for
from strongstride.training.planning.session_words import WhyLine, why_lines

_KEY_KINDS = ("hard", "long", "race")


class RunCell(msgspec.Struct, frozen=True, kw_only=True):
    """A run in the calendar."""

    label: str  # `Long 18 km`
    marks: str  # what the style sheet calls it: `ev run key`
    href: str  # empty for one gone by


class SessionCell(msgspec.Struct, frozen=True, kw_only=True):
    """A strength session in the calendar."""

    focus: str
    minutes: int
    state: str  # planned, done or missed
    href: str = ""  # of a planned one


class DayCell(msgspec.Struct, frozen=True, kw_only=True):
    """One day."""

    iso: str  # `2026-11-25`
    label: str  # `Wed 25`
    marks: str  # what the style sheet calls it: `day today free`
    is_past: bool
    is_away: bool
    runs: tuple[RunCell, ...]
    sessions: tuple[SessionCell, ...]


class WeekRow(msgspec.Struct, frozen=True, kw_only=True):
    """One week from Monday on."""

    starts_on: date
    phase: str
    note: str
    distance: str
    is_now: bool
    days: tuple[DayCell, ...]


class PhaseBar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of weeks of one phase."""

    phase: str
    weeks: int
    is_now: bool


class _Links:
    """Addresses of sessions and runs by one look-up each, where a page of weeks has eighty."""

    def __init__(self) -> None:
        self._session = reverse("training:plan-session", args=["KEY"])
        self._run = reverse("training:planned-run", args=[date.min, "KIND"])

    def session(self, key: str) -> str:
        return self._session.replace("KEY", key)

    def run(self, run: RunJson) -> str:
        return self._run.replace(date.min.isoformat(), run.on.isoformat()).replace("KIND", run.kind)


class PlanPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page prints."""

    title: str
    lead: str
    phases: tuple[PhaseBar, ...]
    weeks: tuple[WeekRow, ...]
    changes: tuple[LastChange, ...]
    given_up: tuple[WhyLine, ...]
    notices: tuple[WhyLine, ...]
    refused: tuple[WhyLine, ...]


def plan_page(athlete: Athlete, today: date) -> PlanPage:
    """The weeks of the plan in force."""
    head = head_for(athlete, today)
    monday = monday_of(today)
    past = _past(athlete, monday, today)
    person = athlete.profile.athlete
    changes = changes_in_force(athlete, today)
    away = (*person.availability.away, *(one.away for one in changes if one.away is not None))
    links = _Links()
    weeks = tuple(
        _week(week, today, past, person.distance_unit, away, links) for week in head.weeks
    )
    return PlanPage(
        title=_title(athlete, head, today),
        lead=_lead(athlete),
        phases=_phases(head, today),
        weeks=weeks,
        changes=changes,
        given_up=why_lines(head.given_up),
        notices=why_lines(head.notices),
        refused=why_lines(head.refused),
    )


def _past(athlete: Athlete, monday: date, today: date) -> dict[date, list[SessionCell]]:
    """This week's sessions before now: those done, and those planned that were not."""
    found: dict[date, list[SessionCell]] = {}
    rows = TrainingSession.objects.filter(athlete=athlete, on__range=(monday, today))
    rows = rows.exclude(state=SessionState.DISCARDED).order_by("on", "id")
    done_keys = set()
    for on, title, planned in rows.values_list("on", "title", "planned_key"):
        done_keys.add(planned)
        focus = title or "Strength"
        cell = SessionCell(focus=_capital(focus), minutes=0, state="done")
        found.setdefault(on, []).append(cell)
    missed = PlannedSession.objects.filter(athlete=athlete, on__gte=monday, on__lt=today)
    for key, on, focus, minutes in missed.values_list("key", "on", "focus", "minutes"):
        if key not in done_keys and on not in found:
            cell = SessionCell(focus=_capital(focus), minutes=minutes, state="missed")
            found.setdefault(on, []).append(cell)
    return found


def _week(
    week: WeekHead,
    today: date,
    past: dict[date, list[SessionCell]],
    unit: DistanceUnit,
    away: tuple[tuple[date, date], ...],
    links: _Links,
) -> WeekRow:
    days = [week.starts_on + timedelta(days=offset) for offset in range(7)]
    metres = sum(run.distance_m or 0 for run in week.runs)
    return WeekRow(
        starts_on=week.starts_on,
        phase=week.phase.capitalize(),
        note="easier week" if week.deload else "",
        distance=_distance(metres, unit) if metres else "",
        is_now=0 <= (today - week.starts_on).days < 7,
        days=tuple(_day(on, week, today, past, unit, away, links) for on in days),
    )


def _day(
    on: date,
    week: WeekHead,
    today: date,
    past: dict[date, list[SessionCell]],
    unit: DistanceUnit,
    away: tuple[tuple[date, date], ...],
    links: _Links,
) -> DayCell:
    planned = [_session(session, links) for session in week.sessions if session.on == on]
    runs = tuple(_run(run, today, unit, links) for run in week.runs if run.on == on)
    sessions = (*past.get(on, ()), *planned)
    is_past, is_free = on < today, not runs and not sessions
    marks = ("day", "today" * (on == today), "past" * is_past, "free" * is_free)
    return DayCell(
        iso=on.isoformat(),
        label=f"{on:%a} {on.day}",
        marks=" ".join(filter(None, marks)),
        is_past=is_past,
        is_away=any(first <= on <= last for first, last in away),
        runs=runs,
        sessions=sessions,
    )


def _session(session: SessionHead, links: _Links) -> SessionCell:
    return SessionCell(
        focus=_capital(session.focus),
        minutes=session.minutes,
        state="planned",
        href=links.session(session.key),
    )


def _capital(focus: str) -> str:
    return focus[:1].upper() + focus[1:]


def _run(run: RunJson, today: date, unit: DistanceUnit, links: _Links) -> RunCell:
    size = ""
    if run.distance_m is not None:
        size = _distance(run.distance_m, unit)
    elif run.duration_s is not None:
        size = f"{round(run.duration_s / 60)} min"
    name = run.name if run.name and len(run.name) <= 24 else run.kind.capitalize()
    marks = ("ev", "run", "key" * (run.kind in _KEY_KINDS), "race" * (run.kind == "race"))
    return RunCell(
        label=f"{name} {size}".strip(),
        marks=" ".join(filter(None, marks)),
        href=links.run(run) if run.on >= today else "",
    )


def _distance(metres: float, unit: DistanceUnit) -> str:
    return f"{round(metres / float(unit.metres))} {unit.value}"


def _phases(head: Head, today: date) -> tuple[PhaseBar, ...]:
    bars: list[PhaseBar] = []
    for week in head.weeks:
        now = 0 <= (today - week.starts_on).days < 7
        if bars and bars[-1].phase == week.phase.capitalize():
            last = bars[-1]
            bars[-1] = msgspec.structs.replace(
                last, weeks=last.weeks + 1, is_now=last.is_now or now
            )
        else:
            bars.append(PhaseBar(phase=week.phase.capitalize(), weeks=1, is_now=now))
    return tuple(bars)


def _title(athlete: Athlete, head: Head, today: date) -> str:
    goal = athlete.profile.athlete.goal
    if goal is None or goal.on < today:
        return f"Your next {len(head.weeks)} weeks"
    weeks = (goal.on - monday_of(today)).days // 7 + 1
    name = goal.name or f"the {goal.distance}"
    return f"Your {weeks} week{'s' * (weeks > 1)} to {name}"


def _lead(athlete: Athlete) -> str:
    free = athlete.profile.athlete.availability
    many = free.sessions_a_week
    sessions = "1 strength session" if many == 1 else f"{many} strength sessions"
    return f"{sessions} a week of up to {free.minutes} minutes, around your runs."
