"""`read_activities`: whatever the runner drops in, as Recordings and Refusals."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator

import msgspec

from strongstride.formats.reading import Outcome, read_items
from strongstride.formats.recording import Refusal
from strongstride.formats.sources import Item, items_of
from strongstride.formats.strava_export import StravaExport
from strongstride.formats.workers import read_in_workers

_WORTH_WORKERS_BYTES = 24 << 20  # about a second of reading; starting workers costs a third of it
_FILE_BYTES = 100_000  # every file costs at least as much as so many bytes of FIT
_MOST_JOBS = 4  # each worker holds some 30 MB; more would not keep within 300 MB


class Progress(msgspec.Struct, frozen=True):
    """How far the reading has come. Rate and time left are the caller's, who has a clock."""

    files: int
    total_files: int
    bytes: int
    total_bytes: int


OnProgress = Callable[[Progress], None]


def read_activities(
    paths: Iterable[str | os.PathLike[str]],
    *,
    jobs: int | None = None,
    on_progress: OnProgress | None = None,
) -> Iterator[Outcome]:
    """Every activity below the given files, folders and archives, and every file refused.

    FIT, GPX and TCX by their content, each also packed by gzip; zips, zips within zips, folders;
    Strava's bulk export, packed or unpacked, with names and rows of its `activities.csv`.

    `jobs` is the number of worker processes (default: the processors of the machine, at most 4);
    small imports are read in this process whatever it says. The order of the outcomes depends on
    the paths alone.
    `on_progress` is called in this process after each file, with bytes as they lie on disk.
    Never raises for what files hold: each Refusal says in one line why a file was not read.
    """
    found = list(items_of(paths))
    yield from (refusal for refusal in found if isinstance(refusal, Refusal))
    export = StravaExport()
    items = [i for i in found if isinstance(i, Item) and not export.takes(i)]
    yield from export.refusals
    meter = _Meter(items, on_progress)
    for item, outcomes in _read_all(items, jobs or min(os.cpu_count() or 1, _MOST_JOBS)):
        meter.passed(item)
        yield from export.completed(item, outcomes)
    yield from export.left_over()


class _Meter:
    """Counts files and bytes, and tells who wants to know."""

    def __init__(self, items: list[Item], on_progress: OnProgress | None) -> None:
        self._tell = on_progress
        self._files = self._bytes = 0
        self._total_files = len(items)
        self._total_bytes = sum(item.bytes for item in items)

    def passed(self, item: Item) -> None:
        self._files += 1
        self._bytes += item.bytes
        if self._tell is not None:
            self._tell(Progress(self._files, self._total_files, self._bytes, self._total_bytes))


def _read_all(items: list[Item], jobs: int) -> Iterator[tuple[Item, list[Outcome]]]:
    work = sum(item.bytes + _FILE_BYTES for item in items)
    if jobs > 1 and len(items) > 1 and work >= _WORTH_WORKERS_BYTES:
        yield from read_in_workers(items, jobs)
    else:
        yield from read_items(items)
