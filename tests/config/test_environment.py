"""Settings from the environment: what is understood, and what is said of the rest."""

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from strongstride.config import environment as env


def test_a_switch_takes_the_usual_words() -> None:
    for word in ("1", "true", "Yes", "on"):
        assert env.switch("X", default=False, environ={"X": word}) is True
    for word in ("0", "false", "NO", "off", ""):
        assert env.switch("X", default=True, environ={"X": word}) is False
    assert env.switch("X", default=True, environ={}) is True


@pytest.mark.parametrize(
    ("read", "value", "says"),
    [
        (lambda e: env.switch("X", default=True, environ=e), "maybe", "write 1 (yes) or 0 (no)"),
        (lambda e: env.number("X", default=587, environ=e), "12a", "a whole number such as 587"),
        (lambda e: env.number("X", default=5, environ=e), "-1", "a whole number"),
        (lambda e: env.one_of("X", ("open", "closed"), e), "shut", "one of open, closed"),
    ],
)
def test_a_wrong_word_is_named_with_a_way_out(read: object, value: str, says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="X is") as caught:
        read({"X": value})  # type: ignore[operator]
    assert says in str(caught.value)
    assert value in str(caught.value)


def test_the_secret_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    first = env.secret_key(tmp_path, {})
    assert env.secret_key(tmp_path, {}) == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
    assert env.secret_key(tmp_path, {"STRONGSTRIDE_SECRET_KEY": "given"}) == "given"


def test_the_data_folder_is_private_and_has_its_rooms(tmp_path: Path) -> None:
    folder = env.prepared(tmp_path / "new" / "data")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {each.name for each in folder.iterdir()} == set(env.FOLDERS)
    assert env.prepared(folder) == folder


def test_a_data_folder_that_is_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(ImproperlyConfigured, match="STRONGSTRIDE_DATA_DIR"):
        env.prepared(tmp_path / "taken" / "data")


def test_the_data_folder_follows_the_variables() -> None:
    assert env.data_dir({"STRONGSTRIDE_DATA_DIR": "/srv/x"}) == Path("/srv/x")
    assert env.data_dir({"XDG_DATA_HOME": "/srv"}) == Path("/srv/strongstride")
    assert env.data_dir({}) == Path.home() / ".local/share/strongstride"


def test_sqlite_waits_for_the_lock_and_survives_a_power_cut(tmp_path: Path) -> None:
    found = env.database(tmp_path, {})
    assert found["NAME"] == str(tmp_path / "strongstride.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in found["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    url = "postgresql://ada:p%40ss@db.example.org:5433/strides?sslmode=require"
    found = env.database(tmp_path, {"DATABASE_URL": url})
    wanted = ("strides", "ada", "p@ss", "db.example.org", "5433", {"sslmode": "require"})
    keys = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert tuple(found[key] for key in keys) == wanted


def test_a_postgresql_socket_folder_is_a_host(tmp_path: Path) -> None:
    url = "postgresql://postgres@/postgres?host=/run/pg"
    assert env.database(tmp_path, {"DATABASE_URL": url})["HOST"] == "/run/pg"


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "nonsense", "postgres://h:port/db"])
def test_another_database_address_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(tmp_path, {"DATABASE_URL": url})
