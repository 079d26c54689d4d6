"""A server out of a backup: checked first, put in place after."""

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

import msgspec
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from strongstride.operations import databases, preparing
from strongstride.operations.archive import (
    FORMAT,
    MANIFEST,
    ORIGINALS,
    POSTGRESQL,
    SECRET_KEY,
    SQLITE,
    ArchiveError,
    Manifest,
)


def restore(source: Path, *, force: bool) -> Manifest:
    """Put a backup in place of an empty database, or of any when `force`d.

    Nothing is touched before the backup proved whole, and what was there is kept beside the new
    database (SQLite) or replaced in one transaction (PostgreSQL). Raises ArchiveError.
    """
    try:
        with ZipFile(source) as archive:
            manifest = _manifest(archive)
            _check(manifest)
            if not force and _is_used():
                raise ArchiveError(
                    "The database holds data already; --force replaces it by the backup."
                )
            preparing.prepare_folders()
            _put_in_place(archive, manifest)
    except BadZipFile as error:
        raise ArchiveError(f"{source} is damaged or no backup: {error}.") from None
    preparing.prepare_database()
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    try:
        return msgspec.json.decode(archive.read(MANIFEST), type=Manifest)
    except (KeyError, msgspec.DecodeError):
        raise ArchiveError(f"{archive.filename} is no backup of Strongstride's.") from None


def _check(manifest: Manifest) -> None:
    wanted = SQLITE if databases.is_sqlite() else POSTGRESQL
    if manifest.database != wanted:
        kinds = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
        raise ArchiveError(
            f"The backup is of a {kinds.get(manifest.database, 'different')} database, this server "
            f"uses {kinds[wanted]}; set DATABASE_URL to one of the backup's kind."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    ours = {name for name in manifest.migrations if name not in known}
    if manifest.format != FORMAT or ours:
        raise ArchiveError(
            f"The backup was made by Strongstride {manifest.version}, newer than this one; "
            "restore it with that version or a later one."
        )


def _is_used() -> bool:
    """Whether somebody has registered with the database that is there."""
    if "accounts_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT 1 FROM accounts_user)")
        return bool(cursor.fetchone()[0])


def _put_in_place(archive: ZipFile, manifest: Manifest) -> None:
    with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=".restore-") as name:
        folder = Path(name)
        database = Path(archive.extract(manifest.database, folder))
        originals = _extract_originals(archive, folder / "originals")
        if originals != manifest.originals:
            raise ArchiveError(
                f"The backup says it has {manifest.originals} files, but {originals} came out."
            )
        if databases.is_sqlite():
            databases.check_sqlite(database, manifest.rows)
        else:
            databases.check_postgresql(database, manifest.rows)
        # The files first: they are only added, and a full disk leaves the old database in place.
        shutil.copytree(folder / "originals", settings.DATA_DIR / "originals", dirs_exist_ok=True)
        if databases.is_sqlite():
            _replace_sqlite(database)
        else:
            databases.restore_postgresql(database)
        _put_secret_key(archive)


def _extract_originals(archive: ZipFile, folder: Path) -> int:
    folder.mkdir()
    found = 0
    for member in archive.infolist():
        if not member.filename.startswith(ORIGINALS) or member.is_dir():
            continue
        target = folder / _safe_name(member)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file)
        found += 1
    return found


def _safe_name(member: ZipInfo) -> PurePosixPath:
    name = PurePosixPath(member.filename.removeprefix(ORIGINALS))
    if name.is_absolute() or ".." in name.parts:
        raise ArchiveError(f"The backup holds a file that points outside: {member.filename}.")
    return name


def _replace_sqlite(database: Path) -> None:
    """Move the new database into place; the old one stays as `….before-restore`."""
    path = databases.sqlite_path()
    if path.exists():
        with connection.cursor() as cursor:  # what waits in the log belongs to the old database
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        path.replace(path.with_name(f"{path.name}.before-restore"))
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    database.replace(path)


def _put_secret_key(archive: ZipFile) -> None:
    """Keep people logged in: the key that signed their sessions comes back too."""
    if SECRET_KEY not in archive.namelist():
        return
    path = settings.DATA_DIR / "secret-key"
    path.touch(mode=0o600)
    path.write_bytes(archive.read(SECRET_KEY))
