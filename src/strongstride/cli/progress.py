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
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("Reading runs"), BarColumn(), TextColumn("{task.fields[words]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, words="")

        def on_progress(state: "Progress") -> None:
            elapsed = bar.tasks[0].elapsed or 0.0
            bar.update(
                task,
                completed=state.bytes,
                total=state.total_bytes,
                words=progress_words(state, elapsed),
            )

        yield on_progress


def progress_words(state: "Progress", elapsed_s: float) -> str:
    """`120/300 files, 60 a second, 3 s left`: the rate over all that was read.

    Files come in bursts from several workers, so the last moments alone tell no rate.
    """
    words = f"{state.files}/{state.total_files} files"
    if elapsed_s <= 0 or state.bytes <= 0:
        return words
    left_s = elapsed_s * (state.total_bytes - state.bytes) / state.bytes
    left = f"{left_s / 60:.0f} min" if left_s >= 120 else f"{left_s:.0f} s"
    return f"{words}, {state.files / elapsed_s:.0f} a second, {left} left"
