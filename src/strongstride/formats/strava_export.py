"""Strava's table and its files brought together while the files are read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath

from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.failures import why_of
from strongstride.formats.recording import Recording, Refusal
from strongstride.formats.sources import Item
from strongstride.formats.strava import (
    StravaRow,
    joined,
    nearest_offset,
    read_table,
    recording_of_row,
)

_TABLE = "activities.csv"
_MOST_TABLE_BYTES = 256 << 20
_Key = tuple[str, str | None]  # as in Item: path on disk, name inside the zip


class StravaExport:
    """Rows of every `activities.csv` found, waiting for the files they name."""

    def __init__(self) -> None:
        self.refusals: list[Refusal] = []
        self._waiting: dict[_Key, tuple[StravaRow, str]] = {}  # with the table's name
        self._without_file: list[tuple[StravaRow, str]] = []
        self._offsets: list[tuple[datetime, int]] = []

    def takes(self, item: Item) -> bool:
        """Whether the item is a table of this kind; its rows are read at once."""
        if PurePosixPath(item.inside or Path(item.path).name).name != _TABLE:
            return False
        try:
            rows = _rows(item)
        except Exception as error:  # noqa: BLE001  a damaged table must not stop the runs beside it
            self.refusals.append(Refusal(source=item.source, why=why_of(error)))
            return True
        for row in rows:
            if row.file:
                self._waiting[_beside(item, row.file)] = row, item.source
            else:
                self._without_file.append((row, item.source))
        return True

    def completed(
        self, item: Item, outcomes: list[Recording | Refusal]
    ) -> Iterator[Recording | Refusal]:
        """A file's outcomes with what the table knows of it; the row alone if it was refused."""
        for outcome in outcomes:
            if isinstance(outcome, Recording) and outcome.utc_offset_s is not None:
                self._offsets.append((outcome.starts_at, outcome.utc_offset_s))
        row = self._row_of(item)
        if row is None:
            yield from outcomes
        elif len(outcomes) == 1 and isinstance(outcomes[0], Recording):
            yield joined(outcomes[0], row)
        elif all(isinstance(outcome, Refusal) for outcome in outcomes):
            why = "; ".join(o.why for o in outcomes if isinstance(o, Refusal)) or "holds nothing"
            note = f"its file {why}: only the summary of {_TABLE} is known"
            alone = recording_of_row(row, item.source, None, (note,))
            yield from outcomes if alone is None else (alone,)
        else:
            yield from outcomes

    def left_over(self) -> Iterator[Recording | Refusal]:
        """Rows that never had a file, or whose file is missing."""
        self._offsets.sort()
        undated: dict[str, int] = {}
        for row, table in (*self._without_file, *self._waiting.values()):
            offset = None if row.starts_at is None else nearest_offset(row.starts_at, self._offsets)
            alone = recording_of_row(row, f"{table}/{row.file or row.name}", offset)
            if alone is None:
                undated[table] = undated.get(table, 0) + 1
            else:
                yield alone
        for table, rows in undated.items():
            yield Refusal(
                source=table,
                why=f"has rows without a file whose date or duration is not understood ({rows})",
            )

    def _row_of(self, item: Item) -> StravaRow | None:
        """The row that names the item, also when its file has been unpacked since."""
        keys: list[_Key] = [(item.path, item.inside)]
        if item.inside is None:
            keys.append((f"{item.path}.gz", None))
        for key in keys:
            if key in self._waiting:
                return self._waiting.pop(key)[0]
        return None


def _rows(item: Item) -> list[StravaRow]:
    if item.inside is None:
        with Path(item.path).open("rb") as stream:
            return read_table(stream)
    with zipfile.ZipFile(item.path) as archive:
        if archive.getinfo(item.inside).file_size > _MOST_TABLE_BYTES:
            raise UnreadableFileError(f"is larger than {_MOST_TABLE_BYTES >> 20} MB: not read")
        with archive.open(item.inside) as stream:
            return read_table(stream)


def _beside(table: Item, file: str) -> _Key:
    if table.inside is None:
        return str(Path(table.path).parent / file), None
    return table.path, str(PurePosixPath(table.inside).parent / file)
