"""Strava's bulk export: `activities.csv` and the files it names.

The header is in the account's language and changes every year, so columns are found by what they
hold: the one with `activities/…` is the file name, and the others keep their places around it.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import chain, islice
from typing import IO

import msgspec

from strongstride.formats.activity import richness
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.lifts.cells import CellError
from strongstride.formats.lifts.cells import moment as written_moment
from strongstride.formats.local_day import local_date
from strongstride.formats.recording import Recording
from strongstride.formats.sports import named_sport

_FILE = re.compile(r"activities/[^/]+")
_FILE_HEADERS = frozenset({"filename", "dateiname"})
_LOOK_AHEAD = 500  # rows in which some activity must have a file
_LEAST_COLUMNS, _MOST_COLUMNS = 8, 400
_MOST_ROWS = 200_000
_RACE_HEADERS = frozenset({"race", "competition", "wettkampf", "workout type", "workout_type"})
_AT = re.compile(r"[\s,]+(?:à|alle|às|om|kl\.?|a las)\s+", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SLOWEST_MPS, _FASTEST_MPS = 0.2, 25.0


class StravaRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of `activities.csv`; unknown values are None."""

    file: str  # as the table names it, relative to the table; "" when there is none
    starts_at: datetime | None
    name: str
    sport: str
    elapsed_s: float | None
    moving_s: float | None = None
    distance_m: float | None = None
    average_hr: float | None = None
    max_hr: float | None = None
    climb_m: float | None = None
    is_commute: bool | None = None
    is_race: bool | None = None


class _Places(msgspec.Struct, frozen=True):
    """Where the columns are. Behind the file name they keep their distance from it since 2019."""

    file: int
    commute: int | None
    race: int | None

    # id, date, name, type, description, elapsed time, distance (display unit), ..., file name,
    # athlete weight, bike weight, elapsed time, moving time, distance (metres), two speeds, climb
    date, name, sport, elapsed, distance = 1, 2, 3, 5, 6
    moving_after, metres_after, climb_after, max_hr_after, average_hr_after = 4, 5, 8, 18, 19


def read_table(stream: IO[bytes]) -> list[StravaRow]:
    """The rows of an `activities.csv` in any language or year.

    Raises UnreadableFileError when it is not such a table.
    """
    with io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="") as text:
        table = csv.reader(text)
        try:
            header = [_TAG.sub("", cell).strip() for cell in next(table, [])]
            first = list(islice(table, _LOOK_AHEAD))
            places = _places(header, first)
            cells_of_rows = chain(first, islice(table, _MOST_ROWS))
            return [_row(cells, places) for cells in cells_of_rows if len(cells) > places.distance]
        except csv.Error as error:
            raise UnreadableFileError(
                f"is a damaged table at line {table.line_num}: export it again"
            ) from error


def recording_of_row(
    row: StravaRow, source: str, utc_offset_s: int | None, warnings: tuple[str, ...] = ()
) -> Recording | None:
    """A Recording from the table alone (no file, or a broken one); None without a readable date.

    `utc_offset_s` is the offset of the runner's nearest other activity: the table is in UTC.
    """
    if row.starts_at is None or row.elapsed_s is None:
        return None
    sport, sub_sport = named_sport(row.sport) or ("other", None)
    found = Recording(
        source=source,
        format="strava-csv",
        sport=sport,
        sub_sport=sub_sport,
        starts_at=row.starts_at,
        utc_offset_s=None,
        local_on=local_date(row.starts_at, utc_offset_s, None),
        distance_m=row.distance_m,
        elapsed_s=row.elapsed_s,
        moving_s=row.moving_s,
        average_hr=row.average_hr,
        max_hr=row.max_hr,
        climb_m=row.climb_m,
        name=row.name,
        is_race=row.is_race,
        warnings=warnings,
    )
    return msgspec.structs.replace(found, richness=richness(found, 0, from_device=False))


def joined(recording: Recording, row: StravaRow) -> Recording:
    """The Recording of a file with what the runner told Strava: name, sport, race."""
    sport, sub_sport = recording.sport, recording.sub_sport
    told = named_sport(row.sport)
    if told is not None and told[0] not in (sport, "other", "training"):
        sport, sub_sport = told
    return msgspec.structs.replace(
        recording,
        sport=sport,
        sub_sport=sub_sport,
        name=row.name or recording.name,
        is_race=row.is_race if row.is_race is not None else recording.is_race,
        average_hr=row.average_hr if recording.average_hr is None else recording.average_hr,
        max_hr=row.max_hr if recording.max_hr is None else recording.max_hr,
    )


