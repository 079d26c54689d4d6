"""What changes runs: uploads, runs entered by hand, corrections. One transaction each."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.db import transaction

from strongstride.accounts.actions import lock, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.coach.runs import RunKind
from strongstride.runs.by_hand import take_apart
from strongstride.runs.classes import class_again
from strongstride.runs.folders import original_path, remove_folder, upload_folder
from strongstride.runs.gathering import settle_again
from strongstride.runs.models import Import, ImportState, Original, Run, StoredRecording
from strongstride.runs.originals import read_as_run
from strongstride.runs.queries import UNNAMED_SPORTS
from strongstride.runs.rows import correct, document_of, plain
from strongstride.runs.tasks import read_import
from strongstride.web import clock

BY_HAND = "by hand"
_MOVED = ("on", "listed_at", "starts_at")  # columns that another day changes
_LONGEST_NAME_BYTES = 200  # file systems take 255


class RunWords(msgspec.Struct, frozen=True, kw_only=True):
    """A run as its runner tells it; distance in metres, durations in seconds."""

    on: date
    distance_m: float | None
    duration_s: float
    starts_at: time | None = None  # on the runner's own clock
    name: str = ""
    note: str = ""
    kind: RunKind | None = None
    indoors: bool = False
    average_hr: float | None = None


def start_import(athlete: Athlete, files: Sequence[UploadedFile[bytes]]) -> Import:
    """Take over uploaded files and have them read in the background."""
    job = Import(athlete=athlete, name=_named(files), created_at=clock.now())
    job.upload = str(job.pk)
    folder = upload_folder(job.upload)
    try:
        for place, file in enumerate(files):
            _move(file, folder / str(place))
        with transaction.atomic():
            job.save(force_insert=True)
            _enqueue(job)
    except BaseException:
        remove_folder(folder)
        raise
    return job


def _named(files: Sequence[UploadedFile[bytes]]) -> str:
    name = plain(files[0].name or "", 250)
    return name if len(files) == 1 else f"{name} and {len(files) - 1} more"


def _move(file: UploadedFile[bytes], folder: Path) -> None:
    if not isinstance(file, TemporaryUploadedFile):
        raise TypeError("an upload that is not on disk: see FILE_UPLOAD_HANDLERS")
    folder.mkdir(mode=0o700, parents=True)
    name = (file.name or "upload").encode()[-_LONGEST_NAME_BYTES:].decode(errors="ignore")
    Path(file.temporary_file_path()).replace(folder / name)
    with suppress(FileNotFoundError):  # it wants to delete what was moved away
        file.close()


def _enqueue(job: Import) -> None:
    key = str(job.pk)
    transaction.on_commit(lambda: read_import.enqueue(key))


def resume_imports() -> int:
    """Have every import that is not finished read on; a worker calls it when it starts.

    One that another worker is reading right now is left to it (`import_lock`).
    """
    unfinished = Import.objects.filter(finished_at=None).order_by("created_at")
    for job in unfinished:
        _enqueue(job)
    return len(unfinished)


@transaction.atomic
def try_again(job: Import) -> None:
    """Read an import on that failed; what it brought so far is kept."""
    changed = Import.objects.filter(pk=job.pk, state=ImportState.FAILED).update(
        state=ImportState.WAITING, finished_at=None, attempts=0, lines=job.lines[:-1]
    )
    if changed:
        _enqueue(job)


@transaction.atomic
def add_run(athlete: Athlete, words: RunWords, *, key: UUID | None = None) -> Run:
    """A run entered by hand; the one that is there when it was said with this key before."""
    lock(athlete)
    known = None if key is None else Run.objects.filter(pk=key).first()
    if known is not None and _says(known, athlete, words):
        return known
    run = Run(athlete=athlete, by_hand=True, source=BY_HAND, format=BY_HAND, kind=RunKind.EASY)
    if key is not None and known is None:
        run.pk = key
    run.created_at = clock.now()
    _say(run, athlete, words)
    run.save(force_insert=True)
    _follow(athlete)
    run.refresh_from_db()
    return run


def _says(run: Run, athlete: Athlete, words: RunWords) -> bool:
    """Whether a run is this one: a form gone back to and filled in anew says another."""
    is_theirs = run.athlete_id == athlete.pk and run.removed_at is None
    return is_theirs and (run.on, run.distance_m) == (words.on, words.distance_m)


def _say(run: Run, athlete: Athlete, words: RunWords) -> None:
    """Write the words into the columns."""
    zone = ZoneInfo(athlete.profile.athlete.time_zone)
    local = datetime.combine(words.on, words.starts_at or time(12), zone)
    run.on, run.listed_at = words.on, local.astimezone(UTC)
    offset = local.utcoffset()
    run.utc_offset_s = None if offset is None else round(offset.total_seconds())
    run.starts_at = None if words.starts_at is None else run.listed_at
    run.distance_m, run.indoors = words.distance_m, words.indoors
    run.duration_s = run.elapsed_s = words.duration_s
    run.average_hr = words.average_hr
    run.name, run.note = plain(words.name, 200), plain(words.note, 10_000)
    run.kind_given = "" if words.kind is None else words.kind.value


@transaction.atomic
def edit_run(run: Run, changes: dict[str, Any]) -> None:
    """Correct columns of a run; the corrections of one from a file outlast later imports."""
    changes = {**changes, "on": changes["on"].isoformat()} if "on" in changes else changes
    row = _locked(run)
    row.edited = {**row.edited, **changes}
    correct(row)
    row.save(update_fields=["edited", *_MOVED, *changes])
    _follow(row.athlete)


@transaction.atomic
def note_run(run: Run, note: str) -> None:
    """Keep a note with a run; nothing else depends on it."""
    lock(run.athlete)
    Run.objects.filter(pk=run.pk).update(note=plain(note, 10_000))


@transaction.atomic
def give_kind(run: Run, kind: RunKind | None) -> None:
    """The runner's own word for a run; None takes it back."""
    row = _locked(run)
    row.kind_given = "" if kind is None else kind.value
    row.save(update_fields=["kind_given"])
    _follow(row.athlete)


