"""Who the demo runner is, and the runs of the last months."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from strongstride.coach.athlete import (
    Athlete,
    Availability,
    Band,
    Equipment,
    Experience,
    Goal,
    RaceDistance,
    Weekday,
)
from strongstride.coach.catalogue import Kit
from strongstride.coach.weeks import monday_of
from strongstride.operations.demo.runs import Leg, Run, easy, fit, intervals, points, tempo

ZONE = ZoneInfo("Europe/Berlin")
WEEKS_OF_RUNS = 16
WEEKS_TO_RACE = 10
SAMPLE_EVERY_S = 5


def runner(today: date) -> Athlete:
    """Robin: four runs a week, dumbbells at home, a half marathon in ten weeks."""
    race = monday_of(today) + timedelta(weeks=WEEKS_TO_RACE, days=6)
    return Athlete(
        name="Robin",
        body_mass_g=66_000,
        birth_year=today.year - 38,
        experience=Experience.REGULAR,
        availability=Availability(
            sessions_a_week=3,
            minutes=45,
            impossible=frozenset({Weekday.SUNDAY}),
            session_time=time(18, 30),
        ),
        equipment=Equipment(
            dumbbell_pairs_g=tuple(range(4000, 32_001, 1000)),
            kettlebells_g=(12_000, 16_000, 20_000),
            bands=(Band(name="light", pull_g=7000), Band(name="strong", pull_g=15_000)),
            kit=frozenset({Kit.BENCH, Kit.STEP, Kit.BOX}),
            box_heights_cm=(40,),
        ),
        goal=Goal(on=race, distance=RaceDistance.HALF, name="Harbour half marathon"),
        time_zone=ZONE.key,
    )


def run_files(today: date) -> Iterator[tuple[str, bytes]]:
    """The FIT files of every run before `today`, oldest first, each with its name."""
    lots = random.Random(today.toordinal())
    for run in _runs(monday_of(today) - timedelta(weeks=WEEKS_OF_RUNS), today):
        samples = points(run, lots, SAMPLE_EVERY_S)
        yield f"{samples[0].at:%Y-%m-%d-%H%M}.fit", fit(run, samples)


def _runs(monday: date, today: date) -> Iterator[Run]:
    week = 0
    while monday < today:
        for run in _week(monday, week):
            if run.starts_at.date() < today:
                yield run
        monday, week = monday + timedelta(weeks=1), week + 1


def _week(monday: date, week: int) -> Iterator[Run]:
    """Tuesday hard, Thursday and Saturday easy, Sunday long; every fourth week is easier."""
    light = week % 4 == 3
    share, fitter = (0.72 if light else 1.0), 1 + 0.0035 * week
    hard = tempo(20 + week % 4) if week % 2 else intervals(week)
    if light:
        hard = (easy(12), Leg(12 * 60, 3.62, 164), easy(8, 0.96))
    yield _run("Tuesday", monday + timedelta(1), "18:40", hard, fitter)
    yield _run("Thursday", monday + timedelta(3), "18:45", (easy(46 * share, 0.99),), fitter)
    yield _run("Saturday", monday + timedelta(5), "09:15", (easy(36 * share),), fitter)
    if week == 8:
        race = (easy(8), Leg(2790, 3.585, 176))
        yield _run("Harbour 10K race", monday + timedelta(6), "10:00", race, fitter)
    else:
        long = (easy((80 + 2.2 * week) * share, 0.97),)
        yield _run("Sunday", monday + timedelta(6), "08:45", long, fitter)


def _run(name: str, on: date, clock: str, legs: tuple[Leg, ...], fitter: float) -> Run:
    """The heart does the same; the legs go a little faster than weeks ago."""
    start = datetime.fromisoformat(f"{on}T{clock}").replace(tzinfo=ZONE)
    return Run(name, start, tuple(leg._replace(speed=leg.speed * fitter) for leg in legs))
