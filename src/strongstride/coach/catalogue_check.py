"""Is the catalogue coherent? Run by the tests and by whoever adds an exercise; not at load time."""

from collections.abc import Callable, Iterator

import msgspec

from strongstride.coach.catalogue import (
    Catalogue,
    Condition,
    Exercise,
    Implement,
    Kit,
    Loading,
    Measure,
    Muscle,
    Pattern,
    Region,
)
from strongstride.coach.exercise_names import name_key

EVERYONE_HAS = frozenset({Kit.WALL, Kit.CHAIR, Kit.MAT, Kit.STEP})
LEG_MUSCLES = frozenset(
    {
        Muscle.QUADS,
        Muscle.HAMSTRINGS,
        Muscle.GLUTE_MAX,
        Muscle.GLUTE_MEDIUS,
        Muscle.GASTROCNEMIUS,
        Muscle.SOLEUS,
    }
)

# The kindest steps for everyone else are done lying on the back: here the swap of a swap counts.
_LYING_FLAT = Condition.PREGNANT


class Finding(msgspec.Struct, frozen=True):
    """Something that does not fit: the exercise (or pattern) and a sentence."""

    about: str
    text: str


def check(catalogue: Catalogue) -> list[Finding]:
    """Everything that is wrong with `catalogue`, empty when it is coherent."""
    findings = [
        Finding(exercise.id, text)
        for exercise in catalogue.exercises.values()
        for each in _OF_ONE
        for text in each(exercise)
    ]
    findings += [finding for each in _OF_ALL for finding in each(catalogue)]
    return findings


def is_for_everyone(exercise: Exercise) -> bool:
    """True when a newcomer can do it at home with nothing but a wall, a chair, a mat and a step."""
    return (
        exercise.skill == 1
        and exercise.loading in (Loading.NONE, Loading.BODY)
        and all(EVERYONE_HAS & set(group) for group in exercise.needs)
    )


def below(catalogue: Catalogue, exercise_id: str) -> frozenset[str]:
    """Ids of everything reached by following `easier` from an exercise, itself included."""
    seen: set[str] = set()
    open_ids = [exercise_id]
    while open_ids:
        current = open_ids.pop()
        if current in seen or current not in catalogue.exercises:
            continue
        seen.add(current)
        open_ids += catalogue.exercises[current].easier
    return frozenset(seen)


def _wording(exercise: Exercise) -> Iterator[str]:
    if not 3 <= len(exercise.cues) <= 6:
        yield f"has {len(exercise.cues)} cues, 3 to 6 are wanted"
    fewest = 2 if exercise.is_training else 1
    if not fewest <= len(exercise.faults) <= 4:
        yield f"has {len(exercise.faults)} faults, {fewest} to 4 are wanted"
    for line in (*exercise.cues, *exercise.faults):
        if len(line) > 70 or line.endswith(".") or line != line.strip():
            yield f"says {line!r}: keep cues and faults short and without a full stop"


def _muscles(exercise: Exercise) -> Iterator[str]:
    if not exercise.primary:
        yield "names no primary muscle"
    both = (*exercise.primary, *exercise.secondary)
    if len(set(both)) != len(both):
        yield "names a muscle twice"


def _loading(exercise: Exercise) -> Iterator[str]:
    loading = exercise.loading
    if (exercise.body_fraction > 0) != bool(exercise.body_fraction_source):
        yield "body_fraction and body_fraction_source go together"
    if loading in (Loading.BODY, Loading.ASSISTED) and not 0 < exercise.body_fraction <= 1:
        yield f"is loaded by the {loading} but has no body_fraction between 0 and 1"
    if loading in (Loading.EXTERNAL, Loading.ASSISTED, Loading.BAND) and not exercise.implements:
        yield f"has {loading} loading but no implements"
    if loading is Loading.NONE and (exercise.implements or exercise.body_fraction):
        yield "has no load, so it can have neither implements nor a body_fraction"
    if loading is Loading.BAND and set(exercise.implements) != {Implement.BAND}:
        yield "has band loading, so its only implement is the band"
    if (loading is Loading.EXTERNAL) != (exercise.start_fraction is not None):
        yield "start_fraction belongs to external loading, and only there"
    if exercise.start_fraction is not None and not 0 < exercise.start_fraction <= 1:
        yield "start_fraction must lie between 0 and 1"


def _measure(exercise: Exercise) -> Iterator[str]:
    if (exercise.measure is Measure.CONTACTS) != (exercise.pattern is Pattern.JUMP):
        yield "contacts count jumps, and jumps are counted in contacts"
    if exercise.box_height_cm is not None and exercise.pattern is not Pattern.JUMP:
        yield "only jumps have a box height"
    if exercise.pattern is Pattern.STRETCH and exercise.measure is not Measure.SECONDS:
        yield "a stretch is held for seconds"
    if (exercise.stage is not None) != (exercise.pattern is Pattern.DRILL):
        yield "a drill has a warm-up stage, and only a drill"
    if not 0.3 <= exercise.seconds_per_rep <= 30:
        yield "seconds_per_rep must lie between 0.3 and 30"


def _sides(exercise: Exercise) -> Iterator[str]:
    one_limb = exercise.id.startswith(("single-leg-", "single-arm-", "half-kneeling-"))
    if one_limb and not exercise.one_sided:
        yield "works one side by its name, but one_sided is false"
    both_hands = exercise.implements == (Implement.BARBELL,) and exercise.region is Region.UPPER
    if both_hands and exercise.one_sided:
        yield "is one-sided with a barbell in both hands"


