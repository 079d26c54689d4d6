"""The neighbours an exercise of a session may be swapped for, each with its sets."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.programme import Alternative, PlannedExercise, PlannedSet, Way
from strongstride.coach.progression import Prescription
from strongstride.coach.sessions.cast import MOST_SKILL, Candidate, Pool, Prescribe
from strongstride.coach.sessions.dose import DoseContext, dose_for
from strongstride.coach.sessions.layout import PartKind

NEAR = timedelta(days=14)  # so far ahead sessions are on the phone, with what they need offline


def is_near(on: date, today: date) -> bool:
    """Whether a session on this day carries its alternatives."""
    return on < today + NEAR


def with_alternatives(
    work: tuple[PlannedExercise, ...], ctx: DoseContext, pool: Pool, prescribe: Prescribe
) -> tuple[PlannedExercise, ...]:
    """The work with what each exercise may be swapped for, without costing the legs more.

    At most one easier, one harder and one with other equipment; none stands in the session already.
    """
    there = frozenset(item.exercise.id for item in work)
    cap = max((item.exercise.leg_cost for item in work), default=0)
    return tuple(
        msgspec.structs.replace(
            item, alternatives=tuple(_of(item, ctx, there, cap, pool, prescribe))
        )
        for item in work
    )


def _of(
    item: PlannedExercise,
    ctx: DoseContext,
    there: frozenset[str],
    cap: int,
    pool: Pool,
    prescribe: Prescribe,
) -> Iterator[Alternative]:
    if item.part is None:
        return
    kind = PartKind(item.part)
    seen = set(there)
    for way, options in _ways(item, pool):
        for candidate in options:
            found = _prescribed(item, kind, candidate, ctx, prescribe)
            other = found.exercise
            if other.id in seen or not found.sets or other.leg_cost > cap:
                continue
            seen.add(other.id)
            yield _alternative(way, found, len(item.sets))
            break


def _ways(item: PlannedExercise, pool: Pool) -> Iterator[tuple[Way, list[Candidate]]]:
    exercise = item.exercise
    yield Way.EASIER, _known(catalogue().easier(exercise.id), pool)
    harder = (one for one in catalogue().harder(exercise.id) if one.skill <= _skill(pool))
    yield Way.HARDER, _known(harder, pool)
    others = (
        one for one in pool.by_pattern.get(exercise.pattern, ()) if one.implement != item.implement
    )
    fits = (one for one in others if one.exercise.skill <= _skill(pool))
    yield Way.OTHER_EQUIPMENT, sorted(fits, key=lambda one: _distance(exercise, one.exercise))


def _known(exercises: Iterable[Exercise], pool: Pool) -> list[Candidate]:
    return [found for one in exercises if (found := pool.named(one.id)) is not None]


def _skill(pool: Pool) -> int:
    return MOST_SKILL[pool.experience]


def _distance(wanted: Exercise, other: Exercise) -> tuple[int, int, int, str]:
    return (
        int(wanted.one_sided is not other.one_sided),
        abs(wanted.skill - other.skill),
        abs(wanted.leg_cost - other.leg_cost),
        other.id,
    )


def _prescribed(
    item: PlannedExercise,
    kind: PartKind,
    candidate: Candidate,
    ctx: DoseContext,
    prescribe: Prescribe,
) -> Prescription:
    dose = dose_for(candidate.exercise, kind, ctx, loadable=candidate.loadable)
    return prescribe(candidate.exercise, dose, (item.exercise.id,))


def _alternative(way: Way, found: Prescription, sets: int) -> Alternative:
    return Alternative(
        way=way,
        exercise=found.exercise,
        sets=_as_many(found.sets, sets),
        implement=found.implement,
        band=found.band,
        note=found.note,
    )


def _as_many(sets: tuple[PlannedSet, ...], count: int) -> tuple[PlannedSet, ...]:
    return tuple(sets[min(place, len(sets) - 1)] for place in range(count))
