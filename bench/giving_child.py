"""What `bench.giving` measures, in a process whose database is its own.

Balances and postings are in processor time, of this thread and of the database's process for it,
since others use the machine too; the full check is in time that passes.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import monotonic, thread_time

import django
from django.core.management import call_command
from django.db import connection, transaction

ROUNDS, EACH = 5, 40


def main(transfers: int) -> None:
    """Fill, measure, print JSON."""
    django.setup()
    call_command("migrate", verbosity=0)
    from tests.giving.making import OPENED

    from bench.giving_fill import fill, fill_small
    from strongstride.giving.books.actions import post
    from strongstride.giving.books.checks import check
    from strongstride.giving.books.queries import balances, balances_of
    from strongstride.ledger.postings import gift

    page = fill(transfers)
    began = monotonic()
    faults = list(check())
    checked = monotonic() - began
    if faults:
        raise RuntimeError(f"the books were filled wrong: {faults[0]}")
    pages = [page, *fill_small(page, 49)]
    numbers = iter(range(1, 10_000))

    def write() -> None:
        with transaction.atomic():
            post(page, gift(f"new-{next(numbers)}", "manual", 2_000, 90, "GBP"), at=OPENED)

    found = {
        "full check": checked * 1000,
        "balance of a page": _best(lambda: balances(page)) * 1000,
        "balances of fifty pages": _best(lambda: balances_of(pages)) * 1000,
        "writing a gift": _best(write) * 1000,
    }
    print(json.dumps(found))


def _best(call: Callable[[], object]) -> float:
    """The best of the medians of some rounds: others use the machine, too."""
    call()
    return min(median(_taken(call) for _ in range(EACH)) for _ in range(ROUNDS))


def _taken(call: Callable[[], object]) -> float:
    began = _busy()
    call()
    return _busy() - began


def _busy() -> float:
    """Seconds that this thread, and PostgreSQL's process for its connection, have computed."""
    if connection.vendor != "postgresql":
        return thread_time()
    told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
    return thread_time() + int(told.split()[0]) / 1e9


if __name__ == "__main__":
    main(int(sys.argv[1]))
