"""One row of a strength log to one set, or the reason it is none."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

import msgspec

from strongstride.formats.lifts import cells
from strongstride.formats.lifts.cells import CellError, DayOrder
from strongstride.formats.lifts.columns import Columns
from strongstride.formats.lifts.record import LogUnit, RawSet, SideWord

HEAVIEST = 2500  # kg or lb: beyond any lift ever done
MOST_REPS = 1000
LONGEST_SET_S = 24 * 3600
Amount = TypeVar("Amount", int, float, Decimal)


class NotASet(Exception):  # noqa: N818 - not an error: rest timers and notes belong in logs
    """A row about rest or a note."""


class Empty(Exception):  # noqa: N818 - not an error: a planned set that was not done
    """A set in which nothing was done."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One row understood: its set and the session it belongs to."""

    on: date
    starts_at: datetime | None
    session: str
    session_id: str
    duration_s: float | None
    session_note: str
    sets: tuple[RawSet, ...]


def read_row(row: Sequence[str], line: int, columns: Columns, order: DayOrder = "day") -> Row:
    """The row's set(s). Raises NotASet, Empty or CellError (the row is damaged)."""
    cut = _Cut(row, columns)
    on, starts_at = cells.moment(cut["starts_at"] or cut["date"], order)
    exercise = " ".join(cut["exercise"].split())
    if not any(letter.isalpha() for letter in exercise):
        raise CellError(f"{cells.shown(exercise)} is not the name of an exercise")
    one = _set(cut, line, exercise)
    return Row(
        on=on,
        starts_at=starts_at,
        session=" ".join(cut["session"].split()),
        session_id=cut["session_id"].strip(),
        duration_s=_duration(cut, starts_at, order),
        session_note=cut["session_note"].strip(),
        sets=(one,) * _times(cut),
    )


class _Cut:
    """A row by field name; blank where the column is missing or the row too short."""

    def __init__(self, row: Sequence[str], columns: Columns) -> None:
        self.columns = columns
        if any(cell.strip() for cell in row[columns.width :]):
            raise CellError(f"{len(row)} cells where the header has {columns.width}")
        if len(row) <= columns.last_needed:
            raise CellError(f"the row ends after {len(row)} of {columns.width} cells")
        self.row = row

    def __getitem__(self, field: str) -> str:
        place = self.columns.at.get(field)
        return self.row[place] if place is not None and place < len(self.row) else ""


def _set(cut: _Cut, line: int, exercise: str) -> RawSet:
    kind_and_order = cells.kind_or_order(cut["order"])
    if kind_and_order is None:
        raise NotASet
    kind, order = kind_and_order
    if cut["kind"].strip():
        kind = cells.kind(cut["kind"])
    elif cells.truth(cut["warm_up"]):
        kind = "warm-up"
    weight, unit = _weight(cut, exercise)
    reps = _bounded(cells.whole(cut["reps"], "reps"), MOST_REPS, "reps")
    seconds = _bounded(cells.seconds(cut["seconds"] or cut["time"]), LONGEST_SET_S, "seconds")
    metres = _metres(cut)
    if not (reps or seconds or metres):
        raise Empty
    return RawSet(
        line=line, exercise=exercise, order=order, kind=kind, weight=weight, unit=unit,
        reps=reps or None, seconds=seconds or None, distance_m=metres or None,
        rpe=_rpe(cut["rpe"]), rir=_float(cut["rir"], "rir", 0, 20), side=_side(cut["side"]),
        form_ok=cells.truth(cut["form_ok"]), pain=_pain(cut["pain"]),
        note=cut["note"].strip(), superset=cut["superset"].strip(),
    )  # fmt: skip


def _weight(cut: _Cut, exercise: str) -> tuple[Decimal | None, LogUnit | None]:
    """Weight and the unit its row or column says; None where the row leaves it open."""
    unit: LogUnit | None = None
    amount = None
    for field, says in (("weight_kg", "kg"), ("weight_lb", "lb"), ("weight", None)):
        amount = cells.number(cut[field], "weight")
        if amount is not None:
            unit = (
                "kg" if says == "kg" else "lb" if says == "lb" else cells.unit(cut["weight_unit"])
            )
            break
    if amount is not None and amount < 0 and "assist" in exercise.casefold():
        amount = -amount
    return _bounded(amount, HEAVIEST, "weight"), unit


def _metres(cut: _Cut) -> float | None:
    """Metres; a bare `Distance` is taken as kilometres, which only matters to running rows."""
    for field, factor in (
        ("distance_m", Decimal(1)),
        ("distance_km", Decimal(1000)),
        ("distance_mi", Decimal("1609.344")),
        ("distance", cells.metres_in(cut["distance_unit"]) or Decimal(1000)),
    ):
        amount = cells.number(cut[field], "distance")
        if amount:
            return float(_bounded(amount, 1_000_000, "distance") or 0) * float(factor)
    return None


def _bounded(amount: Amount | None, most: int, what: str) -> Amount | None:
    if amount is not None and not 0 <= amount <= most:
        raise CellError(f"{amount} is impossible as {what}")
    return amount


def _float(cell: str, what: str, least: float, most: float) -> float | None:
    amount = cells.number(cell, what)
    if amount is None:
        return None
    if not least <= amount <= most:
        raise CellError(f"{amount} is impossible as {what}")
    return float(amount)


def _rpe(cell: str) -> float | None:
    """Perceived exertion 1-10; anything else is no reason to lose the set."""
    try:
        return _float(cell, "rpe", 1, 10)
    except CellError:
        return None


def _pain(cell: str) -> int | None:
    amount = _float(cell, "pain", 0, 10)
    return None if amount is None else round(amount)


def _side(cell: str) -> SideWord | None:
    word = cell.strip().casefold()
    if word in ("left", "l", "links"):
        return "left"
    if word in ("right", "r", "rechts"):
        return "right"
    if word in ("", "both", "-"):
        return None
    raise CellError(f"{cells.shown(cell)} is neither left nor right")


def _times(cut: _Cut) -> int:
    """How many equal sets one row stands for (Fitbod's `Sets`)."""
    return max(1, min(50, cells.whole(cut["sets"], "sets") or 1))


def _duration(cut: _Cut, starts_at: datetime | None, order: DayOrder) -> float | None:
    """Seconds the session took; unknown when unreadable: it decides nothing."""
    try:
        said = cells.seconds(cut["duration_s"] or cut["duration"])
        if said is None and starts_at is not None and cut["ends_at"].strip():
            ends_at = cells.moment(cut["ends_at"], order)[1]
            said = None if ends_at is None else (ends_at - starts_at).total_seconds()
    except (CellError, TypeError):
        return None
    return said if said is not None and said > 0 else None
