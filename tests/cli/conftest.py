"""Running the command line in this process, as a user meets it: words out, exit code, no clock."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from strongstride.cli import app

TODAY = "2026-11-22"
ATHLETE = """
[athlete]
name = "Ada"
body_mass = "62 kg"
birth_year = 1988
experience = "regular"
time_zone = "Europe/Berlin"

[time]
sessions_a_week = 2
session_time = "18:30"

[equipment]
dumbbells = { pairs = ["4-20 kg by 2"] }
bench = true

[goal]
race = "Spring"
date = 2027-02-14
distance = "half marathon"

[running]
pattern = [
  { day = "Tue", kind = "easy", distance = "8 km" },
  { day = "Thu", kind = "hard", distance = "10 km" },
  { day = "Fri", kind = "easy", distance = "5 km" },
  { day = "Sun", kind = "long", distance = "18 km" },
]
"""


class Answer(msgspec.Struct, frozen=True):
    """What a command said."""

    code: int
    out: str
    err: str


Ask = Callable[..., Answer]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Ask:
    """`ask("plan", path, …)` runs a command in an empty folder, 80 columns wide."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.delenv("STRONGSTRIDE_DEBUG", raising=False)

    def _ask(*args: object, stdin: str = "", typed: bool = False) -> Answer:
        monkeypatch.setattr(sys, "argv", ["strongstride", *(str(arg) for arg in args)])
        monkeypatch.setattr(sys, "stdin", (_Terminal if typed else io.StringIO)(stdin))
        capsys.readouterr()
        code = app._run()
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    return _ask


@pytest.fixture
def athlete(tmp_path: Path) -> Path:
    """The file of a runner with four runs a week, a few dumbbells and a race in twelve weeks."""
    path = tmp_path / "athlete.toml"
    path.write_text(ATHLETE, "utf-8")
    return path
