"""A bank statement as CSV, whichever bank wrote it, to the lines that stand in it.

Nothing here knows gifts or the database. The same line read again, in this file or in another that
overlaps it, has the same checksum; two payments alike on one day have two.
"""

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO

from msgspec import Struct

from strongstride.formats.lifts.text import DELIMITERS, decode
from strongstride.giving.desk.cells import amount, day, direction
from strongstride.giving.desk.columns import Columns, Row, guess, names
from strongstride.ledger.money import Currency

MOST_BYTES = 1_000_000
TOO_LARGE = "The file is larger than 1 MB: export a shorter time."
MOST_ROWS = 5_000
MOST_COLUMNS = 100
"""Of each table: a form offers every column, several times. Banks have about 20. Our choice."""
_OTHER_FILES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a spreadsheet",
    b"\xd0\xcf\x11\xe0": "a spreadsheet",
}
_BETWEEN = " · "


class StatementError(ValueError):
    """A file is no statement that can be read; the message says what to bring instead."""


class Line(Struct, frozen=True):
    """A line of a statement: `amount_minor` of the account's currency, negative for money out."""

    row: int
    on: date
    amount_minor: int
    text: str
    checksum: str


class LeftOut(Struct, frozen=True):
    """A row that is no line, from 1 as an editor counts rows of the table, and why."""

    row: int
    why: str
    text: str


class Statement(Struct, frozen=True, kw_only=True):
    """What was read, and by which columns, so that somebody can look whether it was read right."""

    columns: Columns
    names: list[str]
    lines: tuple[Line, ...]
    left_out: tuple[LeftOut, ...]


def read(data: bytes, currency: Currency, columns: Columns | None = None) -> Statement:
    """The lines of a statement, by the columns given, else by those guessed.

    Raises `StatementError` for what is no table, or one in which no day and amount can be found.
    """
    found = [
        read_rows(rows, currency, columns)
        for rows in _tables(data)
        if columns is not None or guess(rows, currency) is not None
    ]
    if not found:
        raise StatementError(
            "No column of days and none of amounts can be found: the file needs one row for each "
            "payment, with its date, amount and reference."
        )
    return max(found, key=lambda each: len(each.lines))


def read_rows(rows: Sequence[Row], currency: Currency, columns: Columns | None) -> Statement:
    """The lines in rows of cells; raises nothing, what cannot be read is left out and told."""
    known = columns or guess(rows, currency)
    assert known is not None
    lines: list[Line] = []
    left: list[LeftOut] = []
    alike: Counter[tuple[date, int, str]] = Counter()
    for number, row in enumerate(rows[known.first :], known.first + 1):
        text = _text(row, known)
        told = _day_and_amount(row, known, currency)
        if isinstance(told, str):
            left.append(LeftOut(number, told, _BETWEEN.join(filter(None, map(_clean, row)))))
            continue
        on, minor = told
        alike[on, minor, text] += 1
        mark = _checksum(on, minor, currency.code, text, alike[on, minor, text])
        lines.append(Line(number, on, minor, text, mark))
    return Statement(
        columns=known, names=names(rows, known), lines=tuple(lines), left_out=tuple(left)
    )


def _day_and_amount(row: Row, columns: Columns, currency: Currency) -> tuple[date, int] | str:
    """What a row says, or why it is no line."""
    on = day(_cell(row, columns.on), day_first=columns.day_first)
    if on is None:
        return "It has no date."
    code = _cell(row, columns.currency).strip().upper()
    if code and code not in (currency.code, currency.symbol):
        return f"It is in {code[:10]}, and this cause takes {currency.code}."
    minor = _signed(row, columns, currency)
    if minor is None:
        return "Its amount cannot be read."
    return (on, minor) if minor else "No money moved."


def _signed(row: Row, columns: Columns, currency: Currency) -> int | None:
    if columns.amount is not None:
        minor = amount(_cell(row, columns.amount), columns.decimal, currency)
        way = direction(_cell(row, columns.sign))
        return minor if minor is None or not way else way * abs(minor)
    came, went = (
        _of_two(_cell(row, place), columns, currency)
        for place in (columns.paid_in, columns.paid_out)
    )
    if came is None or went is None:
        return None
    return abs(came) - abs(went)


def _of_two(cell: str, columns: Columns, currency: Currency) -> int | None:
    return amount(cell, columns.decimal, currency) if cell.strip() else 0


def _cell(row: Row, place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _text(row: Row, columns: Columns) -> str:
    return _BETWEEN.join(filter(None, (_clean(_cell(row, place)) for place in columns.text)))


def _clean(text: str) -> str:
    """On one line, without what cannot be seen."""
    seen = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(seen.split())


def _checksum(on: date, minor: int, currency: str, text: str, alike: int) -> str:
    told = "\n".join((on.isoformat(), str(minor), currency, text.casefold(), str(alike)))
    return hashlib.sha256(told.encode()).hexdigest()


def _tables(data: bytes) -> Iterator[list[list[str]]]:
    """The file as a table, by each delimiter that makes one of it."""
    if len(data) > MOST_BYTES:
        raise StatementError(TOO_LARGE)
    kind = next((kind for head, kind in _OTHER_FILES.items() if data.startswith(head)), "")
    text = "" if kind else decode(data)
    if kind or "\0" in text:
        raise StatementError(f"This is {kind or 'no text file'}: in your bank's export choose CSV.")
    if not text.strip():
        raise StatementError("The file is empty: export the statement again.")
    for delimiter in DELIMITERS:
        rows = _rows(text, delimiter)
        if len(rows) > MOST_ROWS:
            raise StatementError(f"More than {MOST_ROWS:,} rows: export a shorter time.")
        if max(map(len, rows), default=0) <= MOST_COLUMNS:
            yield rows


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The rows that are not blank; none where the text is no table by this delimiter."""
    try:
        found = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []
    return [row for row in found if any(cell.strip() for cell in row)]
