"""The app on its real server: processor time a request, beside a bare Django view in the same run.

Granian serves both; the time is what its process used, read from /proc, so that it holds the server
itself, middleware, templates and database. The bare view (`bench.app_bare`) logs in by the same
session, does one query of the same kind and answers it as JSON.
"""

import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.live import LiveApp

from bench.app_log import Loggers

Row = tuple[str, float, str, str, bool | None]
TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")
ROUNDS = 5
FEWER, MORE = 40, 200  # requests of a kind in a round
TARGETS = {  # address: the most it may cost in bare lists
    "Today": ("/", 4.0),
    "the plan page, stored": ("/plan/", None),
    "a session's page": ("/plan/sessions/{planned}/", 5.0),
    "the list of runs": ("/runs/", None),
    "progress": ("/progress/", None),
}


def rows(quick: bool) -> list[Row]:
    """Each page as milliseconds and as a multiple of the bare list."""
    count = FEWER if quick else MORE
    with tempfile.TemporaryDirectory() as folder, _served(Path(folder)) as app:
        told = app.call("tests.browser.people:runner")
        session = told["session"]
        found = [_rows_of("a bare view's list of 20", [_cost(app, "/bare/", session, count)], None)]
        for name, (address, most) in TARGETS.items():
            pairs = []
            for _ in range(ROUNDS):
                bare = _cost(app, "/bare/", session, count)
                pairs.append((_cost(app, address.format(**told), session, count), bare))
            found.append(_pair(name, pairs, most))
        found.append(_plan_anew(app, session, count // 4))
        found.append(_logging(app, count))
        return [row for rows in found for row in rows]


def _plan_anew(app: LiveApp, session: str, count: int) -> list[Row]:
    """The plan page after a session: the plan of sixteen weeks is made and kept before it is shown.

    Each request follows another account of the last session, told by another process.
    """
    seeds = iter(range(10_000))

    def anew() -> None:
        app.call("bench.app_plan:log_otherwise", seed=next(seeds))
        _get(app, "/plan/", session)

    pairs = []
    for _ in range(ROUNDS):
        bare = _cost(app, "/bare/", session, 4 * count)
        pairs.append((_cost_of(app, anew, count), bare))
    return _pair("the plan page after a session", pairs, 15.0)


def _logging(app: LiveApp, count: int) -> list[Row]:
    """Each way to log a set, in ms and in bare inserts; rounds are interleaved."""
    ways = Loggers(app, app.call("bench.app_log:prepare"))
    calls = {
        "a bare insert without a login": ways.open_insert,
        "a bare insert": ways.insert,
        "log a set by sync": ways.sync,
        "log a set by the API": ways.api,
    }
    rounds: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        rounds.append({})
        for name, call in calls.items():
            ways.before(count)
            rounds[-1][name] = _cost_of(app, call, count)
    found = [row for name in calls for row in _rows_of(name, [r[name] for r in rounds], None)]
    for name in list(calls)[2:]:
        for bare, most in (("a bare insert", 2.0), ("a bare insert without a login", None)):
            pairs = [(each[name], each[bare]) for each in rounds]
            found.append(_ratio(f"{name}, beside {bare}", pairs, most))
    return found


def _rows_of(name: str, costs: list[float], target: float | None) -> list[Row]:
    return [(name, median(costs), "ms", "" if target is None else f"<= {target:g}", None)]


def _pair(name: str, pairs: list[tuple[float, float]], most: float | None) -> list[Row]:
    return [
        *_rows_of(name, [ours for ours, _ in pairs], None),
        _ratio(f"{name}, beside the bare view", pairs, most),
    ]


def _ratio(name: str, pairs: list[tuple[float, float]], most: float | None) -> Row:
    ratio = median(ours / bare for ours, bare in pairs)
    target = "" if most is None else f"<= {most:g}"
    return (name, ratio, "x", target, None if most is None else ratio <= most)


class _Served(LiveApp):
    """Granian with the bare view beside the app."""

    def start(self, *, with_worker: bool = False) -> "_Served":
        """Prepare the data by our own command, then serve with one process."""
        del with_worker
        prepare = [sys.executable, "-m", "strongstride", "migrate"]
        subprocess.run(prepare, env=self.env, check=True, stdout=subprocess.DEVNULL)
        collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "-v0"]
        env = {**self.env, "DJANGO_SETTINGS_MODULE": "bench.app_settings"}
        subprocess.run(collect, env=env, check=True)
        command = (
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port)),
            *("--workers", "1", "--blocking-threads", "1", "--no-ws", "--log-level", "warning"),
            "strongstride.config.wsgi:application",
        )
        with self.log.open("wb") as log:
            self._server = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        self.wait_until_up()
        return self


@contextmanager
def _served(folder: Path) -> Iterator[LiveApp]:
    app = _Served(folder, {"STRONGSTRIDE_API_PER_MINUTE": "0"})
    try:
        yield app.start()
    finally:
        app.stop()


def _cost(app: LiveApp, address: str, session: str, count: int) -> float:
    """Milliseconds of processor time a request, of the server and its children."""
    _get(app, address, session)
    return _cost_of(app, lambda: _get(app, address, session), count)


def _cost_of(app: LiveApp, call: Callable[[], None], count: int) -> float:
    before = _cpu_ms(app.pid)
    for _ in range(count):
        call()
    return (_cpu_ms(app.pid) - before) / count


def _get(app: LiveApp, address: str, session: str) -> None:
    headers = {"Cookie": f"session={session}", "Accept-Encoding": "gzip"}
    request = urllib.request.Request(app.url + address, headers=headers)
    with urllib.request.urlopen(request) as answer:
        answer.read()
        if answer.status != 200 or not answer.url.endswith(address):
            raise RuntimeError(f"{address} answered {answer.status} at {answer.url}")


def _cpu_ms(pid: int) -> float:
    """User and system time of a process and its children, in milliseconds."""
    total = 0.0
    for each in (pid, *_children(pid)):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) * TICK_MS
    return total


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
