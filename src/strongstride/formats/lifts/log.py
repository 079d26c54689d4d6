"""Strength logs in: Strong in its dialects, Hevy, Fitbod, FitNotes and our own CSV and JSON."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

import msgspec

from strongstride.formats.lifts import cells
from strongstride.formats.lifts.cells import CellError, DayOrder
from strongstride.formats.lifts.columns import (
    STRONG_LAYOUTS,
    Columns,
    columns_by_place,
    columns_of,
)
from strongstride.formats.lifts.own_log import rows_of_json, unguarded_rows
from strongstride.formats.lifts.record import (
    LogError,
    LogUnit,
    RawSession,
    RawSet,
    StrengthLog,
    log_grams,
)
from strongstride.formats.lifts.rows import Empty, NotASet, Row, read_row
from strongstride.formats.lifts.text import decode, rows_of
from strongstride.formats.lifts.unit import guess_unit

__all__ = ["LogError", "RawSession", "RawSet", "StrengthLog", "read_log"]

MOST_WARNINGS = 25  # of one log; the rest is counted in a last line
UNIT_NAMES: dict[LogUnit, str] = {"kg": "kilograms", "lb": "pounds"}


def read_log(
    data: bytes, name: str, *, unit: str | None = None, usual: str | None = None
) -> StrengthLog:
    """The log in `data`; `name` is what messages call it.

    `unit` (`kg` or `lb`) is for weights whose unit the file does not say; None infers it and says
    so in `warnings`, leaning to `usual`, the unit its owner thinks in, where the log is unclear.
    Rows that cannot be understood are left out with one line each; only a file that is no strength
    log at all raises LogError.
    """
    text = decode(data)
    is_json = text.lstrip()[:1] in ("{", "[")
    rows = list(enumerate(rows_of_json(text, name)) if is_json else unguarded_rows(rows_of(text)))
    if not rows:
        raise LogError(f"{name} is empty: export the log again.")
    header = rows[0][1]
    columns = columns_of(header) or strong_by_place([row for _, row in rows[1:]])
    if columns is None:
        raise LogError(
            f"{name} is not a strength log: line {rows[0][0]} should name at least a date, an "
            "exercise and reps, as the exports of Strong and Hevy do, but it is "
            f"{cells.shown(','.join(header))}."
        )
    reading = _Reading(name, columns, "set" if is_json else "line")
    reading.take(rows[1:], header)
    return reading.log(cells.unit(unit or ""), cells.unit(usual or ""))


def strong_by_place(rows: Sequence[Sequence[str]]) -> Columns | None:
    """Strong's columns by their order, when its headers are in a language nobody taught us."""
    for layout in STRONG_LAYOUTS:
        columns = columns_by_place(layout)
        tried = [row for row in rows[:50] if len(row) == columns.width]
        if tried and all(_reads(row, columns) for row in tried):
            return columns
    return None


def _reads(row: Sequence[str], columns: Columns) -> bool:
    try:
        read_row(row, 0, columns)
    except CellError:
        return False
    except (NotASet, Empty):
        return True
    return True


class _Session:
    """A session while its rows are gathered."""

    def __init__(self, row: Row) -> None:
        self.first = row
        self.sets: list[RawSet] = []
        self.notes: list[str] = []

    def frozen(self, unit: LogUnit) -> RawSession:
        row = self.first
        return RawSession(
            on=row.on, starts_at=row.starts_at, name=row.session, id=row.session_id,
            duration_s=row.duration_s, note="\n".join(self.notes),
            sets=tuple(_weighed(one, unit) for one in self.sets),
        )  # fmt: skip


_Key = tuple[date, datetime | None, str, str]


