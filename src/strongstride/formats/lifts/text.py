"""Bytes of a log to numbered rows of cells: encodings, delimiters, and quotes that never close."""

import csv
from collections.abc import Iterator
from io import StringIO

LONGEST_NOTE = 100  # lines; a quote open for longer is a stray quote
MOST_STRAY_QUOTES = 1000  # in one file; from there on every line is read alone
DELIMITERS = (",", ";", "\t", "|")
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def decode(data: bytes) -> str:
    """The text of a log: UTF-8, UTF-16 with or without mark, else Latin-1 (Windows-1252)."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    head = data[:200]
    if head.count(0) > len(head) // 3:
        return data.decode("utf-16-le" if head[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def delimiter_of(header: str) -> str:
    """The delimiter that cuts the header line into most cells."""
    return max(DELIMITERS, key=header.count)


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number (from 1) and cells of every row, the header first; blank lines are passed over.

    A note may hold line breaks inside quotes. A row that does so without the header's number of
    cells has lost its closing quote: it is given as its first line only, so that it cannot swallow
    the rows that follow.
    """
    lines = list(StringIO(text, newline=""))
    at = next((i for i, line in enumerate(lines) if line.strip(" \t\r\n\0;,")), None)
    if at is None:
        return
    delimiter = delimiter_of(lines[at])
    width: int | None = None
    stray = 0
    while at < len(lines):
        span = LONGEST_NOTE if stray < MOST_STRAY_QUOTES else 1
        cells, used, whole = _record(lines[at : at + span], delimiter, width)
        stray += not whole
        if width is None:
            width = len(cells)
        if any(cell.strip() for cell in cells):
            yield at + 1, cells
        at += used


def _record(lines: list[str], delimiter: str, width: int | None) -> tuple[list[str], int, bool]:
    """Cells of the record that `lines` begin with, its number of lines, whether it is whole."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        cells = next(reader, [])
    except csv.Error:
        return [lines[0][:80]], 1, False
    if reader.line_num > 1 and len(cells) != width:
        alone = lines[0].rstrip("\r\n").replace('"', "")
        return alone.split(delimiter), 1, False
    return cells, max(1, reader.line_num), True
