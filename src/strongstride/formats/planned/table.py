"""Planned runs from a CSV table: date, kind, distance, duration, start and title, in any order."""

import csv
import io
import re
from collections.abc import Mapping
from datetime import date, datetime, time

from strongstride.formats.planned.runs import CalendarRun, PlannedRunsError, PlannedRunsFile
from strongstride.formats.planned.text import METRES, distance_in, duration_in, number

MOST_ROWS = 20_000
_MOST_PROBLEMS = 10
_COLUMNS = {
    "date": "date day datum fecha data on",
    "kind": "kind type art tipo typ",
    "distance": "distance km mi miles kilometres kilometers distanz strecke distancia distanza",
    "duration": "duration minutes min mins dauer duree duracion durata",
    "start": "start time starts_at start_time uhrzeit heure hora",
    "title": "title name run workout session description beschreibung titre titulo",
}
_NAMED = {word: column for column, words in _COLUMNS.items() for word in words.split()}
_IN_BRACKETS = re.compile(r"[\[(]\s*([^\])]*)\s*[\])]")


def read_table(data: bytes, name: str, *, since: date, until: date, unit: str) -> PlannedRunsFile:
    """The rows dated between two dates, both included. Raises PlannedRunsError."""
    rows = _rows(data, name)
    columns, units = _header(rows[0], name, unit)
    entries: list[CalendarRun] = []
    problems: list[str] = []
    for line, row in enumerate(rows[1:], 2):
        cells = {
            column: row[place].strip() for column, place in columns.items() if place < len(row)
        }
        if not any(cells.values()):
            continue
        try:
            entries.append(_entry(cells, units))
        except ValueError as error:
            problems.append(f"{name}, line {line}: {error}")
    if problems:
        raise PlannedRunsError("\n".join(problems[:_MOST_PROBLEMS]))
    kept = sorted((e for e in entries if since <= e.on <= until), key=lambda entry: entry.on)
    return PlannedRunsFile(entries=tuple(kept))


def _rows(data: bytes, name: str) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    if "\x00" in text:
        raise PlannedRunsError(f"{name} is no text file: planned runs come as .ics or .csv")
    first = text.lstrip().split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise PlannedRunsError(f"{name} cannot be read as a table: {error}") from None
    if not rows:
        raise PlannedRunsError(f"{name} is empty: export the plan again")
    if len(rows) > MOST_ROWS:
        raise PlannedRunsError(f"{name} has more than {MOST_ROWS} rows: keep the weeks to plan")
    return rows


def _header(header: list[str], name: str, unit: str) -> tuple[dict[str, int], Mapping[str, str]]:
    """Column → place, and the units that distance and duration are written in."""
    columns: dict[str, int] = {}
    units = {"distance": unit, "duration": "min"}
    for place, cell in enumerate(header):
        word = cell.strip().casefold()
        bracket = _IN_BRACKETS.search(word)
        plain = _IN_BRACKETS.sub("", word).strip().replace(" ", "_")
        stem, _, tail = plain.partition("_")
        column = _NAMED.get(plain) or _NAMED.get(stem)
        if column is None or column in columns:
            continue
        columns[column] = place
        said = _unit_said(f"{bracket[1] if bracket else ''} {tail} {plain}")
        if said and column in units:
            units[column] = said[column] if column in said else units[column]
    if "date" not in columns or len(columns) < 2:
        raise PlannedRunsError(
            f"{name}, line 1: a table of planned runs starts with a header such as "
            "`date,kind,distance_km,duration_min,start,title`"
        )
    return columns, units


def _unit_said(words: str) -> dict[str, str]:
    found = set(words.replace("_", " ").split())
    said: dict[str, str] = {}
    if found & {"km", "kilometres", "kilometers"}:
        said["distance"] = "km"
    elif found & {"mi", "mile", "miles"}:
        said["distance"] = "mi"
    elif found & {"m", "metres", "meters"}:
        said["distance"] = "m"
    if found & {"s", "sec", "seconds"}:
        said["duration"] = "s"
    elif found & {"h", "hours"}:
        said["duration"] = "h"
    return said


def _entry(cells: Mapping[str, str], units: Mapping[str, str]) -> CalendarRun:
    """One row. Raises ValueError with what to write instead."""
    title, kind = cells.get("title", ""), cells.get("kind", "")
    text = f"{kind} {title}"
    return CalendarRun(
        on=_date(cells.get("date", "")),
        title=title or kind,
        kind=kind,
        starts_at=_start(cells.get("start", "")),
        distance_m=_distance(cells.get("distance", ""), units["distance"]) or distance_in(text),
        duration_s=_duration(cells.get("duration", ""), units["duration"]) or duration_in(text),
    )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:  # a full stop between the parts always means day.month.year
        return datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007 a date has no zone
    except ValueError:
        raise ValueError(f"date {text!r} is not understood: write it as 2026-11-23") from None


def _start(text: str) -> time | None:
    if not text:
        return None
    try:
        return time.fromisoformat(text if ":" in text[:3] and text[1] != ":" else f"0{text}")
    except (ValueError, IndexError):
        raise ValueError(f"start {text!r} is not understood: write it as 07:30") from None


def _distance(text: str, unit: str) -> int | None:
    if not text:
        return None
    try:
        metres = number(text) * METRES.get(unit, 1.0)
    except ValueError:
        found = distance_in(text)
        if found is None:
            raise ValueError(f"distance {text!r} is not understood: write 8.5 or 8.5 km") from None
        return found
    if not 0 <= metres <= 500_000:
        raise ValueError(f"distance {text!r} in {unit} is no run: check the number and the unit")
    return round(metres) or None


def _duration(text: str, unit: str) -> int | None:
    if not text:
        return None
    if ":" in text:
        parts = [int(part) for part in text.split(":") if part.strip().isdigit()]
        if len(parts) == 3:
            return parts[0] * 3600 + parts[1] * 60 + parts[2]
        if len(parts) == 2:  # 1:15 is an hour and a quarter, 45:00 is 45 minutes
            return parts[0] * 3600 + parts[1] * 60 if parts[0] < 10 else parts[0] * 60 + parts[1]
    try:
        seconds = number(text) * {"min": 60, "s": 1, "h": 3600}[unit]
    except ValueError:
        found = duration_in(text)
        if found is None:
            raise ValueError(f"duration {text!r} is not understood: write 45 or 45 min") from None
        return found
    if not 0 <= seconds <= 48 * 3600:
        raise ValueError(f"duration {text!r} is no run: write minutes, such as 45")
    return round(seconds) or None