def _grades(exercise: Exercise) -> Iterator[str]:
    if not 1 <= exercise.skill <= 4:
        yield f"skill is {exercise.skill}, 1 to 4 are known"
    low, high = _leg_cost_range(exercise)
    if not low <= exercise.leg_cost <= high:
        yield f"leg_cost is {exercise.leg_cost}, {low} to {high} would fit what it trains"
    if exercise.is_training and exercise.fit is None:
        yield "has no FIT exercise category, so no watch can show it"


def _leg_cost_range(exercise: Exercise) -> tuple[int, int]:
    if not exercise.is_training:
        return 0, 0
    if exercise.region is Region.LOWER:
        return 1, 3
    loads_legs = LEG_MUSCLES & {*exercise.primary, *exercise.secondary}
    return 0, 1 if loads_legs else 0


def _names(catalogue: Catalogue) -> Iterator[Finding]:
    owners: dict[str, str] = {}
    for exercise in catalogue.exercises.values():
        for text in (exercise.id, exercise.name, *exercise.aliases):
            key = name_key(text)
            owner = owners.setdefault(key, exercise.id)
            if not key or owner != exercise.id:
                yield Finding(exercise.id, f"{text!r} is already a name of {owner}")


def _ladder(catalogue: Catalogue) -> Iterator[Finding]:
    for exercise in catalogue.exercises.values():
        for easier_id in exercise.easier:
            easier = catalogue.exercises.get(easier_id)
            if easier is None or not easier.is_training:
                yield Finding(exercise.id, f"easier names {easier_id}, which is no exercise")
            elif easier.skill > exercise.skill:
                yield Finding(exercise.id, f"{easier_id} asks for more skill, so it is not easier")
            elif exercise.id in below(catalogue, easier_id):
                yield Finding(exercise.id, f"the ladder runs in a circle through {easier_id}")
        reached = below(catalogue, exercise.id)
        ends = [catalogue.exercises[each] for each in reached]
        if exercise.is_training and not any(is_for_everyone(end) for end in ends):
            yield Finding(exercise.id, "its ladder does not reach anything everyone can do")


def _families(catalogue: Catalogue) -> Iterator[Finding]:
    """Each pattern hangs together: steps of the ladder, up or down, join all its exercises."""
    for pattern in dict.fromkeys(each.pattern for each in catalogue.training):
        family = [each.id for each in catalogue.training if each.pattern is pattern]
        joined, open_ids = set[str](), family[:1]
        while open_ids:
            current = open_ids.pop()
            if current not in joined and current in catalogue.exercises:
                joined.add(current)
                open_ids += catalogue.exercises[current].easier
                open_ids += [each.id for each in catalogue.above(current)]
        apart = [each for each in family if each not in joined]
        if apart:
            yield Finding(pattern, f"not joined to its ladder: {', '.join(apart)}")


def _swaps(catalogue: Catalogue) -> Iterator[Finding]:
    for exercise in catalogue.exercises.values():
        ruled_out = exercise.avoid_pain or exercise.avoid_if
        if exercise.swap_for is None:
            if ruled_out and exercise.pattern is not Pattern.STRETCH:
                yield Finding(exercise.id, "can be ruled out but has no swap_for")
            continue
        swap = catalogue.exercises.get(exercise.swap_for)
        if swap is None:
            yield Finding(exercise.id, f"swap_for names {exercise.swap_for}, which does not exist")
            continue
        same_pain = set(swap.avoid_pain) & set(exercise.avoid_pain)
        same_condition = set(swap.avoid_if) & set(exercise.avoid_if)
        if any(_LYING_FLAT not in each.avoid_if for each in _swaps_of(catalogue, exercise)):
            same_condition -= {_LYING_FLAT}
        for reason in (*sorted(same_pain), *sorted(same_condition)):
            yield Finding(exercise.id, f"its swap {swap.id} is ruled out by {reason} as well")
        if swap.leg_cost > exercise.leg_cost or swap.skill > exercise.skill:
            yield Finding(exercise.id, f"its swap {swap.id} is the harder of the two")


def _swaps_of(catalogue: Catalogue, exercise: Exercise) -> list[Exercise]:
    """What is tried instead, in order: the swap, the swap of the swap, and so on."""
    found: dict[str, Exercise] = {}
    key = exercise.swap_for
    while key is not None and key in catalogue.exercises and key not in found:
        found[key] = catalogue.exercises[key]
        key = found[key].swap_for
    return list(found.values())


def _stretched(catalogue: Catalogue) -> Iterator[Finding]:
    served = {
        muscle
        for stretch in catalogue.stretches
        if is_for_everyone(stretch)
        for muscle in stretch.primary
    }
    for exercise in catalogue.training:
        for muscle in exercise.primary:
            if muscle not in served:
                yield Finding(exercise.id, f"trains {muscle}, which no stretch serves")


_OF_ONE: tuple[Callable[[Exercise], Iterator[str]], ...] = (
    _wording,
    _muscles,
    _loading,
    _measure,
    _sides,
    _grades,
)
_OF_ALL: tuple[Callable[[Catalogue], Iterator[Finding]], ...] = (
    _names,
    _ladder,
    _families,
    _swaps,
    _stretched,
)