@transaction.atomic
def remove_run(run: Run) -> None:
    """Take a run away; it can be brought back."""
    lock(run.athlete)
    Run.objects.filter(pk=run.pk).update(removed_at=clock.now())
    _follow(run.athlete)


@transaction.atomic
def restore_run(run: Run) -> None:
    """Bring a removed run back."""
    lock(run.athlete)
    Run.objects.filter(pk=run.pk).update(removed_at=None)
    _follow(run.athlete)


@transaction.atomic
def purge_run(run: Run) -> None:
    """Delete a removed run for good, with its recordings and the files that tell nothing else."""
    row = _locked(run)
    originals = set(row.recordings.values_list("original_id", flat=True)) - {None}
    row.recordings.all().delete()
    row.by_hand_too.all().delete()
    row.delete()
    orphans = Original.objects.filter(pk__in=originals, recordings=None)
    paths = [original_path(each.athlete_id, each.sha256) for each in orphans]
    orphans.delete()
    transaction.on_commit(_deletion(paths))


def _deletion(paths: Sequence[Path]) -> Callable[[], None]:
    def delete() -> None:
        for path in paths:
            path.unlink(missing_ok=True)

    return delete


@transaction.atomic
def set_apart(recording: StoredRecording, *, apart: bool) -> StoredRecording:
    """Say that a recording is no copy of another run, or that it may be one after all."""
    athlete = recording.athlete
    lock(athlete)
    recording.apart = apart
    recording.save(update_fields=["apart"])
    settle_again(athlete, [recording])
    _follow(athlete)
    return recording


@transaction.atomic
def count_apart(hand: Run) -> None:
    """Say that a run by hand is another than the file's it was counted with."""
    row = _locked(hand)
    if row.same_as_id is not None:
        take_apart(row)
        _follow(row.athlete)


@transaction.atomic
def call_run(recording: StoredRecording) -> StoredRecording:
    """Say that a recording which does not tell its sport is of a run."""
    athlete = recording.athlete
    lock(athlete)
    if recording.sport not in UNNAMED_SPORTS:
        return recording
    told, samples = read_as_run(recording)
    recording.document, recording.sport = document_of(told), told.sport
    recording.save(update_fields=["document", "sport"])
    settle_again(athlete, [recording], {recording.key: samples})
    _follow(athlete)
    return recording


def _locked(run: Run) -> Run:
    """The run as it stands in the database, with nobody else changing it."""
    lock(run.athlete)
    return Run.objects.select_related("athlete__user").get(pk=run.pk)


def _follow(athlete: Athlete) -> None:
    """Classes and plan follow what changed."""
    class_again(athlete, clock.local_today(athlete.profile.athlete.time_zone))
    touch_inputs(athlete)
