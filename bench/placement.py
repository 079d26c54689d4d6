"""Placement: time to lay out and place 16 weeks, and the optimum against trying every assignment.

Run alone: `python -m bench.placement`.
"""

import time as clock
from collections.abc import Callable
from datetime import date, time, timedelta
from random import Random
from statistics import median

from tests.coach.placement_checker import World, cheapest_by_trying_all

from strongstride.coach.athlete import Athlete, Availability, Experience, Weekday
from strongstride.coach.frame import WeekFrame
from strongstride.coach.placing.phases import plan_phases
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import Phase
from strongstride.coach.runs import PlannedRun, RunKind

MONDAY = date(2026, 11, 23)
WEEKS = 16
Week = tuple[tuple[int, RunKind, int], ...]  # weekday, kind, minutes
CALENDARS: dict[str, Week] = {
    "four runs a week": (
        (1, RunKind.HARD, 50),
        (3, RunKind.EASY, 40),
        (4, RunKind.EASY, 50),
        (6, RunKind.LONG, 100),
    ),
    "a run every day": (
        (0, RunKind.EASY, 40),
        (1, RunKind.HARD, 60),
        (2, RunKind.EASY, 45),
        (3, RunKind.STEADY, 60),
        (4, RunKind.EASY, 40),
        (5, RunKind.EASY, 45),
        (6, RunKind.LONG, 120),
    ),
    "no runs": (),
}

Row = tuple[str, float, str, str, bool | None]


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table; `quick` tries fewer calendars."""
    found: list[Row] = []
    for name, week in CALENDARS.items():
        milliseconds = _planning(week, repeats=5 if quick else 25)
        found.append((f"phases and placement, 16 weeks x 3, {name}", milliseconds, "ms", "", None))
    return found + _against_brute_force(30 if quick else 300)


def _planning(week: Week, repeats: int) -> float:
    """Median milliseconds of both together, warm."""
    athlete = _athlete(Availability(sessions_a_week=3))
    runs = tuple(
        PlannedRun(on=MONDAY + timedelta(days=7 * number + day), kind=kind, duration_s=minutes * 60)
        for number in range(WEEKS)
        for day, kind, minutes in week
    )

    def both() -> None:
        place(plan_phases(athlete, runs, MONDAY, open_ended_weeks=WEEKS), athlete, None, MONDAY)

    both()
    return 1000 * median(_seconds(both) for _ in range(repeats))


def _against_brute_force(count: int) -> list[Row]:
    lots = Random(7)
    worlds = [_small_world(lots) for _ in range(count)]
    equal, ours, brute = 0, 0.0, 0.0
    for world in worlds:
        started = clock.perf_counter()
        found = place(world.frames, world.athlete, world.last, world.today).cost
        between = clock.perf_counter()
        equal += found == cheapest_by_trying_all(world)
        ours += between - started
        brute += clock.perf_counter() - between
    name = "placement as cheap as the best of all assignments"
    target = f"= {count}"
    return [
        (name, equal, f"of {count} calendars", target, equal == count),
        ("trying all assignments takes", brute / ours, "times as long", "", None),
    ]


def _small_world(lots: Random) -> World:
    """Two weeks of chance runs with three weekdays for strength: small enough to try everything."""
    kinds = [None, None, None, RunKind.EASY, RunKind.EASY, RunKind.HARD, RunKind.LONG]
    frames = tuple(_small_week(lots, number, kinds) for number in range(2))
    clocks = [None, time(6), time(18)]
    availability = Availability(
        impossible=frozenset(lots.sample(list(Weekday), 4)),
        session_time=lots.choice(clocks),
        run_time=lots.choice(clocks),
    )
    return World(frames, _athlete(availability), None, MONDAY)


def _small_week(lots: Random, number: int, kinds: list[RunKind | None]) -> WeekFrame:
    monday = MONDAY + timedelta(days=7 * number)
    drawn = [(monday + timedelta(days=day), lots.choice(kinds)) for day in range(7)]
    return WeekFrame(
        starts_on=monday,
        phase=Phase.STRENGTH,
        phase_week=number,
        block=0,
        deload=False,
        wanted_leg_costs=(3, 2, 0),
        runs=tuple(
            PlannedRun(on=on, kind=kind, duration_s=lots.choice([1800, 2700, 3600]))
            for on, kind in drawn
            if kind is not None
        ),
    )


def _athlete(availability: Availability) -> Athlete:
    return Athlete(
        body_mass_g=68_000,
        birth_year=1990,
        experience=Experience.SOME,
        availability=availability,
    )


def _seconds(work: Callable[[], None]) -> float:
    started = clock.perf_counter()
    work()
    return clock.perf_counter() - started


if __name__ == "__main__":
    for row in rows(quick=False):
        print(*row, sep=" | ")
