"""Our own log format, CSV and JSON, both ways. `docs/reference/log-format.md` describes it."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Any

from strongstride.formats.lifts.record import LogError, RawSession, RawSet
from strongstride.formats.spreadsheet import guarded, unguarded

FORMAT = "strongstride-log"
VERSION = 1
SESSION_COLUMNS = ("date", "session", "session_id")
SET_COLUMNS = (
    "exercise", "set", "kind", "side", "reps", "seconds", "distance_m",
    "load", "unit", "rir", "form_ok", "pain", "note",
)  # fmt: skip
COLUMNS = (*SESSION_COLUMNS, *SET_COLUMNS)


def unguarded_rows(rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a table as they were before `guarded`, where it has the header we write."""
    ours = False
    for place, (line, cells) in enumerate(rows):
        ours = cells == list(COLUMNS) if place == 0 else ours
        yield line, [unguarded(cell) for cell in cells] if ours else cells


def write_csv(sessions: Sequence[RawSession]) -> bytes:
    """The sessions as our CSV in UTF-8, one line a set."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        of_session = _session_cells(session)
        for one in session.sets:
            cells = {**of_session, **_set_cells(one)}
            writer.writerow([guarded(cells.get(column, "")) for column in COLUMNS])
    return out.getvalue().encode("utf-8", errors="replace")


def write_json(sessions: Sequence[RawSession]) -> bytes:
    """The sessions as our JSON in UTF-8, sets inside their sessions, empty values left out."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "sessions": [
            {**_session_cells(session), "sets": [_set_cells(one) for one in session.sets]}
            for session in sessions
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8", errors="replace")


def rows_of_json(text: str, name: str) -> Iterator[list[str]]:
    """The header and one row per set of a log in our JSON, cells as in our CSV."""
    try:
        document = json.loads(text, parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{name} is not sound JSON: {str(error)[:120]}.") from None
    if not isinstance(document, dict) or not isinstance(document.get("sessions"), list):
        raise LogError(
            f'{name} is JSON but no strength log: it should be {{"sessions": […]}} as the log '
            "format of Strongstride has it."
        )
    shared = {column: document[column] for column in ("unit",) if column in document}
    yield list(COLUMNS)
    for session in document["sessions"]:
        if not isinstance(session, dict) or not isinstance(session.get("sets"), list):
            yield ["", "", "a session without sets"]
            continue
        of_session = {key: session[key] for key in SESSION_COLUMNS if key in session}
        for one in session["sets"]:
            cells = shared | of_session | (one if isinstance(one, dict) else {})
            yield [_cell(cells.get(column)) for column in COLUMNS]


def _session_cells(session: RawSession) -> dict[str, str]:
    when = session.starts_at.isoformat(" ") if session.starts_at else session.on.isoformat()
    cells = {"date": when, "session": session.name, "session_id": session.id}
    return {column: cell for column, cell in cells.items() if cell}


def _set_cells(one: RawSet) -> dict[str, Any]:
    """What the set knows, by column, as JSON shows it; a load keeps every digit as text."""
    values: dict[str, Any] = {
        "exercise": one.exercise,
        "set": one.order,
        "kind": one.kind,
        "side": one.side,
        "reps": one.reps,
        "seconds": one.seconds,
        "distance_m": one.distance_m,
        "load": None if one.weight is None else f"{one.weight:f}",
        "unit": one.unit if one.weight is not None else None,
        "rir": one.rir,
        "form_ok": None if one.form_ok is None else "yes" if one.form_ok else "no",
        "pain": one.pain,
        "note": one.note or None,
    }
    return {column: value for column, value in values.items() if value is not None}


def _cell(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
