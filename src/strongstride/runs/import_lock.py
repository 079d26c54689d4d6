"""One worker at a time reads an upload; the lock of one that died is gone with it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from strongstride.runs.folders import upload_folder


@contextmanager
def import_lock(upload: str) -> Iterator[bool]:
    """Whether the upload is ours to read; another worker's answer is False, without waiting.

    An upload whose folder is gone is nobody else's.
    """
    try:
        stream = (upload_folder(upload) / "lock").open("wb")
    except FileNotFoundError:
        yield True
        return
    with stream:
        yield _locked(stream.fileno())


def _locked(file: int) -> bool:
    if sys.platform == "win32":  # no such locks there: the docs ask for a single worker
        return True
    import fcntl

    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
