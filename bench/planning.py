"""How long a plan takes: warm in one process, and cold from the shell against importing numpy."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter, process_time

from strongstride.coach.athlete import (
    Athlete,
    Availability,
    Equipment,
    Experience,
    Goal,
    RaceDistance,
)
from strongstride.coach.catalogue import Kit
from strongstride.coach.plan import plan
from strongstride.coach.runs import PlannedRun, RunKind

Row = tuple[str, float, str, str, bool | None]
MONDAY = date(2026, 11, 23)
WEEKS = 16
WARM_MS = 40
COLD_RATIO = 4
ATHLETE_FILE = """
[athlete]
body_mass = "68 kg"
birth_year = 1990

[time]
sessions_a_week = 3

[equipment]
dumbbells = { pairs = ["8 kg", "12 kg", "16 kg"] }
bench = true

[goal]
date = 2027-03-14
distance = "half marathon"

[running]
pattern = [
    { day = "Tuesday", kind = "hard", minutes = 50 },
    { day = "Wednesday", kind = "easy", minutes = 40 },
    { day = "Friday", kind = "easy", minutes = 45 },
    { day = "Sunday", kind = "long", minutes = 100 },
]
"""


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table."""
    return [_warm(20 if quick else 60), *_cold(5 if quick else 15)]


def _warm(repeats: int) -> Row:
    athlete, runs = _athlete(), _runs()
    plan(athlete, runs, [], MONDAY)
    took = statistics.median(_processor_ms(athlete, runs) for _ in range(repeats))
    weeks = plan(athlete, runs, [], MONDAY).weeks
    sessions = sum(len(week.sessions) for week in weeks)
    name = f"plan, warm: {len(weeks)} weeks, {sessions} sessions, processor time"
    return (name, took, "ms", f"<= {WARM_MS}", took <= WARM_MS)


def _processor_ms(athlete: Athlete, runs: list[PlannedRun]) -> float:
    """Processor time of one plan: it does not count what other programs take of the machine."""
    begin = process_time()
    plan(athlete, runs, [], MONDAY)
    return (process_time() - begin) * 1000


def _cold(repeats: int) -> list[Row]:
    """Whole processes in turn, so that a slow spell of the machine hits both."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "athlete.toml"
        file.write_text(ATHLETE_FILE, "utf-8")
        command = [sys.executable, "-m", "strongstride", "plan", str(file), "--json"]
        command += ["--today", MONDAY.isoformat()]
        numpy = [sys.executable, "-c", "import numpy"]
        pairs = [(_ms(lambda: _run(command)), _ms(lambda: _run(numpy))) for _ in range(repeats)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    return [
        ("plan --json, cold", statistics.median(p[0] for p in pairs), "ms", "", None),
        ("import numpy, cold", statistics.median(p[1] for p in pairs), "ms", "", None),
        ("plan --json / import numpy", ratio, "x", f"<= {COLD_RATIO}", ratio <= COLD_RATIO),
    ]


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _ms(action: Callable[[], object]) -> float:
    begin = perf_counter()
    action()
    return (perf_counter() - begin) * 1000


def _athlete() -> Athlete:
    """A home runner with dumbbells, three sessions a week, no race."""
    return Athlete(
        body_mass_g=68_000,
        birth_year=1990,
        experience=Experience.SOME,
        availability=Availability(sessions_a_week=3, minutes=45),
        equipment=Equipment(
            dumbbell_pairs_g=(8000, 10000, 12500, 16000, 20000),
            kit=frozenset({Kit.BENCH, Kit.STEP, Kit.BOX, Kit.PULL_UP_BAR, Kit.MAT}),
        ),
        goal=Goal(on=MONDAY + timedelta(days=7 * (WEEKS - 2) - 1), distance=RaceDistance.HALF),
    )


def _runs() -> list[PlannedRun]:
    week = [
        (1, RunKind.HARD, 3000),
        (2, RunKind.EASY, 2400),
        (4, RunKind.EASY, 2700),
        (6, RunKind.LONG, 6000),
    ]
    return [
        PlannedRun(on=MONDAY + timedelta(weeks=w, days=d), kind=kind, duration_s=seconds)
        for w in range(WEEKS)
        for d, kind, seconds in week
    ]
