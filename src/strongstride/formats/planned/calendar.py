"""Entries of an iCalendar file, repetitions unrolled within a span of days (RFC 5545)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from strongstride.formats.planned.runs import CalendarRun, PlannedRunsError, PlannedRunsFile
from strongstride.formats.planned.text import distance_in, duration_in

if TYPE_CHECKING:
    from icalendar import Calendar, Event

MOST_EVENTS = 20_000
_LONGEST_RUN = timedelta(hours=8)  # a longer event is a block in the calendar, not a run's duration
_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_UNROLLED = ("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID")
_SPLITTING = ("BYSECOND", "BYMINUTE", "BYHOUR")
_LONGEST_HISTORY = timedelta(days=366 * 60)  # unrolling from before that takes no calendar's while
_DESCRIPTION_READ = 500


def read_calendar(
    data: bytes, name: str, *, since: date, until: date, time_zone: str
) -> PlannedRunsFile:
    """The entries between two dates, both included, in local time. Raises PlannedRunsError."""
    calendars = _parsed(data, name)
    warnings: list[str] = []
    entries: list[CalendarRun] = []
    for calendar in calendars:
        _without_unusable(calendar, warnings, since)
        for event in _between(calendar, name, since, until):
            entry = _entry(event, ZoneInfo(time_zone))
            if entry is not None and since <= entry.on <= until:
                entries.append(entry)
    entries.sort(key=lambda entry: (entry.on, entry.starts_at or time(), entry.title))
    return PlannedRunsFile(entries=tuple(entries), warnings=tuple(warnings))


def _parsed(data: bytes, name: str) -> list[Calendar]:
    from icalendar import Calendar

    if data.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise PlannedRunsError(
            f"{name} holds more than {MOST_EVENTS} events: export the running calendar alone"
        )
    try:
        found = Calendar.from_ical(data.decode("utf-8-sig", "replace"), multiple=True)
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError):
        raise PlannedRunsError(
            f"{name} is a damaged calendar: export it again, or give the runs as a CSV table"
        ) from None
    assert isinstance(found, list)
    return [calendar for calendar in found if calendar.name == "VCALENDAR"]


def _without_unusable(calendar: Calendar, warnings: list[str], since: date) -> None:
    """Take out damaged events, and those that repeat all day long: unrolling them never ends."""
    kept = []
    for component in calendar.subcomponents:
        title = str(component.get("SUMMARY", ""))[:60]
        if component.name == "VEVENT" and (broken := _broken_part(component)):
            warnings.append(f"event {title!r} has a damaged {broken}: left out")
        elif component.name == "VEVENT" and _is_flood(component, since):
            warnings.append(f"event {title!r} repeats more than a calendar can hold: left out")
        else:
            kept.append(component)
    calendar.subcomponents = kept


def _broken_part(event: Any) -> str | None:
    """The name of a part that the calendar library could not read and unrolling needs."""
    for part in _UNROLLED:
        found = event.get(part, [])
        for value in found if isinstance(found, list) else [found]:
            if type(value).__name__ == "vBroken":
                return part
    return None


def _is_flood(event: Any, since: date) -> bool:
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        times_a_day = 1
        for part in _SPLITTING:
            times_a_day *= max(1, len(rule.get(part, [])))
        if str(rule.get("FREQ", [""])[0]).upper() in _OFTEN or times_a_day > 4:
            return True
        start = event.get("DTSTART")
        began = getattr(start, "dt", None)
        if began is not None and since - _day(began) > _LONGEST_HISTORY:
            return True
    return False


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _between(calendar: Calendar, name: str, since: date, until: date) -> list[Event]:
    """Occurrences within the span, a day wider on both sides for other time zones."""
    import recurring_ical_events

    try:
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        found: list[Event] = query.between(since - timedelta(days=1), until + timedelta(days=2))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, IndexError):
        raise PlannedRunsError(
            f"{name} has events that cannot be unrolled: export it again, or give a CSV table"
        ) from None
    return found


def _entry(event: Event, zone: ZoneInfo) -> CalendarRun | None:
    """One occurrence; None when it is cancelled or has no start."""
    start = getattr(event.get("DTSTART"), "dt", None)
    if start is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
        return None
    title = str(event.get("SUMMARY", "")).strip()[:200]
    text = str(event.get("DESCRIPTION", ""))[:_DESCRIPTION_READ]
    local = _local(start, zone)
    starts_at = local.time().replace(second=0) if isinstance(local, datetime) else None
    return CalendarRun(
        on=_day(local),
        title=title,
        starts_at=starts_at,
        distance_m=distance_in(title) or distance_in(text),
        duration_s=duration_in(title)
        or duration_in(text)
        or (_length(event) if starts_at is not None else None),
        categories=_categories(event),
    )


def _local(start: date | datetime, zone: ZoneInfo) -> date | datetime:
    """Local wall-clock time; a time without a zone is local already (RFC 5545 3.3.5)."""
    if not isinstance(start, datetime):
        return start
    if start.tzinfo is None:
        return start
    return start.astimezone(zone).replace(tzinfo=None)


def _length(event: Event) -> int | None:
    try:
        length = event.duration
    except (ValueError, TypeError, AttributeError):
        return None
    return round(length.total_seconds()) if timedelta(0) < length <= _LONGEST_RUN else None


def _categories(event: Event) -> tuple[str, ...]:
    found = event.get("CATEGORIES")
    lists = found if isinstance(found, list) else [found] if found is not None else []
    return tuple(str(word) for each in lists for word in getattr(each, "cats", ()))
