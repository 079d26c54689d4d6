"""The command as a whole: help, exit codes, pipes, cold start."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from strongstride.cli import app
from strongstride.cli.called import called
from strongstride.cli.complaint import ComplaintError
from strongstride.cli.files import write_file

from .conftest import TODAY, Ask

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def test_help_names_every_command(ask: Ask) -> None:
    answer = ask("--help")
    assert answer.code == 0
    for name in app.COMMANDS:
        assert f"\n  {name} " in answer.out
        assert ask(name, "--help").code == 0


def test_nothing_asked_is_help(ask: Ask) -> None:
    answer = ask()
    assert "Usage: strongstride" in answer.out + answer.err
    assert answer.code == 2


def test_version_is_printed(ask: Ask) -> None:
    answer = ask("--version")
    assert answer.code == 0
    assert answer.out.startswith("strongstride ")


@pytest.fixture
def _broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("a secret\nof ours")

    monkeypatch.setattr("strongstride.cli.intake.load_athlete", broken)


@pytest.mark.usefixtures("_broken")
def test_our_own_mistake_is_one_line(ask: Ask) -> None:
    answer = ask("plan")
    assert answer.code == 70
    assert len(answer.err.splitlines()) == 1
    assert "ZeroDivisionError: a secret" in answer.err
    assert "STRONGSTRIDE_DEBUG=1" in answer.err


@pytest.mark.usefixtures("_broken")
def test_debug_shows_the_traceback(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STRONGSTRIDE_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        ask("plan")


def test_an_unreadable_file_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> bytes:
        raise PermissionError(13, "Permission denied", "athlete.toml")

    monkeypatch.setattr(Path, "read_bytes", closed)
    answer = ask("plan")
    assert (answer.code, answer.err) == (2, "athlete.toml: you may not read this file.\n")


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plan.md"
    path.write_text("the old one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_file(path, b"the new one")
    assert path.read_text() == "the old one"
    assert [each.name for each in tmp_path.iterdir()] == ["plan.md"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target, link, later = tmp_path / "real.md", tmp_path / "link.md", tmp_path / "later.md"
    target.write_text("old")
    target.chmod(0o640)
    link.symlink_to(target)
    later.symlink_to(tmp_path / "not-yet.md")
    for path in (link, later):
        write_file(path, b"new")
        assert path.is_symlink()
    assert (target.read_text(), (tmp_path / "not-yet.md").read_text()) == ("new", "new")
    assert target.stat().st_mode & 0o777 == 0o640


def test_pipes_devices_and_circles_are_refused(tmp_path: Path) -> None:
    pipe, circle = tmp_path / "pipe", tmp_path / "circle"
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    to_device = tmp_path / "link"
    to_device.symlink_to("/dev/null")
    for path in (pipe, circle, to_device, Path("/dev/null")):
        with pytest.raises(ComplaintError, match="is not a file to write to"):
            write_file(path, b"new")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("args", [("why", "--json"), ("exercises",), ("--help",)])
def test_a_full_disk_is_told_in_one_line(run: Run, args: tuple[str, ...]) -> None:
    code = (
        "import os, sys; os.dup2(os.open('/dev/full', os.O_WRONLY), 1); "
        "from strongstride.cli import main; main()"
    )
    done = run(code, *args)
    assert done.returncode == 2
    assert done.stderr == b"The answer could not be written: no space left on device.\n"


@pytest.mark.parametrize(
    ("started", "on_path", "words"),
    [
        ("/home/me/bin/strongstride", "/home/me/bin/strongstride", "strongstride"),
        (".venv/bin/strongstride", "/home/me/bin/strongstride", ".venv/bin/strongstride"),
        (".venv/bin/strongstride", None, ".venv/bin/strongstride"),
        ("/src/strongstride/__main__.py", None, "python -m strongstride"),
    ],
)
def test_commands_are_named_as_we_were_called(
    monkeypatch: pytest.MonkeyPatch, started: str, on_path: str | None, words: str
) -> None:
    monkeypatch.setattr(sys, "argv", [started, "plan"])
    monkeypatch.setattr("shutil.which", lambda _: on_path)
    assert called() == words


@pytest.fixture
def run(athlete: Path) -> Run:
    def _run(code: str, *args: object) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-c", code, *(str(arg) for arg in args)]
        return subprocess.run(command, capture_output=True, cwd=athlete.parent, check=False)

    return _run


def test_json_needs_no_heavy_library(run: Run, athlete: Path) -> None:
    heavy = ("numpy", "rich.console", "lxml", "icalendar", "garmin_fit_sdk", "django", "fitfast")
    code = (
        "import sys; from strongstride.cli.app import _run; _run(); "
        f"sys.stderr.write(' '.join(m for m in {heavy} if m in sys.modules))"
    )
    done = run(code, "plan", athlete, "--json", "--today", TODAY)
    assert done.returncode == 0
    assert done.stdout.startswith(b"{")
    assert done.stderr == b""


def test_the_same_bytes_in_another_process(run: Run, athlete: Path, ask: Ask) -> None:
    code = "from strongstride.cli import main; main()"
    done = run(code, "plan", athlete, "--json", "--today", TODAY)
    assert done.stdout.decode() == ask("plan", athlete, "--json", "--today", TODAY).out


@pytest.mark.parametrize("characters", [0, 10])
@pytest.mark.parametrize("args", [("exercises", "--json"), ("why",)])
def test_a_reader_may_stop_reading(args: tuple[str, ...], characters: int) -> None:
    code = "from strongstride.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(characters)
        process.stdout.close()
        said = process.stderr.read()
    assert (process.returncode, said) == (0, b"")
