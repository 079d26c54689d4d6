"""Boards and credit of a challenge with 10,000 and 1,000,000 participants, five credits each.

On PostgreSQL at both sizes, on SQLite at 5,000. Every participant is an account with a membership;
three hundred, spread over the board, have their runs too and are those who are measured. Times are
processor time, the database's and ours.
"""

import json
import os
import subprocess
import sys

FEW, MANY, SQLITE = 10_000, 1_000_000, 5_000
BOUNDS = {  # milliseconds
    "top-100 page": 15.0,
    "my rank and neighbours": 10.0,
    "crediting one run, database time": 5.0,
}
MOST_GROWTH = 1.5

Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached); `quick` stops at a tenth of the people."""
    many = MANY // 10 if quick else MANY
    small, large = _measured("postgresql", FEW), _measured("postgresql", many)
    found = []
    for name, most in BOUNDS.items():
        growth = large[name] / small[name]
        for people, value in ((FEW, small[name]), (many, large[name])):
            found.append(_bound(f"{name}, PostgreSQL, {people:,} people", value, most))
        reached = growth <= MOST_GROWTH
        found.append((f"{name}, growth", growth, "times", f"<= {MOST_GROWTH}", reached))
    for name, value in _measured("sqlite", SQLITE).items():
        found.append(_bound(f"{name}, SQLite, {SQLITE:,} people", value, BOUNDS[name]))
    return found


def _bound(name: str, value: float, most: float) -> Row:
    return (name, value, "ms", f"<= {most:g}", value <= most)


def _measured(database: str, people: int) -> dict[str, float]:
    """Medians in milliseconds, of a process with a database of its own."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE": database}
    child = subprocess.run(
        [sys.executable, "-m", "bench.clubs_child", str(people)],
        env=env, check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(child.stdout.splitlines()[-1])
    return found
