"""Planned runs out of a calendar file (iCalendar) or a table (CSV): what stands in it, unjudged.

Whether an entry is a run, and which kind, is for the reader of these values to decide.
"""

from datetime import date, time

import msgspec

from strongstride.formats.errors import UnreadableFileError

MOST_BYTES = 20_000_000


class CalendarRun(msgspec.Struct, frozen=True, kw_only=True):
    """One entry on a local date; `starts_at` is local wall-clock time, None for all-day entries."""

    on: date
    title: str
    kind: str = ""  # the table's own word for the kind, as written
    starts_at: time | None = None
    distance_m: int | None = None
    duration_s: int | None = None
    categories: tuple[str, ...] = ()


class PlannedRunsFile(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a file in order of date, and what was left out, one clear line each."""

    entries: tuple[CalendarRun, ...]
    warnings: tuple[str, ...] = ()


class PlannedRunsError(UnreadableFileError):
    """The file holds no readable plan; the message has one line for each mistake."""


def read_planned_runs(
    data: bytes, name: str, *, since: date, until: date, time_zone: str = "UTC", unit: str = "km"
) -> PlannedRunsFile:
    """The entries from `since` to `until` (both included) of an .ics or .csv file.

    `time_zone` is where the runner lives, `unit` ("km" or "mi") what a distance without a unit
    means. Raises PlannedRunsError.
    """
    from strongstride.formats.planned.calendar import read_calendar
    from strongstride.formats.planned.table import read_table

    if len(data) > MOST_BYTES:
        raise PlannedRunsError(f"{name} is larger than 20 MB: export the running plan alone")
    if not data.strip():
        raise PlannedRunsError(f"{name} is empty: export the calendar again")
    if b"BEGIN:VCALENDAR" in data[:2000].upper():
        return read_calendar(data, name, since=since, until=until, time_zone=time_zone)
    if data[:4] == b"PK\x03\x04":
        raise PlannedRunsError(f"{name} is a zip or a spreadsheet: unpack it, or save it as CSV")
    return read_table(data, name, since=since, until=until, unit=unit)
