"""Many files read side by side by processes, the outcomes in the order of the files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context
from types import ModuleType
from typing import TypeVar

from strongstride.formats.reading import Outcome, read_items
from strongstride.formats.recording import Refusal
from strongstride.formats.sources import Item

BATCH_BYTES = 4 << 20
BATCH_FILES = 64
_WAITING_PER_WORKER = 3
_UNABLE = (BrokenProcessPool, OSError, ImportError, NotImplementedError)

_Given = TypeVar("_Given")
_Done = TypeVar("_Done")
Read = tuple[Item, list[Outcome]]


def read_in_workers(items: list[Item], jobs: int) -> Iterator[Read]:
    """Each item with its outcomes, in order. Where no processes can be started, read here.

    When a file kills its worker (memory), those in work at that moment are read once more, each in
    a process of its own, and only the one that kills again is refused.
    """
    batches = _batches(items)
    while (pool := _pool(jobs)) is not None:
        try:
            lost = yield from _until_broken(pool, batches, jobs)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        if not lost:
            return
        for batch in lost:
            yield from ((item, _read_apart(item)) for item in batch)
    yield from read_items(chain.from_iterable(batches))


def _until_broken(
    pool: ProcessPoolExecutor, batches: Iterator[list[Item]], jobs: int
) -> Generator[Read, None, list[list[Item]]]:
    """Give what the pool reads; return the batches it had in work when it died, if it did."""
    waiting: list[tuple[list[Item], Future[list[list[Outcome]]]]] = []
    while True:
        room = jobs * _WAITING_PER_WORKER - len(waiting)
        waiting.extend((b, _submitted(pool, read_batch, b)) for b in islice(batches, room))
        if not waiting:
            return []
        batch, future = waiting[0]
        try:
            outcomes = future.result()
        except BrokenProcessPool:
            return [b for b, _ in waiting]
        del waiting[0]
        yield from zip(batch, outcomes, strict=True)


def read_batch(batch: list[Item]) -> list[list[Outcome]]:
    """What a worker does."""
    return [outcomes for _, outcomes in read_items(batch)]


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    """Items in order, in parts worth sending to a worker."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += item.bytes
        if size >= BATCH_BYTES or len(batch) >= BATCH_FILES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _pool(jobs: int) -> ProcessPoolExecutor | None:
    """Workers that share no threads or locks with this process, unlike plain forks.

    None where the machine lets none be started.
    """
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["strongstride.formats.preloaded"])
    try:
        pool = ProcessPoolExecutor(jobs, mp_context=context)
        _submitted(pool, read_batch, []).result()
    except _UNABLE:
        return None
    return pool


def _submitted(
    pool: ProcessPoolExecutor, work: Callable[[_Given], _Done], given: _Given
) -> Future[_Done]:
    """The promise of some work, also from a pool that has just died."""
    try:
        with _without_main():
            return pool.submit(work, given)
    except BrokenProcessPool as error:
        future: Future[_Done] = Future()
        future.set_exception(error)
        return future


@contextmanager
def _without_main() -> Iterator[None]:
    """Start workers without the caller's script.

    They need nothing of it, and a script without a `__main__` guard would run again in each.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _read_apart(item: Item) -> list[Outcome]:
    """One file in a process of its own, after some file has killed a worker."""
    pool = _pool(1)
    if pool is None:
        return read_batch([item])[0]
    with pool:
        try:
            return _submitted(pool, read_batch, [item]).result()[0]
        except BrokenProcessPool:
            return [Refusal(source=item.source, why="kills its reader (out of memory?): not read")]
