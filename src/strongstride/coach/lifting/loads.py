"""From what is written on an implement to what the muscles lift, and back.

`system load` is everything moved, in grams: both dumbbells of a pair, the lifted share of the body,
minus help. Strength is estimated in system loads; only what can be made is ever prescribed.
"""

from bisect import bisect_left, bisect_right
from functools import lru_cache

import msgspec

from strongstride.coach.athlete import Athlete, Equipment
from strongstride.coach.catalogue import Exercise, Implement, Loading
from strongstride.coach.equipment import implement_for, loadable

PAIRS = (Implement.DUMBBELL_PAIR, Implement.KETTLEBELL_PAIR)


class Choice(msgspec.Struct, frozen=True):
    """One load the athlete can make: what is moved, and what is written on the implement."""

    system_g: int
    load_g: int | None  # None: the body alone


def pieces(implement: Implement | None) -> int:
    """How many implements of the written load are lifted at once."""
    return 2 if implement in PAIRS else 1


def measured(exercise: Exercise) -> bool:
    """True when a load in grams says how hard the exercise is."""
    if exercise.loading is Loading.BODY:
        return exercise.body_fraction > 0
    return exercise.loading in (Loading.EXTERNAL, Loading.ASSISTED)


def system_load_g(
    exercise: Exercise | None, implement: Implement | None, load_g: int | None, body_mass_g: int
) -> int | None:
    """What is lifted in all; None when it cannot be said (bands, planks, no load written down).

    An exercise that is not in the catalogue (None) is taken as an external load.
    """
    if exercise is None:
        return load_g if load_g is not None and load_g > 0 else None
    if not measured(exercise):
        return None
    body_g = round(exercise.body_fraction * body_mass_g)
    if exercise.loading is Loading.EXTERNAL:
        total_g = None if load_g is None else body_g + pieces(implement) * load_g
    elif exercise.loading is Loading.BODY:
        total_g = body_g + pieces(implement) * (load_g or 0)
    else:
        total_g = None if load_g is None else body_g - load_g
    return total_g if total_g is not None and total_g > 0 else None


def choices(exercise: Exercise, athlete: Athlete) -> tuple[Choice, ...]:
    """Every load this athlete can make for this exercise, light to heavy by system load."""
    if not measured(exercise):
        return ()
    return _choices(
        athlete.equipment,
        implement_for(athlete.equipment, exercise),
        exercise.loading,
        round(exercise.body_fraction * athlete.body_mass_g),
    )


@lru_cache(maxsize=4096)
def _choices(
    equipment: Equipment, implement: Implement | None, loading: Loading, body_g: int
) -> tuple[Choice, ...]:
    loads = loadable(equipment, implement) if implement is not None else ()
    if loading is Loading.ASSISTED:
        return tuple(Choice(body_g - load, load) for load in reversed(loads) if load < body_g)
    body = (Choice(body_g, None),) if loading is Loading.BODY else ()
    return body + tuple(Choice(body_g + pieces(implement) * load, load) for load in loads)


def heaviest_at_most(choices: tuple[Choice, ...], system_g: float) -> Choice | None:
    """The heaviest choice that moves no more than `system_g`; None when all are heavier."""
    place = bisect_right(choices, system_g, key=lambda choice: choice.system_g)
    return choices[place - 1] if place else None


def next_heavier(choices: tuple[Choice, ...], system_g: float) -> Choice | None:
    """The lightest choice that moves more than `system_g`; None at the top."""
    place = bisect_right(choices, system_g, key=lambda choice: choice.system_g)
    return choices[place] if place < len(choices) else None


def next_lighter(choices: tuple[Choice, ...], system_g: float) -> Choice | None:
    """The heaviest choice that moves less than `system_g`; None at the bottom."""
    place = bisect_left(choices, system_g, key=lambda choice: choice.system_g)
    return choices[place - 1] if place else None
