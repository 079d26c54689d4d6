"""A backup of a running server: everything in it, as of one moment."""

import os
import tempfile
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import msgspec
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from strongstride.operations import databases
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
from strongstride.web import clock


def back_up(target: Path) -> Manifest:
    """Write a backup to a new file only its owner can read; ArchiveError when that is impossible.

    The database is copied first and the original files after it: a file is on disk before the row
    that names it, so every row of the copy finds its file.
    """
    if target.exists():
        raise ArchiveError(f"{target} is there already; give the backup a name of its own.")
    if not target.parent.is_dir():
        raise ArchiveError(f"{target.parent}: there is no such folder; make it first.")
    with databases.beside(target) as part:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        manifest = _write(part)
        part.replace(target)
    return manifest


def _write(path: Path) -> Manifest:
    with (
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder,
        ZipFile(path, "w", ZIP_DEFLATED, allowZip64=True) as archive,
    ):
        name, rows = _copy_database(Path(folder))
        migrations = applied_migrations()
        archive.write(Path(folder) / name, name)
        originals = _add_originals(archive)
        key = settings.DATA_DIR / "secret-key"
        if key.is_file():
            archive.write(key, SECRET_KEY)
        manifest = Manifest(
            format=FORMAT,
            version=version("strongstride"),
            made_at=clock.now().isoformat(timespec="seconds"),
            database=name,
            rows=rows,
            migrations=migrations,
            originals=originals,
        )
        archive.writestr(MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
    return manifest


def _copy_database(folder: Path) -> tuple[str, dict[str, int]]:
    if databases.is_sqlite():
        return SQLITE, databases.snapshot_sqlite(folder / SQLITE)
    return POSTGRESQL, databases.dump_postgresql(folder / POSTGRESQL)


def applied_migrations() -> tuple[str, ...]:
    """The migrations the database has seen, as "app.name"."""
    applied = MigrationRecorder(connection).applied_migrations()
    return tuple(sorted(f"{app}.{name}" for app, name in applied))


def _add_originals(archive: ZipFile) -> int:
    root = settings.DATA_DIR / "originals"
    added = 0
    for path in sorted(root.rglob("*")) if root.is_dir() else ():
        if not path.is_file():
            continue
        name = ORIGINALS + path.relative_to(root).as_posix()
        try:
            archive.write(path, name, compress_type=ZIP_STORED)  # most are compressed already
        except FileNotFoundError:  # its owner erased it this very moment
            continue
        added += 1
    return added
