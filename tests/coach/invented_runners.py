"""Invented runners whose runs are known to be easy, long or hard: a truth to judge classing by.

Paces come from each runner's fitness by Daniels's zones, loosened: many run easy days too fast,
days differ, routes climb, watches drift, some have no heart rate and some files no samples.
"""

import random
from datetime import UTC, date, datetime, timedelta

import msgspec

from strongstride.coach.running.fitness import oxygen_cost, speed_at
from strongstride.coach.runs import PastRun, RunKind

LAST_MONDAY = date(2026, 11, 9)


def invented_runner(
    lots: random.Random, *, pulse: bool, samples: bool, weeks: int = 16
) -> list[tuple[PastRun, RunKind]]:
    """A runner's runs with what each was meant to be."""
    fitness = lots.uniform(30, 62)
    easy_share = lots.uniform(0.60, 0.72)
    max_hr = lots.gauss(208 - 0.7 * 38, 8)
    week = [(1, RunKind.HARD), (3, RunKind.EASY), (6, RunKind.LONG)]
    week += [(5, RunKind.EASY)] * (lots.random() < 0.7) + [(2, RunKind.EASY)] * (
        lots.random() < 0.4
    )
    easy_m = lots.uniform(5_000, 10_000)
    runs = []
    for back in range(weeks):
        cut = 0.75 if back % 4 == 2 else 1.0
        for day, kind in week:
            on = LAST_MONDAY - timedelta(weeks=back) + timedelta(day)
            run = _run(lots, on, kind, fitness, easy_share, easy_m * cut, samples)
            runs.append((_with_pulse(lots, run, kind, fitness, max_hr) if pulse else run, kind))
    return runs


def _run(
    lots: random.Random,
    on: date,
    kind: RunKind,
    fitness: float,
    easy_share: float,
    easy_m: float,
    samples: bool,
) -> PastRun:
    easy = speed_at(fitness * easy_share) * lots.gauss(1, 0.025)
    if kind is RunKind.HARD:
        return _hard(lots, on, fitness, easy, samples)
    metres = easy_m * (lots.uniform(1.7, 2.2) if kind is RunKind.LONG else lots.uniform(0.85, 1.15))
    speed = easy * (0.98 if kind is RunKind.LONG else 1)
    steady = tuple((s, s * speed * lots.uniform(1.02, 1.07)) for s in (180, 480, 1200))
    return PastRun(
        id=f"{on}",
        on=on,
        starts_at=datetime(on.year, on.month, on.day, 7, tzinfo=UTC),
        distance_m=metres,
        duration_s=metres / speed,
        climb_m=metres * lots.uniform(0, 0.01),
        efforts=steady if samples else (),
        repeated_m=480 * speed * lots.uniform(1.05, 1.12) if samples else None,
    )


def _hard(lots: random.Random, on: date, fitness: float, easy: float, samples: bool) -> PastRun:
    """Warm-up, a tempo, long or short repetitions with jogs between, cool-down."""
    sort = lots.choice(("tempo", "long", "short"))
    share, work_s, rest_s, times = {
        "tempo": (0.86, lots.randint(1200, 1800), 0, 1),
        "long": (0.95, lots.randint(200, 300), 120, 5),
        "short": (1.05, lots.randint(70, 110), 90, 9),
    }[sort]
    fast = speed_at(fitness * share) * lots.gauss(1, 0.015)
    jog = 0.75 * easy
    seconds = 1200 + times * (work_s + rest_s)
    metres = 1200 * easy * 0.97 + times * (work_s * fast + rest_s * jog)
    round_speed = (work_s * fast + rest_s * jog) / (work_s + rest_s)
    efforts = tuple(
        (s, s * (fast if s <= work_s else max(round_speed, easy))) for s in (180, 480, 1200)
    )
    return PastRun(
        id=f"{on}",
        on=on,
        starts_at=datetime(on.year, on.month, on.day, 18, tzinfo=UTC),
        distance_m=metres,
        duration_s=seconds,
        climb_m=metres * lots.uniform(0, 0.004),
        efforts=efforts if samples else (),
        repeated_m=480 * fast if samples else None,
    )


def _with_pulse(
    lots: random.Random, run: PastRun, kind: RunKind, fitness: float, max_hr: float
) -> PastRun:
    assert run.distance_m
    share = oxygen_cost(run.distance_m / run.duration_s) / fitness
    average = max_hr * min(0.97, 0.30 + 0.71 * share + lots.gauss(0, 0.02))
    highest = min(max_hr, average * lots.uniform(1.04, 1.11))
    if kind is RunKind.HARD or lots.random() < 0.04:  # the end of a repetition, or a sensor's spike
        highest = max_hr * lots.uniform(0.91, 0.99)
    return msgspec.structs.replace(run, average_hr=average, max_hr=max(highest, average))
