"""The commands as a person types them, each in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import LiveApp, environment, free_port, running


def strongstride(
    folder: Path, *arguments: str, given: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "strongstride", *arguments],
        env=environment(folder, 8000, more),
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    done = strongstride(folder, "migrate")
    assert done.returncode == 0, done.stderr
    assert "Applied" in done.stdout
    return folder


def test_migrating_again_changes_nothing(migrated: Path) -> None:
    assert strongstride(migrated, "migrate").stdout == "The database is up to date.\n"


def test_only_its_owner_reads_the_data_folder(migrated: Path) -> None:
    assert (migrated / "secret-key").stat().st_mode & 0o077 == 0
    assert (migrated / "originals").stat().st_mode & 0o077 == 0


def test_createuser_asks_for_a_good_password_and_refuses_an_address_twice(migrated: Path) -> None:
    good = "a long walk on the beach\n" * 2
    taken = strongstride(migrated, "createuser", "ada@example.org", given=good)
    again = strongstride(migrated, "createuser", "ada@example.org", given="")
    assert (taken.returncode, again.returncode) == (0, 2)
    assert "has an account already" in again.stderr  # before a password is asked for
    weak = strongstride(migrated, "createuser", "eve@example.org", given="12345\n12345\n")
    made = strongstride(migrated, "createuser", "eve@example.org", "--admin", given=good)
    twice = strongstride(migrated, "createuser", "EVE@example.org", given=good)
    wrong = strongstride(migrated, "createuser", "eve", given=good)
    assert (weak.returncode, made.returncode, twice.returncode, wrong.returncode) == (2, 0, 2, 2)
    assert "too short" in weak.stderr
    assert "administers" in made.stdout
    assert "has an account already" in twice.stderr
    assert "not an e-mail address" in wrong.stderr
    assert "beach" not in made.stdout + made.stderr


def test_createuser_gives_a_new_password_to_who_is_there(migrated: Path) -> None:
    words = "four slow laps at dusk\n" * 2
    made = strongstride(migrated, "createuser", "pat@example.org", given=words)
    new = strongstride(migrated, "createuser", "--reset-password", "PAT@example.org", given=words)
    nobody = strongstride(
        migrated, "createuser", "--reset-password", "nobody@example.org", given=""
    )
    assert (made.returncode, new.returncode, nobody.returncode) == (0, 0, 2)
    assert "there is no account with this address" in nobody.stderr


def test_doctor_looks_at_everything_and_ends_well(migrated: Path) -> None:
    done = strongstride(migrated, "doctor")
    assert done.returncode == 0, done.stdout
    about = {line[6:20].strip() for line in done.stdout.splitlines()}
    assert about >= {
        *("settings", "data folder", "disk", "database", "tables", "integrity", "clock"),
        *("worker", "static files", "mail"),
    }


def test_doctor_says_what_to_do_about_an_empty_data_folder(tmp_path: Path) -> None:
    done = strongstride(tmp_path, "doctor")
    assert done.returncode == 1
    assert "strongstride migrate" in done.stdout


def test_doctor_finds_a_mail_server_that_does_not_answer(migrated: Path) -> None:
    settings = {
        "STRONGSTRIDE_EMAIL_HOST": "127.0.0.1",
        "STRONGSTRIDE_EMAIL_PORT": str(free_port()),
    }
    done = strongstride(migrated, "doctor", **settings)
    assert done.returncode == 1
    assert "STRONGSTRIDE_EMAIL_HOST" in done.stdout


def test_doctor_says_that_mail_into_a_folder_reaches_nobody(migrated: Path) -> None:
    done = strongstride(migrated, "doctor", STRONGSTRIDE_EMAIL_FOLDER=str(migrated / "mail"))
    assert done.returncode == 0
    assert f"written into {migrated / 'mail'}, sent to nobody" in done.stdout


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"STRONGSTRIDE_URL": "coach.example.org"}, "STRONGSTRIDE_URL"),
        ({"DATABASE_URL": "mysql://x/y"}, "DATABASE_URL"),
        ({"STRONGSTRIDE_REGISTRATION": "maybe"}, "open, invite, closed"),
        ({"STRONGSTRIDE_WEB_THREADS": "many"}, "whole number"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    tmp_path: Path, settings: dict[str, str], told: str
) -> None:
    done = strongstride(tmp_path, "migrate", **settings)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    nowhere = f"postgresql://someone:hush@127.0.0.1:{free_port()}/nowhere"
    done = strongstride(tmp_path, "migrate", DATABASE_URL=nowhere)
    assert done.returncode == 2
    assert "strongstride doctor" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "hush" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--bind", "nowhere"), "127.0.0.1:8000"),
        (("--bind", "0.0.0.0:8000"), "STRONGSTRIDE_URL"),
        (("--bind", "0.0.0.0:8000", "--demo"), "127.0.0.1 only"),
    ],
)
def test_serve_refuses_what_would_not_be_safe(
    tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    env = environment(tmp_path, 8000)
    del env["STRONGSTRIDE_URL"]
    command = [sys.executable, "-m", "strongstride", "serve", *arguments]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert told in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveApp]:
    with running(tmp_path_factory.mktemp("served"), with_worker=True) as app:
        yield app


def health(app: LiveApp) -> dict[str, str]:
    with urllib.request.urlopen(f"{app.url}/health/") as answer:
        found: dict[str, str] = json.load(answer)
        return found


def worker_pid(app: LiveApp) -> int:
    (pid,) = (
        int(folder.name)
        for folder in Path("/proc").glob("[0-9]*")
        if b"strongstride\0worker" in _read(folder / "cmdline")
        and str(app.folder).encode() in _read(folder / "environ")
    )
    return pid


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_health_tells_that_database_and_worker_live(app: LiveApp) -> None:
    assert health(app) == {"database": "ok", "worker": "ok"}


def test_a_second_server_on_the_same_data_is_refused(app: LiveApp) -> None:
    other = f"127.0.0.1:{free_port()}"
    done = strongstride(app.folder, "serve", "--bind", other)
    assert done.returncode == 2
    assert "A server runs on this data already" in done.stderr


def test_a_port_in_use_is_refused(app: LiveApp, tmp_path: Path) -> None:
    done = strongstride(tmp_path, "serve", "--bind", f"127.0.0.1:{app.port}")
    assert done.returncode == 2
    assert "--bind" in done.stderr


def test_a_running_server_is_backed_up_but_not_restored_over(app: LiveApp, tmp_path: Path) -> None:
    made = strongstride(app.folder, "backup", str(tmp_path / "b.zip"))
    assert made.returncode == 0, made.stderr
    put = strongstride(app.folder, "restore", "--force", str(tmp_path / "b.zip"))
    assert put.returncode == 2
    assert "stop it before" in put.stderr
    fresh = strongstride(tmp_path / "new", "restore", str(tmp_path / "b.zip"))
    assert fresh.returncode == 0, fresh.stderr


def test_a_worker_that_is_killed_comes_back(app: LiveApp) -> None:
    before = worker_pid(app)
    os.kill(before, signal.SIGKILL)
    with app.log.open() as log:
        while "starting it again" not in log.readline():
            pass
        while "Starting worker" not in log.readline():
            pass
    assert worker_pid(app) != before


def test_a_backup_names_the_folder_that_is_not_there(migrated: Path) -> None:
    target = migrated / "nowhere" / "x.zip"
    done = strongstride(migrated, "backup", str(target))
    assert done.returncode == 2
    assert done.stderr.strip() == f"{target.parent}: there is no such folder; make it first."


def test_a_restore_of_no_file_says_so_first(migrated: Path) -> None:
    done = strongstride(migrated, "restore", str(migrated / "none.zip"))
    assert done.returncode == 2
    assert "there is no such file" in done.stderr
