"""Everything a server needs before it starts: folders, tables, static files."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

FOLDERS = ("incoming", "uploads", "originals")


def prepare_folders() -> None:
    """Make the folders of the data folder; nobody else on the machine may look inside."""
    for folder in (settings.DATA_DIR, *(settings.DATA_DIR / name for name in FOLDERS)):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def waiting_migrations() -> int:
    """How many migrations the database has not seen yet."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def prepare_database() -> int:
    """Bring the tables up to date; how many migrations that took."""
    waiting = waiting_migrations()
    if waiting:
        call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    return waiting


def prepare_static_files() -> int:
    """Collect and compress the static files if they changed since the last time; how many."""
    stamp = settings.STATIC_ROOT / ".collected"
    wanted, files = _fingerprint()
    if stamp.is_file() and stamp.read_text() == wanted:
        return 0
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)
    return files


def _fingerprint() -> tuple[str, int]:
    """A digest that changes with any static file, and how many there are."""
    found = sorted(
        (path, Path(storage.path(path)))
        for finder in get_finders()
        for path, storage in finder.list([])
    )
    digest = hashlib.sha256()
    for name, path in found:
        about = path.stat()
        digest.update(f"{name}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return digest.hexdigest(), len(found)
