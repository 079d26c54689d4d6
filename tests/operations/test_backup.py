"""What goes into a backup comes out of it, whole, or the restore says why not."""

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest
from django.db import connection

from strongstride.accounts.models import User
from strongstride.operations import databases
from strongstride.operations.archive import MANIFEST, ORIGINALS, ArchiveError, Manifest
from strongstride.operations.backup import back_up
from strongstride.operations.restore import restore
from tests.casting import cast_of_three

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, settings: object) -> Path:
    folder = tmp_path / "data"
    settings.DATA_DIR = folder  # type: ignore[attr-defined]
    (folder / "originals" / "ab").mkdir(parents=True)
    (folder / "originals" / "ab" / "abcd").write_bytes(b"a run")
    (folder / "secret-key").write_text("hush")
    return folder


def emails() -> list[str]:
    return list(User.objects.order_by("email").values_list("email", flat=True))


def changed(backup: Path, change: Callable[[Manifest], Manifest]) -> Path:
    """A copy of a backup with another manifest."""
    target = backup.with_name("changed.zip")
    with ZipFile(backup) as old, ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != MANIFEST:
                new.writestr(name, old.read(name))
        manifest = msgspec.json.decode(old.read(MANIFEST), type=Manifest)
        new.writestr(MANIFEST, msgspec.json.encode(change(manifest)))
    return target


def test_a_restored_server_has_every_row_file_and_key(
    tmp_path: Path, own_data_folder: Path
) -> None:
    cast_of_three()
    made = back_up(tmp_path / "b.zip")
    User.objects.all().delete()
    (own_data_folder / "originals" / "ab" / "abcd").unlink()
    (own_data_folder / "secret-key").write_text("another")
    put = restore(tmp_path / "b.zip", force=False)
    assert put == made
    assert emails() == ["alice@example.org", "bob@example.org", "carol@example.org"]
    assert (own_data_folder / "originals" / "ab" / "abcd").read_bytes() == b"a run"
    assert (own_data_folder / "secret-key").read_text() == "hush"
    assert (tmp_path / "b.zip").stat().st_mode & 0o077 == 0


def test_a_backup_never_overwrites_a_file(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(ArchiveError, match="there already"):
        back_up(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_data_that_is_there_is_replaced_only_when_forced(tmp_path: Path) -> None:
    cast_of_three()
    back_up(tmp_path / "b.zip")
    User.objects.filter(email__startswith="bob").delete()
    with pytest.raises(ArchiveError, match="--force"):
        restore(tmp_path / "b.zip", force=False)
    assert "bob@example.org" not in emails()
    restore(tmp_path / "b.zip", force=True)
    assert "bob@example.org" in emails()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"rows": {"accounts_user": 7}}, "7 rows"),
        ({"rows": {"accounts_user": 3, "accounts_gone": 1}}, "accounts_gone had 1 rows"),
        ({"originals": 9}, "9 files"),
        ({"migrations": ("accounts.9999_from_the_future",)}, "newer"),
        ({"database": "database.oracle"}, "DATABASE_URL"),
    ],
)
def test_a_backup_that_is_not_what_it_says_touches_nothing(
    tmp_path: Path, change: dict[str, object], told: str
) -> None:
    cast_of_three()
    back_up(tmp_path / "b.zip")
    false = changed(tmp_path / "b.zip", lambda old: msgspec.structs.replace(old, **change))
    with pytest.raises(ArchiveError, match=told):
        restore(false, force=True)
    assert len(emails()) == 3


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + bytes(60)])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(ArchiveError, match=r"no backup|damaged"):
        restore(tmp_path / "x.zip", force=True)


def test_a_cut_off_backup_is_refused(tmp_path: Path) -> None:
    cast_of_three()
    back_up(tmp_path / "b.zip")
    whole = (tmp_path / "b.zip").read_bytes()
    (tmp_path / "x.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ArchiveError):
        restore(tmp_path / "x.zip", force=True)
    assert len(emails()) == 3


def test_a_file_that_points_outside_the_folder_is_refused(tmp_path: Path) -> None:
    back_up(tmp_path / "b.zip")
    evil = changed(tmp_path / "b.zip", lambda old: msgspec.structs.replace(old, originals=2))
    with ZipFile(evil, "a") as archive:
        archive.writestr(f"{ORIGINALS}../../escaped", b"x")
    with pytest.raises(ArchiveError, match="points outside"):
        restore(evil, force=True)
    assert not list(tmp_path.rglob("escaped"))


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL dumps one exported snapshot")
    cast_of_three()
    stop = threading.Event()
    path = databases.sqlite_path()

    def write() -> None:
        other = sqlite3.connect(path, timeout=20)
        place = 0
        while not stop.is_set():
            place += 1
            with other:
                other.execute(
                    "INSERT INTO accounts_invite (id, made_by_id, digest, note, created_at,"
                    " expires_at) SELECT ?, id, ?, '', date_joined, date_joined"
                    " FROM accounts_user LIMIT 1",
                    (f"{place:032x}", f"{place}"),
                )
        other.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = [back_up(tmp_path / f"{number}.zip") for number in range(4)]
    finally:
        stop.set()
        writer.join()
    assert made[0].rows["accounts_invite"] <= made[-1].rows["accounts_invite"]
    for number in range(4):
        with ZipFile(tmp_path / f"{number}.zip") as archive:
            copy = Path(archive.extract("database.sqlite3", tmp_path / f"copy{number}"))
        databases.check_sqlite(copy, made[number].rows)


def test_without_an_originals_folder_there_is_still_a_backup(
    tmp_path: Path, own_data_folder: Path
) -> None:
    (own_data_folder / "originals" / "ab" / "abcd").unlink()
    (own_data_folder / "originals" / "ab").rmdir()
    (own_data_folder / "originals").rmdir()
    assert back_up(tmp_path / "b.zip").originals == 0
