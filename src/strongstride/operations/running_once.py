"""One server for a data folder: a lock that goes with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


class RunsAlreadyError(Exception):
    """Another process holds the data folder."""


@contextmanager
def data_folder_to_ourselves() -> Iterator[None]:
    """Hold the data folder; RunsAlreadyError when a server, or a restore, does already."""
    settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.DATA_DIR / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunsAlreadyError from None
        yield
