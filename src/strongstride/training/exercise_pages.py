"""What the exercise pages show: the search, one card, its dose and its ladder."""

from collections.abc import Sequence
from urllib.parse import urlencode

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Athlete as Profile
from strongstride.coach.catalogue import Exercise, Muscle, Pattern, catalogue
from strongstride.coach.equipment import can_do, implement_for
from strongstride.coach.exercise_search import (
    NOTHING,
    THINGS,
    ExerciseKind,
    ExerciseSearch,
    kind_of,
    nearest,
    search,
)
from strongstride.coach.figures import has_figure
from strongstride.coach.lifting.loads import measured
from strongstride.coach.own_exercise import OWN
from strongstride.coach.programme import Dose, Phase
from strongstride.coach.rules import n
from strongstride.coach.sessions.dose import DoseContext, dose_for
from strongstride.coach.sessions.layout import PartKind

PAGE = 24
PHASES = (Phase.FORM, Phase.STRENGTH, Phase.MAX_STRENGTH, Phase.POWER, Phase.MAINTENANCE)


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise in the list."""

    id: str
    name: str
    about: str
    is_own: bool
    has_figure: bool


class ExerciseList(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what was found, and what to choose from."""

    found: tuple[Found, ...]
    count: int
    near: tuple[str, ...]  # names spelled like what was not found
    more: str  # query of the next page; "" on the last
    patterns: tuple[str, ...] = tuple(each.value for each in Pattern)
    things: tuple[str, ...] = THINGS
    muscles: tuple[str, ...] = tuple(each.value for each in Muscle)
    kinds: tuple[str, ...] = tuple(each.value for each in ExerciseKind)
    nothing: str = NOTHING


class DoseLine(msgspec.Struct, frozen=True):
    """What one phase usually asks of an exercise."""

    phase: str
    sets: str
    leave: str
    rest: str


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise in full."""

    exercise: Exercise
    kind: str
    is_own: bool
    own_key: str
    has_figure: bool
    can_do: bool
    easier: tuple[Exercise, ...]
    harder: tuple[Exercise, ...]
    doses: tuple[DoseLine, ...]
    stretches: tuple[Exercise, ...]
    needs: tuple[str, ...]


def exercise_list(
    athlete: Athlete, own: Sequence[Exercise], wanted: ExerciseSearch, *, mine: bool, page: int
) -> ExerciseList:
    """Page `page` (from 1) of what fits; with `mine` only what the athlete's things allow."""
    known = catalogue()
    equipment = athlete.profile.athlete.equipment if mine else None
    found = search(known, wanted, own, equipment)
    shown = found[(page - 1) * PAGE : page * PAGE]
    near = nearest(known, wanted.text, own) if wanted.text and not found else ()
    has_more = len(found) > page * PAGE
    return ExerciseList(
        found=tuple(_found(each) for each in shown),
        count=len(found),
        near=near,
        more=_query(wanted, mine=mine, page=page + 1) if has_more else "",
    )


def _found(each: Exercise) -> Found:
    pattern = "stretch" if each.pattern is Pattern.STRETCH else each.pattern.value
    return Found(
        id=each.id,
        name=each.name,
        about=f"{pattern} · {', '.join(muscle.value for muscle in each.primary)}",
        is_own=each.id.startswith(OWN),
        has_figure=has_figure(each.id),
    )


def _query(wanted: ExerciseSearch, *, mine: bool, page: int) -> str:
    asked = {
        "q": wanted.text,
        "kind": wanted.kind,
        "pattern": wanted.pattern,
        "thing": wanted.thing,
        "muscle": wanted.muscle,
        "mine": "on" if mine else "",
        "page": page,
    }
    return urlencode({key: str(value) for key, value in asked.items() if value})


def card(exercise: Exercise, profile: Profile) -> Card:
    """The exercise with its neighbours, doses and stretches, for one athlete."""
    known = catalogue()
    is_own = exercise.id.startswith(OWN)
    return Card(
        exercise=exercise,
        kind=kind_of(exercise).value,
        is_own=is_own,
        own_key=exercise.id.removeprefix(OWN) if is_own else "",
        has_figure=has_figure(exercise.id),
        can_do=can_do(profile.equipment, exercise),
        easier=() if is_own else known.easier(exercise.id),
        harder=() if is_own else known.harder(exercise.id),
        doses=_doses(exercise, profile) if exercise.is_training and not is_own else (),
        stretches=_stretches(exercise),
        needs=tuple(" or ".join(kit.value for kit in group) for group in exercise.needs),
    )


def _stretches(exercise: Exercise) -> tuple[Exercise, ...]:
    """The stretches of what it works most, those that reach more of it first."""
    if not exercise.is_training:
        return ()
    worked = set(exercise.primary)
    found = [each for each in catalogue().stretches if worked & set(each.primary)]
    return tuple(sorted(found, key=lambda each: -len(worked & set(each.primary))))[:3]


def _doses(exercise: Exercise, profile: Profile) -> tuple[DoseLine, ...]:
    loadable = measured(exercise) and implement_for(profile.equipment, exercise) is not None
    kind, contacts = _part(exercise), int(n("dose-contacts", "start"))
    lines = []
    for phase in PHASES:
        context = DoseContext(phase, 1, deload=False, first_week=False, contacts=contacts)
        dose = dose_for(exercise, kind, context, loadable=loadable)
        lines.append(_dose_line(phase, dose, exercise))
    return tuple(lines)


def _part(exercise: Exercise) -> PartKind:
    """The kind of part it usually fills; only heavy work is dosed as a main lift."""
    if exercise.pattern is Pattern.JUMP:
        return PartKind.JUMP
    if exercise.leg_cost < 2:
        return PartKind.SMALL
    return PartKind.SINGLE if exercise.one_sided else PartKind.MAIN


def _dose_line(phase: Phase, dose: Dose, exercise: Exercise) -> DoseLine:
    amount = f"{dose.low}" if dose.low == dose.high else f"{dose.low}–{dose.high}"
    unit = {"reps": "", "seconds": " s", "contacts": " contacts"}[dose.measure.value]
    side = " each side" if exercise.one_sided else ""
    leave = f"{dose.rir:g}" if dose.measure.value == "reps" else "–"
    return DoseLine(
        phase=phase.value,
        sets=f"{dose.sets} × {amount}{unit}{side}",
        leave=leave,
        rest=f"{dose.rest_s} s",
    )
