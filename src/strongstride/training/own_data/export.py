"""Everything one owns as one zip, written while it is sent: memory does not grow with it."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import msgspec
from django.db.models import QuerySet

from strongstride.accounts.models import Athlete, User
from strongstride.coach.athletes.file import AthleteFile
from strongstride.coach.athletes.write import write_athlete
from strongstride.coach.log import LoggedSession
from strongstride.exchange.lift_export import raw_sessions
from strongstride.formats.lifts.own_log import write_csv
from strongstride.formats.spreadsheet import guarded
from strongstride.runs.folders import original_path
from strongstride.runs.models import Original, Run
from strongstride.training.own_data.owned import Owned, owned_models
from strongstride.training.own_data.sessions import all_sessions

ROWS_AT_ONCE = 500
COPY_BYTES = 1 << 20
SECRETS = frozenset({"password", "digest", "secret", "calendar_secret"})  # they open something
SECRET_MODELS = frozenset({"mfa.authenticator", "account.emailconfirmation"})
RUN_COLUMNS = (
    "on", "starts_at", "utc_offset_s", "name", "kind", "kind_given", "distance_m", "duration_s",
    "elapsed_s", "average_hr", "max_hr", "climb_m", "is_race", "indoors", "note", "source",
)  # fmt: skip
ABOUT = """Everything Strongstride holds about {email}.

athlete.toml       you, as the strongstride command reads it
runs.csv           your runs: metres, seconds, beats a minute
strength-log.csv   every set, in the format of docs/reference/log-format.md: it can be imported
                   again, here or anywhere
originals/         the files you uploaded, unchanged
data/              every row of the database that is yours, as JSON; passwords and keys left out
"""


class _Sink:
    """A file that cannot seek and forgets what was taken from it."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: Any) -> int:
        """Keep a piece until it is taken."""
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing to do: pieces are taken when there are some."""

    def taken(self) -> bytes:
        """What was written since the last time."""
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def export_zip(user: User) -> Iterator[bytes]:
    """The zip of everything `user` owns, piece by piece."""
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, allowZip64=True) as archive:  # type: ignore[call-overload]
        for name, pieces in _files(user):
            with archive.open(name, "w", force_zip64=True) as entry:
                for piece in pieces:
                    entry.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _files(user: User) -> Iterator[tuple[str, Iterable[bytes]]]:
    athlete = user.athlete
    profile = athlete.profile
    file = AthleteFile(athlete=profile.athlete, running=profile.running)
    yield "README.txt", [ABOUT.format(email=user.email).encode()]
    yield "athlete.toml", [write_athlete(file).encode()]
    yield "runs.csv", _runs_csv(athlete)
    yield "strength-log.csv", _sets_csv(athlete)
    for owned in owned_models():
        if owned.label not in SECRET_MODELS:
            yield f"data/{owned.label}.json", _rows_json(owned, user)
    for original in Original.objects.filter(athlete=athlete).iterator(ROWS_AT_ONCE):
        path = original_path(athlete.pk, original.sha256)
        if path.is_file():
            yield _original_name(original), _bytes_of(path)


def _original_name(original: Original) -> str:
    """A name nothing else has, and which stays inside the folder it is unpacked to."""
    plain = original.name.replace("\\", "/").rsplit("/", 1)[-1].lstrip(".") or "file"
    return f"originals/{original.sha256[:12]}-{plain}"


def _bytes_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(COPY_BYTES):
            yield piece


def _runs_csv(athlete: Athlete) -> Iterator[bytes]:
    yield _csv_line(RUN_COLUMNS)
    runs = Run.objects.filter(athlete=athlete).order_by("on", "id").values_list(*RUN_COLUMNS)
    for row in runs.iterator(ROWS_AT_ONCE):
        yield _csv_line(["" if cell is None else guarded(cell) for cell in row])


def _csv_line(cells: Sequence[object]) -> bytes:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue().encode()


def _sets_csv(athlete: Athlete) -> Iterator[bytes]:
    unit = athlete.profile.athlete.mass_unit
    header = write_csv([])
    yield header
    batch: list[LoggedSession] = []
    for session in all_sessions(athlete):
        batch.append(session)
        if len(batch) == ROWS_AT_ONCE:
            yield write_csv(raw_sessions(batch, unit)).removeprefix(header)
            batch = []
    yield write_csv(raw_sessions(batch, unit)).removeprefix(header)


def _rows_json(owned: Owned, user: User) -> Iterator[bytes]:
    columns = [column for column in owned.columns if column not in SECRETS]
    rows: QuerySet[Any, dict[str, Any]] = owned.of(user).order_by("pk").values(*columns)
    yield b"["
    apart = b"\n"
    for row in rows.iterator(ROWS_AT_ONCE):
        yield apart + msgspec.json.encode(_unfolded(row))
        apart = b",\n"
    yield b"\n]\n"


def _unfolded(row: dict[str, Any]) -> dict[str, Any]:
    """Documents that are JSON already stand as JSON, not as text, and without what opens doors."""
    document = row.get("document")
    if not isinstance(document, str):
        return row
    try:
        told = msgspec.json.decode(document)
    except msgspec.DecodeError:
        return row
    if isinstance(told, dict):
        told = {name: value for name, value in told.items() if name not in SECRETS}
    return {**row, "document": told}
