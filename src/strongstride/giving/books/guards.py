"""Triggers by which the database itself refuses to change or take away what is in the books.

Set by migration 0003 and again after every `migrate`, since SQLite loses a table's triggers when a
migration changes the table.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

_SAYS = "The books are only ever added to."
GUARDED = {  # table: what each row has to itself, which on SQLite a row might be replaced by
    "giving_posting": ("id", "key"),
    "giving_transfer": ("id", "campaign_id, number"),
    "giving_broughtforward": ("id", "campaign_id, through"),
}

_FUNCTION = f"""
CREATE OR REPLACE FUNCTION giving_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'integrity_constraint_violation';
END $$"""


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Guard the books of this database; those that stand are left."""
    with connection.cursor() as cursor:
        for statement in guarding(connection.vendor):
            cursor.execute(statement)


def after_migrating(using: str, **_: object) -> None:
    """Guard the books once their tables stand; for the signal `post_migrate`."""
    connection = connections[using]
    if GUARDED.keys() <= set(connection.introspection.table_names()):
        set_up(connection)


def guarding(vendor: str) -> list[str]:
    """The statements that guard the books; each may be run again."""
    if vendor == "postgresql":
        return [_FUNCTION, *(made for table in GUARDED for made in _postgresql(table))]
    return [made for table, keys in GUARDED.items() for made in _sqlite(table, keys)]


def lifting(vendor: str) -> list[str]:
    """The statements that take the guards away: for a migration backwards, and to empty tests."""
    on = " ON {0}" if vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}{on.format(table)}"
        for table in GUARDED
        for name in names(vendor, table)
    ]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the guards this database lacks."""
    is_postgresql = connection.vendor == "postgresql"
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        if is_postgresql
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {row[0] for row in cursor.fetchall()}
    wanted = [name for table in GUARDED for name in names(connection.vendor, table)]
    return [name for name in wanted if name not in there]


def names(vendor: str, table: str) -> list[str]:
    """The names of the triggers of one table."""
    events = ("changed", "emptied") if vendor == "postgresql" else ("update", "delete", "replace")
    return [f"{table}_never_{event}" for event in events]


def _postgresql(table: str) -> list[str]:
    changed, emptied = names("postgresql", table)
    does = "EXECUTE FUNCTION giving_only_added_to()"
    events = {
        changed: f"UPDATE OR DELETE ON {table} FOR EACH ROW",
        emptied: f"TRUNCATE ON {table} FOR EACH STATEMENT",
    }
    return [
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {what} {does}" for name, what in events.items()
    ]


def _sqlite(table: str, keys: tuple[str, ...]) -> list[str]:
    update, delete, replace = names("sqlite", table)
    raises = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    is_there = " OR ".join(_same(key) for key in keys)
    there = f"EXISTS (SELECT 1 FROM {table} WHERE {is_there})"  # noqa: S608 our own names
    return [
        f"CREATE TRIGGER IF NOT EXISTS {update} BEFORE UPDATE ON {table} {raises}",
        f"CREATE TRIGGER IF NOT EXISTS {delete} BEFORE DELETE ON {table} {raises}",
        f"CREATE TRIGGER IF NOT EXISTS {replace} BEFORE INSERT ON {table} WHEN {there} {raises}",
    ]


def _same(key: str) -> str:
    return "(" + " AND ".join(f"{name} = NEW.{name}" for name in key.split(", ")) + ")"
