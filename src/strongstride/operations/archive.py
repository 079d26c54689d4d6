"""A backup: one ZIP file with the database, the original files, the secret key and a manifest."""

import msgspec

MANIFEST = "manifest.json"
SQLITE, POSTGRESQL = "database.sqlite3", "database.dump"
ORIGINALS = "originals/"
SECRET_KEY = "secret-key"  # noqa: S105 a file name
FORMAT = 1


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a backup, to be compared with what comes out of it.

    `rows` counts the rows of each table at the moment of the backup; `migrations` are the tables'
    shape as "app.name".
    """

    format: int
    version: str  # of Strongstride
    made_at: str  # UTC, ISO 8601
    database: str  # SQLITE or POSTGRESQL
    rows: dict[str, int]
    migrations: tuple[str, ...]
    originals: int


class ArchiveError(Exception):
    """A backup cannot be made or restored; the message is one clear sentence."""
