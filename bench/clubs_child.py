"""What `bench.clubs` measures, in a process whose database is its own.

Times are processor time, of this thread and of the database's process for it, since others use the
machine too. Nothing waits for a disk here: what is measured is in memory.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

import django
from django.core.management import call_command
from django.db import connection, transaction

ROUNDS, EACH = 5, 40


def main(people: int) -> None:
    """Fill, measure, print JSON."""
    django.setup()
    call_command("migrate", verbosity=0)
    from bench.clubs_fill import fill
    from strongstride.clubs.board.queries import around, top
    from strongstride.clubs.models import Participation
    from strongstride.clubs.settling.settle import settle

    challenge, keys = fill(people)
    rows = Participation.objects.select_related("membership__athlete")
    measured = [rows.get(pk=key) for key in keys]
    for row in measured:  # as settling would have written them
        settle(row)
        row.refresh_from_db()

    def page(row: Participation) -> float:
        return _taken(lambda: top(challenge, me=row.pk))

    def own(row: Participation) -> float:
        return _taken(lambda: around(row))  # one's own line tells the rank

    found = {
        "top-100 page": _median(page, measured),
        "my rank and neighbours": _median(own, measured),
        "crediting one run, database time": _median(_credit, measured),
    }
    print(json.dumps({name: value * 1000 for name, value in found.items()}))


def _median(measure: Callable[[Any], float], measured: list[Any]) -> float:
    """The best of the medians of some rounds: others use the machine, too."""
    for row in measured[:5]:
        measure(row)
    rounds = [measured[start::ROUNDS][:EACH] for start in range(ROUNDS)]
    return min(median([measure(row) for row in some]) for some in rounds)


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


def _credit(row: Any) -> float:
    """Seconds that the database is busy with crediting a run that was just stored."""
    from tests.clubs.making import STARTS, make_run

    from strongstride.clubs.settling.settle import settle_athlete

    athlete = row.membership.athlete
    before = row.total
    with transaction.atomic():
        make_run(athlete, STARTS + timedelta(days=15 + row.runs), 4.3)
        with _database_time() as times:
            settle_athlete(athlete)
    row.refresh_from_db(fields=["total", "reached_at", "runs"])
    if row.total <= before:
        raise RuntimeError("the run was not credited")
    return sum(times)


@contextmanager
def _database_time() -> Iterator[list[float]]:
    times: list[float] = []

    def watch(execute: Callable[..., Any], *told: Any) -> Any:
        began = _busy()
        try:
            return execute(*told)
        finally:
            times.append(_busy() - began)

    with connection.execute_wrapper(watch):
        yield times


if __name__ == "__main__":
    main(int(sys.argv[1]))