class _Reading:
    """One log on its way from rows to sessions."""

    def __init__(self, name: str, columns: Columns, counted: str) -> None:
        self.name = name
        self.counted = counted  # what a row is to the user: a line, or a set in JSON
        self.columns = columns
        self.sessions: dict[_Key, _Session] = {}
        self.problems: list[str] = []
        self.damaged = self.not_sets = self.empty = self.repeated = 0

    def take(self, rows: Sequence[tuple[int, list[str]]], header: Sequence[str]) -> None:
        """Every row in turn; a header in the middle (two exports in one file) is passed over."""
        order = self._day_order(row for _, row in rows)
        block: list[Row] = []
        for line, cut in rows:
            if cut == header:
                continue
            row = self._row(cut, line, order)
            if row is None:
                continue
            if block and _key(row) != _key(block[0]):
                self._close(block)
                block = []
            block.append(row)
        if block:
            self._close(block)

    def _row(self, cut: Sequence[str], line: int, order: DayOrder) -> Row | None:
        try:
            return read_row(cut, line, self.columns, order)
        except NotASet:
            self.not_sets += 1
        except Empty:
            self.empty += 1
        except CellError as problem:
            self.damaged += 1
            self.problems.append(f"{self.name}, {self.counted} {line}: left out, {problem}.")
        return None

    def _close(self, block: Sequence[Row]) -> None:
        """A session's rows stand together; seen again later, they come from a second export."""
        sets = [one for row in block for one in row.sets]
        session = self.sessions.get(_key(block[0]))
        if session is None:
            session = self.sessions[_key(block[0])] = _Session(block[0])
        else:
            known = {_without_line(one) for one in session.sets}
            fresh = [one for one in sets if _without_line(one) not in known]
            self.repeated += len(sets) - len(fresh)
            sets = fresh
        session.sets.extend(sets)
        for row in block:
            if row.session_note and row.session_note not in session.notes:
                session.notes.append(row.session_note)

    def _day_order(self, rows: Iterable[Sequence[str]]) -> DayOrder:
        """Whether 4/10/2022 is in October or April: read off the whole file, else said."""
        place = self.columns.at.get("starts_at", self.columns.at.get("date", 0))
        slashed = [
            found
            for row in rows
            if place < len(row)
            and (found := cells.SLASHED.fullmatch(row[place].strip()))
            and len(found[1]) <= 2
            and found[2] != "."
        ]
        if any(int(found[1]) > 12 for found in slashed):
            return "day"
        if any(int(found[3]) > 12 for found in slashed):
            return "month"
        if slashed:
            self.problems.append(
                f"{self.name}: dates like {slashed[0][0]} were read day first; if the month stands "
                "first, write them as 2026-12-31."
            )
        return "day"

    def log(self, wanted: LogUnit | None, usual: LogUnit | None) -> StrengthLog:
        """The frozen log, its unit settled."""
        everything = [one for session in self.sessions.values() for one in session.sets]
        unit, known, said = self._unit(everything, wanted, usual)
        sessions = [session.frozen(unit) for session in self.sessions.values() if session.sets]
        if not sessions and self.damaged:
            raise LogError(f"{self.name} has no row that could be read. {self.problems[0]}")
        sessions.sort(key=lambda one: (one.on, str(one.starts_at or "")))
        return StrengthLog(
            source=self.name, dialect=self.columns.dialect, sessions=tuple(sessions),
            unit=unit, unit_known=known, warnings=(*said, *self._told()),
            damaged=self.damaged, not_sets=self.not_sets, empty=self.empty, repeated=self.repeated,
        )  # fmt: skip

    def _unit(
        self, everything: Sequence[RawSet], wanted: LogUnit | None, usual: LogUnit | None
    ) -> tuple[LogUnit, bool, tuple[str, ...]]:
        """The log's unit, whether file or user said it, and what to tell the user about it."""
        said = [one.unit for one in everything if one.unit is not None]
        if said:
            most = max(sorted(set(said)), key=said.count)
            unused = (
                f"{self.name} says itself that its weights are {UNIT_NAMES[most]}: "
                f"the unit asked for, {wanted}, was not used."
            )
            return most, True, (unused,) if wanted not in (None, most) else ()
        if wanted or not any(one.weight for one in everything):
            return wanted or "kg", wanted is not None, ()
        guess = guess_unit(everything, usual)
        other: LogUnit = "lb" if guess.unit == "kg" else "kg"
        inferred = (
            f"{self.name} does not say its unit: "
            f"{'' if guess.sure else 'UNSURE, '}taken as {UNIT_NAMES[guess.unit]} "
            f"({guess.because}). If they are {UNIT_NAMES[other]}, say so with --unit {other}."
        )
        return guess.unit, False, (inferred,)

    def _told(self) -> tuple[str, ...]:
        told = tuple(self.problems[:MOST_WARNINGS])
        if len(self.problems) > MOST_WARNINGS:
            told += (f"{self.name}: {len(self.problems) - MOST_WARNINGS} more rows left out.",)
        return told


def _key(row: Row) -> _Key:
    return row.on, row.starts_at, row.session, row.session_id


def _without_line(one: RawSet) -> RawSet:
    return msgspec.structs.replace(one, line=0)


def _weighed(one: RawSet, unit: LogUnit) -> RawSet:
    if one.weight is None:
        return one
    own = one.unit or unit
    return msgspec.structs.replace(one, unit=own, load_g=log_grams(one.weight, own))
