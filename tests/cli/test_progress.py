"""The progress bar's words."""

import io

import pytest

from strongstride.cli.progress import progress_words, reading
from strongstride.formats.reader import Progress


@pytest.mark.parametrize(
    ("state", "elapsed_s", "words"),
    [
        (Progress(10, 100, 1_000, 10_000), 2.0, "10/100 files, 5 a second, 18 s left"),
        (Progress(10, 100, 1_000, 100_000), 2.0, "10/100 files, 5 a second, 3 min left"),
        (Progress(100, 100, 10_000, 10_000), 4.0, "100/100 files, 25 a second, 0 s left"),
        (Progress(1, 2, 0, 0), 1.0, "1/2 files"),
        (Progress(1, 2, 5, 10), 0.0, "1/2 files"),
    ],
)
def test_rate_and_time_left_are_over_all_that_was_read(
    state: Progress, elapsed_s: float, words: str
) -> None:
    assert progress_words(state, elapsed_s) == words


def test_nobody_looking_is_told_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with reading() as on_progress:
        assert on_progress is None


def test_a_terminal_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Terminal()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", seen)
    with reading() as on_progress:
        assert on_progress is not None
        on_progress(Progress(3, 4, 30, 40))
    assert "Reading runs" in seen.getvalue()
    assert "3/4 files" in seen.getvalue()
