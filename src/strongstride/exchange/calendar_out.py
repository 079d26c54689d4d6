"""A programme as an iCalendar file: one event a session, which re-importing updates in place.

The same programme and `today` give the same bytes: nothing here reads a clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from strongstride.coach.athlete import Athlete
from strongstride.coach.programme import PlannedSession, Programme
from strongstride.coach.runs import PlannedRun
from strongstride.exchange.session_text import run_title, session_text, session_title

if TYPE_CHECKING:
    from icalendar import Calendar, Event

_HOST = "strongstride"
_EPOCH = date(2020, 1, 1)  # SEQUENCE counts days from here, so every later plan is newer


def calendar_bytes(
    programme: Programme, athlete: Athlete, today: date, *, runs: bool = False
) -> bytes:
    """The .ics file of every session, and of the projected runs when `runs` is set.

    Sessions without a time of day are all-day events; the others stand in the athlete's time zone.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", "-//Strongstride//strength for runners//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", "Strongstride")
    zone = ZoneInfo(athlete.time_zone)
    for week in programme.weeks:
        for session in week.sessions:
            calendar.add_component(_session_event(session, athlete, zone, today))
        if runs:
            for place, run in enumerate(week.runs):
                calendar.add_component(_run_event(run, place, athlete, zone, today))
    _add_zone(calendar, zone, programme)
    return bytes(calendar.to_ical())


def _session_event(session: PlannedSession, athlete: Athlete, zone: ZoneInfo, today: date) -> Event:
    event = _event(f"{session.id}@{_HOST}", today)
    event.add("SUMMARY", session_title(session))
    event.add("DESCRIPTION", session_text(session, athlete))
    event.add("CATEGORIES", ["Strength"])
    _add_time(event, session.on, session.starts_at, timedelta(minutes=session.minutes), zone)
    return event


def _run_event(run: PlannedRun, place: int, athlete: Athlete, zone: ZoneInfo, today: date) -> Event:
    event = _event(f"run-{run.on:%Y%m%d}-{place}@{_HOST}", today)
    event.add("SUMMARY", run_title(run, athlete.distance_unit))
    event.add("CATEGORIES", ["Run"])
    _add_time(event, run.on, run.starts_at, timedelta(seconds=run.duration_s or 3600), zone)
    return event


def _event(uid: str, today: date) -> Event:
    """An event with its identity: the same UID again with a later SEQUENCE is an update."""
    from icalendar import Event

    event = Event()
    event.add("UID", uid)
    event.add("DTSTAMP", datetime.combine(today, time(), UTC))
    event.add("SEQUENCE", max(0, (today - _EPOCH).days))
    event.add("TRANSP", "OPAQUE")
    return event


def _add_time(
    event: Event, on: date, starts_at: time | None, length: timedelta, zone: ZoneInfo
) -> None:
    if starts_at is None:
        event.add("DTSTART", on)
        event.add("DTEND", on + timedelta(days=1))
        event["TRANSP"] = "TRANSPARENT"  # an all-day session does not block the day
        return
    start = datetime.combine(on, starts_at, zone)
    event.add("DTSTART", start)
    event.add("DURATION", length)


def _add_zone(calendar: Calendar, zone: ZoneInfo, programme: Programme) -> None:
    """The VTIMEZONE that timed events refer to, for the years of the plan (UTC needs none)."""
    from icalendar import Timezone

    if zone.key in ("UTC", "Etc/UTC") or not programme.weeks:
        return
    first, last = programme.weeks[0].starts_on, programme.weeks[-1].starts_on
    component = Timezone.from_tzid(
        zone.key, first_date=date(first.year, 1, 1), last_date=date(last.year + 1, 12, 31)
    )
    calendar.subcomponents.insert(0, component)
