"""Books with a million transfers of which one page holds all: its balance, a gift, the full check.

On SQLite and PostgreSQL. Balances and gifts are in processor time, the database's and ours; the
check is in time that passes.
"""

import json
import os
import subprocess
import sys

TRANSFERS = 1_000_000
BOUNDS = {  # milliseconds
    "full check": 60_000.0,
    "balance of a page": 5.0,
    "balances of fifty pages": None,
    "writing a gift": None,
}

Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached); `quick` stops at a tenth of the transfers."""
    transfers = TRANSFERS // 10 if quick else TRANSFERS
    found = []
    for title, database in (("SQLite", "sqlite"), ("PostgreSQL", "postgresql")):
        for name, value in _measured(database, transfers).items():
            found.append(_row(f"{name}, {title}, {transfers:,} transfers", value, BOUNDS[name]))
    return found


def _row(name: str, value: float, most: float | None) -> Row:
    if most is None:
        return (name, value, "ms", "", None)
    return (name, value, "ms", f"<= {most:g}", value <= most)


def _measured(database: str, transfers: int) -> dict[str, float]:
    """Milliseconds, of a process with a database of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE": database}
    child = subprocess.run(
        [sys.executable, "-m", "bench.giving_child", str(transfers)],
        env=env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(child.stdout.splitlines()[-1])
    return found