def _places(header: Sequence[str], rows: Sequence[Sequence[str]]) -> _Places:
    """The columns of a table, or UnreadableFileError."""
    folded = [cell.casefold() for cell in header]
    if not _LEAST_COLUMNS <= len(header) <= _MOST_COLUMNS:
        raise UnreadableFileError("is not Strava's table of activities")
    if not all(row[0].strip().isdigit() for row in rows[:20] if row):
        raise UnreadableFileError("is not Strava's table of activities")
    file = next((_file_column(row) for row in rows if _file_column(row) is not None), None)
    if file is None:
        file = next((i for i, name in enumerate(folded) if name in _FILE_HEADERS), None)
    if file is None:  # nothing but hand-written activities: the place it has had since 2019
        file = min(12, len(header) - 1)
    return _Places(
        file=file,
        commute=next(
            (i for i in range(_Places.distance + 1, file) if _is_truth_column(rows, i)), None
        ),
        race=next((i for i, name in enumerate(folded) if name in _RACE_HEADERS), None),
    )


def _file_column(row: Sequence[str]) -> int | None:
    return next((i for i, cell in enumerate(row) if i > 5 and _FILE.fullmatch(cell)), None)


def _is_truth_column(rows: Sequence[Sequence[str]], index: int) -> bool:
    values = {row[index].casefold() for row in rows if len(row) > index}
    return bool(values & {"true", "false"})


def _row(cells: Sequence[str], places: _Places) -> StravaRow:
    def cell(index: int | None) -> str:
        return cells[index].strip() if index is not None and index < len(cells) else ""

    elapsed = _number(cell(places.elapsed))
    sport = cell(places.sport)
    metres = _number(cell(places.file + places.metres_after))
    if metres is None:
        metres = _number(cell(places.distance))
    return StravaRow(
        file=cell(places.file),
        starts_at=_instant(cell(places.date)),
        name=" ".join(cell(places.name).split())[:200],
        sport=sport,
        elapsed_s=elapsed,
        moving_s=_number(cell(places.file + places.moving_after)),
        distance_m=_metres(metres, elapsed),
        average_hr=_heart(cell(places.file + places.average_hr_after)),
        max_hr=_heart(cell(places.file + places.max_hr_after)),
        climb_m=_number(cell(places.file + places.climb_after)),
        is_commute=_truth(cell(places.commute)),
        is_race=_race(cell(places.race)),
    )


def _metres(distance: float | None, elapsed_s: float | None) -> float | None:
    """Metres, whether the column held metres or kilometres: what speed would it be?"""
    if distance is None or not elapsed_s:
        return distance
    if distance / elapsed_s < _SLOWEST_MPS and 1000 * distance / elapsed_s < _FASTEST_MPS:
        return round(1000 * distance, 1)
    return round(distance, 1)


def _number(text: str) -> float | None:
    """A number of at least 0 with point or comma and any marks of thousands, else None."""
    text = text.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "")
    if "," in text:
        text = text.replace(",", "") if "." in text else text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < 1e9 else None


def _heart(text: str) -> float | None:
    value = _number(text)
    return value if value is not None and 25 <= value <= 250 else None


def _instant(text: str) -> datetime | None:
    """The start in UTC, as Strava writes it in the account's language."""
    try:
        _, start = written_moment(_AT.sub(", ", text).replace("\N{NARROW NO-BREAK SPACE}", " "))
    except CellError:
        return None
    if start is None:
        return None
    return start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)


def _truth(text: str) -> bool | None:
    return {"true": True, "1": True, "1.0": True, "false": False, "0": False, "0.0": False}.get(
        text.casefold()
    )


def _race(text: str) -> bool | None:
    """A race column holds yes or no; a workout-type column 1 for a running race."""
    return {**dict.fromkeys(("1", "1.0", "true", "race"), True), "0": False, "false": False}.get(
        text.casefold()
    )


def nearest_offset(start: datetime, known: Sequence[tuple[datetime, int]]) -> int | None:
    """The local offset of the activity nearest in time (within four weeks), None without one.

    `known` are starts and offsets, sorted.
    """
    at = bisect_left(known, (start, 0))
    near = min(known[max(at - 1, 0) : at + 1], key=lambda k: abs(k[0] - start), default=None)
    if near is None or abs(near[0] - start) > timedelta(days=28):
        return None
    return near[1]
