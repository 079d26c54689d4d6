"""What the API costs beside a bare Django view that does the same query, in the same run.

Both are called as the server calls them (WSGI), through the same middleware, on an SQLite file with
10,000 logged sets; the figures are processor time.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FEWER, MORE = 60, 300  # requests of one kind
ROUNDS = 5
SETS = 10_000
Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """The list of 20 and the logging of a set, each with its bare neighbour."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STRONGSTRIDE_DATA_DIR"] = folder
        os.environ["STRONGSTRIDE_API_PER_MINUTE"] = "0"
        os.environ["STRONGSTRIDE_LOG"] = "error"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "strongstride.config.settings")
        from bench.app_api_ground import Ground

        (Path(folder) / "static").mkdir(exist_ok=True)
        ground = Ground(SETS)
        count = FEWER if quick else MORE
        ground.begin_sessions((ROUNDS + 1) * count)
        return [
            *_pair("a list of 20 of 10,000 sets", ground.bare_list, ground.api_list, count, 2.0),
            # beside a view open to everybody; `bench.app` holds it beside one behind the login
            *_pair("logging a set", ground.bare_insert, ground.api_log, count, None),
            *_queries(ground),
        ]


def _pair(
    what: str, bare: Callable[[], None], ours: Callable[[], None], count: int, most: float | None
) -> list[Row]:
    """Medians of interleaved rounds, in ms a request, and their ratio."""
    for call in (bare, ours):
        call()
    pairs = [(_cpu_ms(bare, count), _cpu_ms(ours, count)) for _ in range(ROUNDS)]
    bare_ms = statistics.median(pair[0] for pair in pairs)
    ours_ms = statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    return [
        (f"{what}: a bare view", bare_ms, "ms", "", None),
        (f"{what}: the API", ours_ms, "ms", "", None),
        (f"{what}: API / bare", ratio, "x", *_promise(ratio, most)),
    ]


def _promise(ratio: float, most: float | None) -> tuple[str, bool | None]:
    return ("", None) if most is None else (f"<= {most:g}", ratio <= most)


def _cpu_ms(call: Callable[[], None], count: int) -> float:
    started = time.process_time()
    for _ in range(count):
        call()
    return (time.process_time() - started) / count * 1000


def _queries(ground: Any) -> list[Row]:
    listed, logged = ground.queries(ground.api_list), ground.queries(ground.api_log)
    return [
        ("a list of 20 sets: queries", listed, "", "<= 5", listed <= 5),
        ("logging a set: queries", logged, "", "<= 5", logged <= 5),
    ]
