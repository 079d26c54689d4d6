"""Cells of tables that people open in a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

MARK = "\ufeff"
"""Before a table in UTF-8: without it Excel takes names with accents for another encoding."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARDED = ("'", *_FORMULA)  # an own ' too, so that taking it off again restores every text


def guarded(cell: Any) -> Any:
    """A cell of a table; text that a spreadsheet would run as a formula gets a ' before it.

    Full-width signs are among them, as Excel takes them for their plain ones.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_GUARDED) else cell


def unguarded(cell: str) -> str:
    """The text as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def table_line(cells: Iterable[Any], before: str = "") -> bytes:
    """A line of a CSV table, guarded; None is an empty cell."""
    out = StringIO()
    out.write(before)
    csv.writer(out).writerow(["" if cell is None else guarded(cell) for cell in cells])
    return out.getvalue().encode()
