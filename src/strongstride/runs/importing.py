"""An upload is read: file by file, in batches, so that memory stays flat and a death costs little.

Each batch is one transaction that stores its runs together with how far the reading has come.
Whatever kills the worker, the next one reads the same files in the same order: what is stored is
recognised, what was counted is not counted again.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from errno import ENOSPC
from pathlib import Path

from django.db import transaction

from strongstride.accounts.actions import lock, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.formats.recording import Refusal
from strongstride.runs import after_import
from strongstride.runs.classes import class_again
from strongstride.runs.folders import remove_folder, upload_folder
from strongstride.runs.gathering import Tally, take
from strongstride.runs.import_lock import import_lock
from strongstride.runs.models import Import, ImportState
from strongstride.runs.upload_files import FileTold, UploadFiles
from strongstride.web import clock

logger = logging.getLogger(__name__)

BATCH_FILES = 40
BATCH_BYTES = 8 << 20  # of files: somebody watches how the reading gets on
CAREFUL_AFTER = 2  # deaths in a row without progress: then file by file, noting which
GIVE_UP_AFTER = 3  # deaths while reading one and the same file: it is left out
MOST_LINES = 2000

_REMOVED = "is of a run you removed, so it stays away: bring it back under “Removed runs”"
_UNNAMED = "does not say which sport it is, so it counts as a run only when you say so here"
_GONE = "The uploaded files are gone from the server's disk: upload them again."
_FULL = "The server's disk is full, so the reading stopped: make room there, then try again."
_FAULT = (
    "The reading stopped by a fault of the program. What was read so far is kept. Try again; if it "
    "stops again, please report it with the server's log."
)


def read_import(key: str) -> None:
    """Read the upload of an import from wherever it stands to its end; nothing if that is done.

    Nothing happens either while another worker is at it.
    """
    with import_lock(key) as is_ours:
        job = Import.objects.select_related("athlete__user").filter(pk=key).first()
        if not is_ours or job is None or job.finished_at is not None:
            return
        folder = upload_folder(job.upload)
        if not folder.is_dir():
            _fail(job, _GONE)
            return
        try:
            _read(job, folder)
            _finish(job)
        except OSError as error:
            logger.exception("import %s stopped", job.pk)
            _fail(job, _FULL if error.errno == ENOSPC else _FAULT)
        except Exception:
            logger.exception("import %s stopped", job.pk)
            _fail(job, _FAULT)
        else:
            remove_folder(folder)


def _read(job: Import, folder: Path) -> None:
    job.state = ImportState.READING
    job.attempts += 1
    job.save(update_fields=["state", "attempts"])
    is_careful = job.attempts > CAREFUL_AFTER
    files = UploadFiles(
        job.athlete,
        folder,
        done=job.files_done,
        left_out=job.trying if job.tried >= GIVE_UP_AFTER else None,
        watch=_Watch(job) if is_careful else _unwatched,
    )
    batch = _Batch(job, 1 if is_careful else BATCH_FILES)
    for file in files:
        if file.position >= batch.until:
            batch.add(file)
    batch.store()


def _unwatched(position: int) -> AbstractContextManager[None]:
    del position
    return nullcontext()


class _Watch:
    """Notes which file is being read, because some file seems to kill its reader."""

    def __init__(self, job: Import) -> None:
        self._job = job

    @contextmanager
    def __call__(self, position: int) -> Iterator[None]:
        """The note lasts while the file at `position` is read."""
        job = self._job
        job.tried = job.tried + 1 if job.trying == position else 1
        job.trying = position
        job.save(update_fields=["trying", "tried"])
        yield
        job.trying, job.tried = None, 0
        job.save(update_fields=["trying", "tried"])


class _Batch:
    """Files that were read and wait to be stored together."""

    def __init__(self, job: Import, most_files: int) -> None:
        self.until = job.files_done
        self._job = job
        self._most_files = most_files
        self._clear()

    def _clear(self) -> None:
        self._files: list[FileTold] = []
        self._bytes = 0

    def add(self, file: FileTold) -> None:
        """Take a file; store all when they have become enough."""
        self._files.append(file)
        self._bytes += file.bytes
        if len(self._files) >= self._most_files or self._bytes >= BATCH_BYTES:
            self.store()

    @transaction.atomic
    def store(self) -> None:
        """One transaction: what the files hold, what came of it, and how far the reading is."""
        if not self._files:
            return
        arrivals = [arrival for file in self._files for arrival in file.arrivals]
        tally = take(self._job.athlete, arrivals, self._job)
        refused = [refusal for file in self._files for refusal in file.refused]
        self._count(tally, refused)
        self._clear()

    def _count(self, tally: Tally, refused: Sequence[Refusal]) -> None:
        job = self._job
        job.new += tally.new
        job.duplicate += tally.duplicate
        job.strength += tally.strength
        job.other_sports += tally.other_sports
        job.refused += len(refused)
        job.lines += _lines(tally, refused)[: MOST_LINES - len(job.lines)]
        job.files_done = self.until = self._files[-1].position + 1
        job.files_total = self._files[-1].total
        job.attempts = 1
        job.save(force_update=True)


def _lines(tally: Tally, refused: Sequence[Refusal]) -> list[str]:
    return [
        *(f"{each.source}: {each.why}." for each in refused),
        *(f"{source}: {_REMOVED}." for source in tally.removed),
        *(f"{source}: {_UNNAMED}." for source in tally.unnamed),
    ]


def _finish(job: Import) -> None:
    athlete = job.athlete
    _follow(athlete)
    try:
        after_import.tell(athlete)
    except Exception:  # what is built upon runs must not take them away
        logger.exception("after import %s", job.pk)
    job.state, job.finished_at = ImportState.DONE, clock.now()
    job.save(update_fields=["state", "finished_at"])


@transaction.atomic
def _follow(athlete: Athlete) -> None:
    """Classes, plan and whatever else is made from runs follow what was stored."""
    lock(athlete)
    class_again(athlete, athlete.local_today())
    touch_inputs(athlete)


def _fail(job: Import, why: str) -> None:
    try:
        _follow(job.athlete)  # what was read so far is kept
    except Exception:  # why it stopped is to be told all the same
        logger.exception("after import %s", job.pk)
    job.state, job.finished_at = ImportState.FAILED, clock.now()
    job.lines = [*job.lines, why]
    job.save(update_fields=["state", "finished_at", "lines"])
