"""Progression in simulation: thousands of made-up athletes, our controller against four habits.

The athletes follow the response models collected in the design notes: a strength that grows by a
log curve when trained and fades in lay-offs, a personal repetitions curve that is not the
controller's, good and bad days, tiredness from runs and from set to set, reports of reserve of four
kinds, the equipment of a gym or a home. Every method sees logged sets only and meets the very same
athletes, days and lay-offs. The best baseline is the one with the least load error.

Run alone: `python -m bench.simulation [athletes]`.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from math import floor
from multiprocessing import Pool, cpu_count
from random import Random
from statistics import fmean, median

import msgspec

from bench.load_choosers import METHODS, Method, Order, lighter
from bench.made_athletes import DOSE, Body, Day, Person, days_of, make_person
from strongstride.coach.lifting.loads import next_heavier
from strongstride.coach.log import LoggedSession, LoggedSet, SetKind

Row = tuple[str, float, str, str, bool | None]
FULL, QUICK = 10_000, 300


class Career(msgspec.Struct, frozen=True):
    """Half a year of one person under one method."""

    errors: tuple[float, ...]  # signed, prescribed against ideal load, one a session
    sets: int
    failed: int
    gained: float  # strength at the end by strength at the start, less one
    overloaded: bool
    stalled: bool


def live(person: Person, make: Callable[[Person, Random], Method]) -> Career:
    """Run one method on one person."""
    rng = Random(person.seed * 104_729 + 3)
    method, body = make(person, rng), Body(person)
    errors: list[float] = []
    sets = failed = 0
    start_g = body.strength_g
    for place, day in enumerate(days_of(person)):
        body.rest_until(day.on)
        method.test(body.strength_g, day.on)
        order = method.order(day.on)
        ideal_g = person.ideal_g(body.strength_g, order.reps)
        own_g = person.own_g
        errors.append((order.choice.system_g - own_g) / max(ideal_g - own_g, 1000.0) - 1)
        session, reserve, missed = _train(person, body, day, order, method, place)
        sets += len(session.sets)
        failed += missed
        method.log(session, order)
        body.adapt(order.choice.system_g, reserve)
    late = errors[len(errors) // 2 :]
    return Career(
        errors=tuple(errors),
        sets=sets,
        failed=failed,
        gained=body.strength_g / start_g - 1,
        overloaded=fmean(late) > 0.05,
        stalled=fmean(late[-8:]) < -0.10,
    )


def _train(
    person: Person, body: Body, day: Day, order: Order, method: Method, place: int
) -> tuple[LoggedSession, float, int]:
    """One session as done: the log, the true reserve of the sets, and how many failed."""
    choice, asked, missed = order.choice, order.reps, 0
    done: list[LoggedSet] = []
    reserves: list[int] = []
    for i in range(DOSE.sets):
        possible = person.possible(body.strength_g * day.form, choice.system_g)
        able = max(floor(possible * (1 - person.drop) ** i), 0)
        if order.open_last and i == DOSE.sets - 1:
            wanted = max(asked, able - _told(person, DOSE.rir, day.noise[i]))
        else:
            wanted = asked
        reps = max(min(wanted, able), 1)
        left = max(able - reps, 0)
        fails = able < asked
        missed += fails
        reserves.append(left)
        rir = 0 if fails else _told(person, left, day.noise[i])
        one = LoggedSet(
            exercise=person.exercise.id,
            load_g=choice.load_g,
            reps=reps,
            rir=float(rir),
            kind=SetKind.FAILURE if fails else SetKind.WORKING,
            form_ok=day.clean and not fails,
        )
        done.append(one)
        if order.step_up_at is not None and day.clean and rir >= order.step_up_at:
            choice = next_heavier(method.options, choice.system_g) or choice
            asked = order.reps_after or asked
        elif order.step_down_at is not None and rir <= order.step_down_at:
            choice = lighter(method.options, choice)
    session = LoggedSession(on=day.on, id=str(place), sets=tuple(done))
    return session, fmean(reserves), missed


def _told(person: Person, left: float, noise: float) -> int:
    if person.report is None:
        return 2
    b0, b1, sigma = person.report
    return max(0, round(left - (b0 + b1 * left) + sigma * noise))


def _careers(seed: int) -> dict[str, Career]:
    person = make_person(seed)
    return {name: live(person, make) for name, make in METHODS.items()}


def simulate(athletes: int) -> dict[str, list[Career]]:
    """All methods on all athletes."""
    found: dict[str, list[Career]] = {name: [] for name in METHODS}
    with Pool(cpu_count()) as pool:
        for careers in pool.imap(_careers, range(athletes), chunksize=25):
            for name, career in careers.items():
                found[name].append(career)
    return found


class Score(msgspec.Struct, frozen=True):
    """A method in numbers, over all athletes."""

    error: float  # median absolute load error over all sessions
    late_error: float  # the same in the second half
    failed: float
    overloaded: float
    stalled: float
    gained: float


def score(careers: Sequence[Career]) -> Score:
    """What counts of many careers."""
    return Score(
        error=median(abs(e) for c in careers for e in c.errors),
        late_error=median(abs(e) for c in careers for e in c.errors[len(c.errors) // 2 :]),
        failed=sum(c.failed for c in careers) / sum(c.sets for c in careers),
        overloaded=fmean(c.overloaded for c in careers),
        stalled=fmean(c.stalled for c in careers),
        gained=fmean(c.gained for c in careers),
    )


def rows(quick: bool) -> list[Row]:
    """(name, value, unit, target, reached) for the bench table."""
    athletes = QUICK if quick else FULL
    scores = {name: score(careers) for name, careers in simulate(athletes).items()}
    found: list[Row] = [("simulation: athletes", float(athletes), "", "", None)]
    for name, value in scores.items():
        found += [
            (f"simulation {name}: {label}", number, "", "", None) for label, number in _said(value)
        ]
    return found + list(_verdicts(scores))


def _said(value: Score) -> Iterator[tuple[str, float]]:
    for field in Score.__struct_fields__:
        yield field.replace("_", " "), getattr(value, field)


def _verdicts(scores: dict[str, Score]) -> Iterator[Row]:
    ours = scores["ours"]
    others = [value for name, value in scores.items() if name != "ours"]
    best = min(others, key=lambda other: other.error)
    for label, field in (("median load error", "error"), ("failed sets", "failed")):
        ratio = getattr(ours, field) / getattr(best, field)
        yield (f"simulation: {label}, ours / best baseline", ratio, "", "<= 0.50", ratio <= 0.5)
    fewest = min(other.failed for other in others)
    ratio = ours.failed / fewest
    yield ("simulation: failed sets, ours / fewest of any baseline", ratio, "", "", None)
    least = min(other.overloaded for other in others)
    reached = ours.overloaded <= least
    yield ("simulation: overloaded athletes, ours", ours.overloaded, "", f"<= {least:.3f}", reached)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else FULL
    table = {name: score(careers) for name, careers in simulate(wanted).items()}
    for name, value in table.items():
        print(f"{name:24}", "  ".join(f"{label} {number:.3f}" for label, number in _said(value)))
    for row in _verdicts(table):
        print(f"{row[0]:56} {row[1]:6.3f} {row[3]:9} {row[4]}")
