"""Cells of tables that people open in a spreadsheet."""

from typing import Any

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
