"""Finding exercises: by words, kind, pattern, equipment, muscle, and by what the athlete owns."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from strongstride.coach.athlete import Equipment
from strongstride.coach.catalogue import Catalogue, Exercise, Implement, Kit, Muscle, Pattern
from strongstride.coach.equipment import can_do
from strongstride.coach.exercise_names import name_key
from strongstride.coach.own_exercise import OWN


class ExerciseKind(StrEnum):
    """What an entry of the catalogue is for."""

    TRAINING = "strength"
    DRILL = "warm-up"
    STRETCH = "stretch"


class ExerciseSearch(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for; None and "" ask nothing. `thing` is an implement or a piece of kit."""

    text: str = ""
    kind: ExerciseKind | None = None
    pattern: Pattern | None = None
    thing: str | None = None
    muscle: Muscle | None = None


_KINDS, _PATTERNS = tuple(ExerciseKind), tuple(Pattern)
THINGS: tuple[str, ...] = tuple(
    sorted({*(each.value for each in Implement), *(each.value for each in Kit)})
)
_ALIKE = 0.7  # of 1: "sqat" and "squat" are 0.89
NOTHING = "nothing"  # as a `thing`: what needs no equipment at all


def kind_of(exercise: Exercise) -> ExerciseKind:
    """What the exercise is for."""
    if exercise.is_training:
        return ExerciseKind.TRAINING
    return ExerciseKind.DRILL if exercise.pattern is Pattern.DRILL else ExerciseKind.STRETCH


def search(
    catalogue: Catalogue,
    wanted: ExerciseSearch,
    own: Iterable[Exercise] = (),
    equipment: Equipment | None = None,
) -> tuple[Exercise, ...]:
    """Everything that fits: best-named first, the athlete's own first, then strength by pattern.

    With `equipment`, only what can be done with it. Total: any text, none included.
    """
    words = name_key(wanted.text).split()
    found = [
        each
        for each in (*own, *catalogue.exercises.values())
        if _fits(each, wanted)
        and (equipment is None or can_do(equipment, each))
        and all(word in _described(each) for word in words)
    ]
    return tuple(
        sorted(
            found, key=lambda each: (not _is_named(each, words), not _is_own(each), *_rank(each))
        )
    )


def nearest(
    catalogue: Catalogue, text: str, own: Iterable[Exercise] = (), limit: int = 3
) -> tuple[str, ...]:
    """Names of what is meant where `text` is misspelled, plain ones first; may be empty.

    Each word that no exercise is found by gives way to the one spelled most like it; where that
    finds nothing, whole names are compared.
    """
    from difflib import get_close_matches  # only when something was misspelled

    everything = (*own, *catalogue.exercises.values())
    spelled = {word for each in everything for word in _described(each).split()}
    words = [
        word if any(word in known for known in spelled) else next(iter(near), "")
        for word in name_key(text).split()
        for near in [get_close_matches(word, sorted(spelled), n=1, cutoff=_ALIKE)]
    ]
    meant = ExerciseSearch(text=" ".join(words))
    found = search(catalogue, meant, own) if all(words) and words else ()
    plainest = sorted(found, key=lambda each: (not _is_named(each, words), len(each.name)))
    return tuple([each.name for each in plainest[:limit]] or catalogue.nearest(text, limit))


def _is_own(each: Exercise) -> bool:
    return each.id.startswith(OWN)


def _rank(each: Exercise) -> tuple[int, int, int]:
    return _KINDS.index(kind_of(each)), _PATTERNS.index(each.pattern), each.skill


def _fits(each: Exercise, wanted: ExerciseSearch) -> bool:
    return (
        (wanted.kind is None or kind_of(each) is wanted.kind)
        and (wanted.pattern is None or each.pattern is wanted.pattern)
        and (wanted.muscle is None or wanted.muscle in (*each.primary, *each.secondary))
        and (wanted.thing is None or _uses(each, wanted.thing))
    )


def _uses(each: Exercise, thing: str) -> bool:
    if thing == NOTHING:
        return can_do(Equipment(), each)
    things = {implement.value for implement in each.implements}
    things |= {kit.value for group in each.needs for kit in group}
    return thing in things


def _is_named(each: Exercise, words: list[str]) -> bool:
    name = name_key(each.name)
    return all(word in name for word in words)


def _described(each: Exercise) -> str:
    """The words an exercise is found by, in the spelling of `name_key`."""
    muscles = (muscle.value for muscle in each.primary)
    return name_key(" ".join((each.name, *each.aliases, each.pattern, *muscles, *each.implements)))
