"""Triggers by which the database itself refuses to change receipts, or to number them with gaps.

A receipt is only ever added, with the number its series has come to, and its file once, as long as
the receipt says something. One thing may be done to them: once the law lets go of a receipt, what
it says can be blanked (`donors.keeping`), and then its file; its number and the hashes stay.
Set by a migration and again after every `migrate`, as the guards of the books are.
"""

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

RECEIPTS, SERIES, FILES = "giving_receipt", "giving_receiptseries", "giving_receiptfile"
_KEPT = ("id", "series_id", "number", "key", "donation_id", "kind", "corrects_id", "sha256",
         "made_at")  # fmt: skip
_FILE_KEPT = ("id", "receipt_id", "sha256", "drawn_at")
_UNCHANGED = "A receipt is never changed: a correction replaces it."
_STEP = "Receipts of a series are numbered one by one."
_KEYS = ("id = NEW.id", "key = NEW.key", "(series_id = NEW.series_id AND number = NEW.number)")
_FILE_KEYS = ("id = NEW.id", "receipt_id = NEW.receipt_id")


def set_up(connection: BaseDatabaseWrapper) -> None:
    """Guard the receipts of this database; guards that stand are left."""
    with connection.cursor() as cursor:
        for statement in guarding(connection.vendor):
            cursor.execute(statement)


def after_migrating(using: str, **_: object) -> None:
    """Guard the receipts once their tables stand; for the signal `post_migrate`."""
    connection = connections[using]
    if {RECEIPTS, SERIES, FILES} <= set(connection.introspection.table_names()):
        set_up(connection)


def guarding(vendor: str) -> list[str]:
    """The statements that guard receipts; each may be run again."""
    return _postgresql() if vendor == "postgresql" else _sqlite()


def lifting(vendor: str) -> list[str]:
    """The statements that take the guards away: for a migration backwards, and to empty tests."""
    on = " ON {0}" if vendor == "postgresql" else ""
    return [f"DROP TRIGGER IF EXISTS {name}{on.format(table)}" for table, name in _names(vendor)]


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the guards this database lacks."""
    asked = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        there = {row[0] for row in cursor.fetchall()}
    return [name for _, name in _names(connection.vendor) if name not in there]


def _names(vendor: str) -> list[tuple[str, str]]:
    """Each guard's table and name."""
    if vendor == "postgresql":
        ends = {table: ["guard", "never_emptied"] for table in (RECEIPTS, SERIES, FILES)}
    else:
        ends = {
            RECEIPTS: ["changed", "deleted", "numbered", "replaced"],
            SERIES: ["changed", "deleted"],
            FILES: ["changed", "deleted", "drawn", "replaced"],
        }
    return [(table, f"{table}_{end}") for table in ends for end in ends[table]]


def _is_forgotten(same: str) -> str:
    """SQL for an update that blanks what a receipt says and touches nothing else."""
    return f"NEW.document = '' AND {_are(same, _KEPT)}"


def _is_file_forgotten(same: str) -> str:
    """SQL for an update that blanks the file of a receipt that says nothing any more."""
    is_let_go = f"EXISTS (SELECT 1 FROM {RECEIPTS} WHERE {_ITS_RECEIPT} AND document = '')"  # noqa: S608 our own names
    return f"length(NEW.pdf) = 0 AND {is_let_go} AND {_are(same, _FILE_KEPT)}"


def _is_step(same: str) -> str:
    """SQL for an update of a series that takes the next number."""
    return f"NEW.last = OLD.last + 1 AND {_are(same, ('id', 'cause_id', 'year'))}"


def _are(same: str, names: tuple[str, ...]) -> str:
    return " AND ".join(f"NEW.{name} {same} OLD.{name}" for name in names)


_ITS_RECEIPT = "id = NEW.receipt_id"
_IS_SAID = f"SELECT 1 FROM {RECEIPTS} WHERE {_ITS_RECEIPT} AND document <> ''"  # noqa: S608 our own names
_IS_NEXT = f"NEW.number = (SELECT last FROM {SERIES} WHERE id = NEW.series_id)"  # noqa: S608 our own names


def _sqlite() -> list[str]:
    rules = {
        (RECEIPTS, "changed", "UPDATE"): f"NOT ({_is_forgotten('IS')})",
        (RECEIPTS, "deleted", "DELETE"): "1",
        (RECEIPTS, "numbered", "INSERT"): f"NOT ({_IS_NEXT})",
        (RECEIPTS, "replaced", "INSERT"): _is_there(RECEIPTS, _KEYS),
        (SERIES, "changed", "UPDATE"): f"NOT ({_is_step('IS')})",
        (SERIES, "deleted", "DELETE"): "1",
        (FILES, "changed", "UPDATE"): f"NOT ({_is_file_forgotten('IS')})",
        (FILES, "deleted", "DELETE"): "1",
        (FILES, "drawn", "INSERT"): f"NOT EXISTS ({_IS_SAID})",
        (FILES, "replaced", "INSERT"): _is_there(FILES, _FILE_KEYS),
    }
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_{event} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{_STEP if event == 'numbered' else _UNCHANGED}'); END"
        for (table, event, act), when in rules.items()
    ]


def _is_there(table: str, keys: tuple[str, ...]) -> str:
    return f"EXISTS (SELECT 1 FROM {table} WHERE {' OR '.join(keys)})"  # noqa: S608 our own names


def _postgresql() -> list[str]:
    same = "IS NOT DISTINCT FROM"
    allowed = {
        RECEIPTS: f"(TG_OP = 'UPDATE' AND {_is_forgotten(same)}) "
        f"OR (TG_OP = 'INSERT' AND {_IS_NEXT})",
        SERIES: f"TG_OP = 'UPDATE' AND {_is_step(same)}",
        # The share of the receipt's row waits for who is letting go of it, or has them wait.
        FILES: f"(TG_OP = 'UPDATE' AND {_is_file_forgotten(same)}) "
        f"OR (TG_OP = 'INSERT' AND EXISTS ({_IS_SAID} FOR SHARE))",
    }
    added = "INSERT OR UPDATE OR DELETE"
    events = {RECEIPTS: added, SERIES: "UPDATE OR DELETE", FILES: added}
    return [made for table in allowed for made in _guard(table, events[table], allowed[table])]


def _guard(table: str, events: str, allowed: str) -> list[str]:
    raises = f"RAISE EXCEPTION '{_UNCHANGED}' USING ERRCODE = 'integrity_constraint_violation';"
    head = "RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    rule = f"IF TG_OP = 'DELETE' OR NOT ({allowed}) THEN {raises} END IF; RETURN NEW; END $$"
    row, emptied = f"{table}_guard", f"{table}_never_emptied"
    trigger = "CREATE OR REPLACE TRIGGER"
    each_row, once = "FOR EACH ROW EXECUTE FUNCTION", "FOR EACH STATEMENT EXECUTE FUNCTION"
    return [
        f"CREATE OR REPLACE FUNCTION {row}() {head} {rule}",
        f"CREATE OR REPLACE FUNCTION {emptied}() {head} {raises} END $$",
        f"{trigger} {row} BEFORE {events} ON {table} {each_row} {row}()",
        f"{trigger} {emptied} BEFORE TRUNCATE ON {table} {once} {emptied}()",
    ]
