"""What this athlete can really lift: the loads their equipment makes, exactly, in grams.

A load is what is written on one implement, as in `PlannedSet`: one dumbbell of a pair, the whole
bar with its plates. Bands are not calibrated, so a band makes no load: see `band_ladder`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import lru_cache

from strongstride.coach.athlete import Band, Barbell, Equipment
from strongstride.coach.catalogue import Exercise, Implement, Kit, Loading

# Two ways to load a bar that differ by less than this are the same load: plates in pounds are
# rounded to whole grams, and the rounding must not look like a new weight.
SAME_LOAD_G = 50
MOST_ON_A_BAR_G = 500_000


@lru_cache(maxsize=1024)
def loadable(equipment: Equipment, implement: Implement) -> tuple[int, ...]:
    """Every load in grams that `implement` can make, light to heavy; empty when none is owned."""
    match implement:
        case Implement.BARBELL:
            return tuple(_bar_loads(equipment.barbell)) if equipment.barbell else ()
        case Implement.DUMBBELL_PAIR:
            owned: tuple[int, ...] = equipment.dumbbell_pairs_g
        case Implement.DUMBBELL:
            owned = equipment.dumbbell_pairs_g + equipment.dumbbells_g
        case Implement.KETTLEBELL_PAIR:
            owned = equipment.kettlebell_pairs_g
        case Implement.KETTLEBELL:
            owned = equipment.kettlebell_pairs_g + equipment.kettlebells_g
        case Implement.VEST:
            owned = equipment.vest_g
        case Implement.MACHINE:
            owned = equipment.machine_g
        case Implement.PLATE:
            owned = tuple(g for g, count in _plates(equipment.barbell) if count > 0)
        case Implement.BAND:
            owned = ()
    return tuple(sorted({load for load in owned if load > 0}))


def implement_for(equipment: Equipment, exercise: Exercise) -> Implement | None:
    """The implement for `exercise`: the one that offers most loads, ties by catalogue order.

    None when nothing that fits is owned. A band is the implement only when no measured load is.
    """
    return _implement_for(equipment, exercise.implements)


@lru_cache(maxsize=4096)
def _implement_for(equipment: Equipment, implements: tuple[Implement, ...]) -> Implement | None:
    choice = max(implements, key=lambda each: len(loadable(equipment, each)), default=None)
    if choice is not None and loadable(equipment, choice):
        return choice
    return Implement.BAND if Implement.BAND in implements and band_ladder(equipment) else None


def can_do(equipment: Equipment, exercise: Exercise) -> bool:
    """True when everything the exercise cannot be done without is owned.

    A BODY exercise needs no implement: load on top of the body is an extra.
    """
    needs_implement = exercise.loading in (Loading.EXTERNAL, Loading.ASSISTED, Loading.BAND)
    return _can_do(
        equipment,
        exercise.needs,
        exercise.implements if needs_implement else (),
        exercise.loading is Loading.BAND,
        exercise.box_height_cm,
    )


@lru_cache(maxsize=8192)
def _can_do(
    equipment: Equipment,
    needs: tuple[tuple[Kit, ...], ...],
    implements: tuple[Implement, ...],
    is_band: bool,
    box_height_cm: int | None,
) -> bool:
    if not all(any(_has(equipment, kit) for kit in group) for group in needs):
        return False
    if implements and _implement_for(equipment, implements) is None:
        return False
    if is_band and not band_ladder(equipment):
        return False
    heights = equipment.box_heights_cm
    return box_height_cm is None or not heights or min(heights) <= box_height_cm


def _has(equipment: Equipment, kit: Kit) -> bool:
    if kit in equipment.kit:
        return True
    if kit is Kit.BAND:
        return bool(equipment.bands)
    return kit is Kit.BOX and bool(equipment.box_heights_cm)


def band_ladder(equipment: Equipment) -> tuple[Band, ...]:
    """The athlete's bands, light to heavy."""
    return tuple(sorted(equipment.bands, key=lambda band: band.pull_g))


def plates_per_side(barbell: Barbell, load_g: int) -> tuple[int, ...] | None:
    """The fewest plates for each end of the bar, heavy to light; None if it cannot be made."""
    return _bar_loads(barbell).get(load_g)


def nearest_at_most(loads: Sequence[int], load_g: float) -> int | None:
    """The heaviest of the sorted `loads` that is not above `load_g`; None when all are heavier."""
    place = bisect_right(loads, load_g)
    return loads[place - 1] if place else None


def nearest_at_least(loads: Sequence[int], load_g: float) -> int | None:
    """The lightest of the sorted `loads` that is not below `load_g`; None when all are lighter."""
    place = bisect_left(loads, load_g)
    return loads[place] if place < len(loads) else None


def nearest(loads: Sequence[int], load_g: float) -> int | None:
    """The load closest to `load_g`, the lighter of two equally close; None when there is none."""
    return min(loads, key=lambda load: (abs(load - load_g), load), default=None)


def _plates(barbell: Barbell | None) -> tuple[tuple[int, int], ...]:
    return barbell.plates if barbell else ()


@lru_cache(maxsize=256)
def _bar_loads(barbell: Barbell) -> dict[int, tuple[int, ...]]:
    """Loads of the bar, light to heavy, each with the fewest plates per side that make it."""
    sides: dict[int, tuple[int, ...]] = {0: ()}
    for plate_g, count in sorted(barbell.plates, reverse=True):
        if plate_g <= 0:
            continue
        for side_g, plates in list(sides.items()):
            for pairs in range(1, count // 2 + 1):
                heavier_g = side_g + pairs * plate_g
                if barbell.bar_g + 2 * heavier_g > MOST_ON_A_BAR_G:
                    break
                more = plates + (plate_g,) * pairs
                if heavier_g not in sides or len(more) < len(sides[heavier_g]):
                    sides[heavier_g] = more
        sides = _without_twins(sides)
    return {barbell.bar_g + 2 * side_g: sides[side_g] for side_g in sorted(sides)}


def _without_twins(sides: dict[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Of sums closer than rounding can tell apart, keep the lightest."""
    kept: dict[int, tuple[int, ...]] = {}
    last = -SAME_LOAD_G
    for side_g in sorted(sides):
        if 2 * (side_g - last) >= SAME_LOAD_G:
            kept[side_g] = sides[side_g]
            last = side_g
    return kept
