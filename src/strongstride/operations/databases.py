"""What backup and restore do differently on SQLite and on PostgreSQL."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from strongstride.operations.archive import ArchiveError

_COPY = re.compile(rb'COPY (?:\w+\.)?"?(?P<table>\w+)"? \(.*\) FROM stdin;$')


def is_sqlite() -> bool:
    """Whether this server's database is SQLite."""
    return connection.vendor == "sqlite"


def sqlite_path() -> Path:
    """Where the SQLite database lies."""
    return Path(settings.DATABASES["default"]["NAME"])


def snapshot_sqlite(target: Path) -> dict[str, int]:
    """Copy the live database as it stands now; the rows of each table in the copy."""
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return rows_of_sqlite(copy)


def rows_of_sqlite(database: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [str(name) for (name,) in tables if not str(name).startswith("sqlite_")]
    return {name: _count(database, name) for name in names}


def _count(database: sqlite3.Connection, table: str) -> int:
    (found,) = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()  # noqa: S608 its own
    return int(found)


def check_sqlite(path: Path, wanted: Mapping[str, int]) -> None:
    """ArchiveError unless the database is whole and has the rows it had."""
    try:
        with closing(sqlite3.connect(path)) as database:
            (said,) = database.execute("PRAGMA integrity_check").fetchone()
            strays = database.execute("PRAGMA foreign_key_check").fetchall()
            found = rows_of_sqlite(database)
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"The database in this backup is damaged: {error}.") from None
    if said != "ok" or strays:
        raise ArchiveError(f"The database in this backup is damaged: {said}.")
    compare_rows(found, wanted)


def compare_rows(found: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    """ArchiveError when a table has other rows than the backup had."""
    for table, rows in wanted.items():
        if found.get(table) != rows:
            raise ArchiveError(
                f"The backup says {table} had {rows} rows, but {found.get(table, 0)} came out."
            )


def dump_postgresql(target: Path) -> dict[str, int]:
    """Dump the live database; the rows of each table in the very state that was dumped."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        rows = rows_of_postgresql()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={target}")
    return rows


def check_postgresql(dump: Path, wanted: Mapping[str, int]) -> None:
    """ArchiveError unless the dump can be read to its end and has the rows it should have."""
    found: dict[str, int] = {}
    table = ""
    script = dump.with_suffix(".sql")
    try:
        _run("pg_restore", "--data-only", f"--file={script}", str(dump))
        with script.open("rb") as lines:
            for line in lines:  # in a COPY every row is one line
                if table:
                    found[table] += line != b"\\.\n"
                    table = "" if line == b"\\.\n" else table
                elif match := _COPY.match(line):
                    table = match["table"].decode()
                    found[table] = 0
    finally:
        script.unlink(missing_ok=True)
    compare_rows(found, wanted)


def restore_postgresql(dump: Path) -> None:
    """Replace what the database holds by the dump, all of it or nothing."""
    connection.close()
    _run(
        "pg_restore",
        *("--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"),
        *("--exit-on-error", "--dbname", str(settings.DATABASES["default"]["NAME"]), str(dump)),
    )


def rows_of_postgresql() -> dict[str, int]:
    """How many rows each table has."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {quote(table)}")  # noqa: S608 its own names
            (found[table],) = cursor.fetchone()
        return found


def _run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL's on our database; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise ArchiveError(
            f"{program} was not found; install PostgreSQL's client programs, of the server's "
            "version or newer."
        )
    done = subprocess.run(  # noqa: S603 no shell, our own arguments
        [path, *arguments],
        env={**os.environ, **_address()},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it gave no reason"])[0]
        raise ArchiveError(f"{program} failed: {said}.")


def _address() -> dict[str, str]:
    names: dict[str, Any] = settings.DATABASES["default"]
    given = {
        "PGHOST": names["HOST"],
        "PGPORT": names["PORT"],
        "PGUSER": names["USER"],
        "PGPASSWORD": names["PASSWORD"],
        "PGDATABASE": names["NAME"],
    }
    return {name: str(value) for name, value in given.items() if value}


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A name for a file that is to become `path`, on the same disk; gone when that failed."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)
