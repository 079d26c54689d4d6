"""Items of a planned session as steps of a watch workout, in full and folded."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from strongstride.coach.catalogue import Exercise
from strongstride.coach.lifting.loads import PAIRS
from strongstride.coach.programme import (
    CoolDownItem,
    Intent,
    PlannedExercise,
    PlannedSet,
    WarmUpItem,
)
from strongstride.coach.quantities import MassUnit, show_load
from strongstride.formats.fit.workout import Intensity, Repeat, WorkoutStep

Step = WorkoutStep | Repeat

SIDES = ("Left side", "Right side")


def warm_up_steps(item: WarmUpItem) -> Iterator[Step]:
    """One step for a drill; its ramp sets each, with their rests, where it has any."""
    if not item.sets:
        yield _step(item.exercise, "warmup", item.text, seconds=item.seconds or None)
    for one in item.sets:
        yield _counted(item.exercise, "warmup", one, item.text)
        yield from _rest(one.rest_s)


def folded_warm_up(items: Sequence[WarmUpItem]) -> Iterator[Step]:
    """The whole warm-up as one step of its length, told in its notes."""
    if items:
        yield _step(
            None,
            "warmup",
            "\n".join(item.text for item in items),
            seconds=sum(item.seconds for item in items) or None,
            title="Warm-up",
        )


def work_steps(item: PlannedExercise, unit: MassUnit) -> Iterator[Step]:
    """Sets with their rests; equal sets in a row become one repeat."""
    for one, equals in groupby(item.sets):
        times = len(list(equals))
        steps = (*_set_steps(item, one, unit), *_rest(one.rest_s))
        if times == 1:
            yield from steps
        else:
            yield Repeat(steps=steps, times=times)


def folded_work(item: PlannedExercise, unit: MassUnit) -> Iterator[Step]:
    """One step per exercise, ended by the lap button; all its sets are told in the notes."""
    if item.sets:
        sets = "; ".join(
            f"{len(list(equals))} × {_amount(one)}{_loaded(item, one, unit)}, rest {one.rest_s} s"
            for one, equals in groupby(item.sets)
        )
        yield _step(item.exercise, "active", f"{sets}. {_how(item, item.sets[0])}")


def cool_down_steps(item: CoolDownItem) -> Iterator[Step]:
    """Each hold of each side as a timed step."""
    holds = tuple(
        _step(item.exercise, "cooldown", side, seconds=item.seconds)
        for side in (SIDES if item.sides == 2 else ("Hold",))
    )
    if item.holds == 1:
        yield from holds
    elif item.holds > 1:
        yield Repeat(steps=holds, times=item.holds)


def folded_cool_down(item: CoolDownItem) -> Iterator[Step]:
    """A whole stretch as one timed step, holds and sides told in its notes."""
    sides = " per side" if item.sides == 2 else ""
    yield _step(
        item.exercise,
        "cooldown",
        f"{item.holds} × {item.seconds} s{sides}",
        seconds=item.seconds * item.holds * item.sides,
    )


def _set_steps(item: PlannedExercise, one: PlannedSet, unit: MassUnit) -> Iterator[WorkoutStep]:
    """One step; two when a one-sided set is timed, since the watch counts one side at a time."""
    notes = _notes(item, one, unit)
    if item.exercise.one_sided and one.seconds is not None:
        for side in SIDES:
            yield _counted(item.exercise, "active", one, f"{side}. {notes}")
    else:
        yield _counted(item.exercise, "active", one, notes)


def _counted(
    exercise: Exercise | None, intensity: Intensity, one: PlannedSet, notes: str
) -> WorkoutStep:
    reps = one.reps if one.reps is not None else one.contacts
    return _step(
        exercise, intensity, notes, reps=reps, seconds=one.seconds, load_g=one.load_g or None
    )


def _step(
    exercise: Exercise | None,
    intensity: Intensity,
    notes: str,
    *,
    reps: int | None = None,
    seconds: int | None = None,
    load_g: int | None = None,
    title: str = "",
) -> WorkoutStep:
    fit = exercise.fit if exercise else None
    category = fit.category if fit else "warm_up" if intensity == "warmup" else None
    return WorkoutStep(
        intensity=intensity,
        reps=reps,
        seconds=seconds,
        category=category,
        exercise=fit.name if fit else None,
        title=exercise.name if exercise else title or "Warm-up",
        load_g=load_g,
        notes=notes,
    )


def _rest(rest_s: int) -> Iterator[WorkoutStep]:
    if rest_s > 0:
        yield WorkoutStep(intensity="rest", seconds=rest_s)


def _notes(item: PlannedExercise, one: PlannedSet, unit: MassUnit) -> str:
    """What the numbers of the step leave out, the most important first: notes may be cut."""
    parts = []
    if item.exercise.one_sided and one.seconds is None:
        parts.append(f"{_amount(one)} per side")
    if one.load_g and item.implement in PAIRS:
        parts.append(f"2 × {show_load(one.load_g, unit)}")
    return ". ".join([*parts, _how(item, one)])


def _how(item: PlannedExercise, one: PlannedSet) -> str:
    parts = []
    if item.band:
        parts.append(f"{item.band} band")
    if one.rir is not None:
        parts.append(f"keep {one.rir:g} in reserve")
    if item.intent is Intent.FAST:
        parts.append(item.intent.value)
    if item.note:
        parts.append(item.note.rstrip("."))
    parts.extend(cue.rstrip(".") for cue in item.exercise.cues[:2])
    return ". ".join(part[:1].upper() + part[1:] for part in parts)


def _amount(one: PlannedSet) -> str:
    if one.seconds is not None:
        return f"{one.seconds} s"
    return f"{one.contacts} contacts" if one.contacts is not None else f"{one.reps or 0} reps"


def _loaded(item: PlannedExercise, one: PlannedSet, unit: MassUnit) -> str:
    if not one.load_g:
        return ""
    pair = "2 × " if item.implement in PAIRS else ""
    return f" with {pair}{show_load(one.load_g, unit)}"
