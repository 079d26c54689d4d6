"""The bar that runs while files are read: on a terminal, on stderr, with rate and time left."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from strongstride.formats.reader import Progress

OnProgress = Callable[["Progress"], None]


@contextmanager
def reading() -> Iterator[OnProgress | None]:
    """What `read_activities` tells its progress to; None when nobody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )
    from rich.progress import (
        Progress as Bar,
    )

    columns = (
        TextColumn("Reading runs"),
        BarColumn(),
        TextColumn("{task.fields[files]}"),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, files="")

        def on_progress(state: "Progress") -> None:
            files = f"{state.files}/{state.total_files} files"
            bar.update(task, completed=state.bytes, total=state.total_bytes, files=files)

        yield on_progress
