"""10,000 deliveries of Stripe's messages, 30 % of them repeats, in random order, on both databases.

While gifts are paid, given back and disputed at the stand-in for Stripe, its messages about them
come late, early and again. A second page lives the same and hears everything once, in order: both
must come to the same, and to what the stand-in's own books say.
"""

import json
import os
import subprocess
import sys

DELIVERIES = 10_000
Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached); `quick` stops at a twentieth."""
    deliveries = DELIVERIES // 20 if quick else DELIVERIES
    found: list[Row] = []
    for title, database in (("SQLite", "sqlite"), ("PostgreSQL", "postgresql")):
        told = _measured(database, deliveries)
        name = f"{told['deliveries']:,} messages, {told['repeats']:.0%} repeats, {title}"
        found.append((f"{name}: pence apart", told["apart"], "p", "== 0", told["apart"] == 0))
        found.append((f"{name}: a delivery", told["each_ms"], "ms", "", None))
    return found


def _measured(database: str, deliveries: int) -> dict[str, float]:
    """What a process with a database of its own found."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE": database}
    child = subprocess.run(
        [sys.executable, "-m", "bench.giving_webhooks_child", str(deliveries)],
        env=env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(child.stdout.splitlines()[-1])
    return found
