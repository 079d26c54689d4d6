"""A written session made fit for one athlete: what they may not or cannot do gives way."""

from collections.abc import Callable, Mapping
from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.programme import Dose
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.safety import allowed, is_drop, stand_in
from strongstride.coach.templates.recipe import Recipe, RecipeItem
from strongstride.coach.templates.step import write_step
from strongstride.coach.templates.template import TemplateWeek

CanDo = Callable[[Exercise], bool]


def substitutes(week: TemplateWeek) -> dict[str, tuple[str, ...]]:
    """The stand-ins the programme names itself (`or goblet-squat`), by exercise."""
    return {item.exercise: item.instead for day in week.days for item in day.items if item.instead}


def fitted(
    recipe: Recipe,
    instead: Mapping[str, tuple[str, ...]],
    athlete: Athlete,
    can_do: CanDo,
    today: date,
) -> tuple[Recipe, tuple[Reason, ...]]:
    """The recipe with what this athlete may and can do, and what was changed or left out.

    `instead` gives the programme's own substitutes by exercise, as `substitutes` finds them.
    """
    kept: list[RecipeItem] = []
    changes: list[Reason] = []
    for item in recipe.items:
        wanted = catalogue().get(item.exercise)
        found = _possible(wanted, instead.get(wanted.id, ()), athlete, can_do, today)
        dose, capped = _capped(wanted, item.dose)
        if found is not wanted:
            changes.append(_changed(wanted, found, athlete, today))
        elif capped is not None:
            changes.append(capped)
        if found is not None:
            fit = dose if found is wanted else dose_for_stand_in(dose, found)
            kept.append(msgspec.structs.replace(item, exercise=found.id, dose=fit))
    cost = max((catalogue().get(item.exercise).leg_cost for item in kept), default=0)
    changed = msgspec.structs.replace(recipe, items=tuple(kept), leg_cost=cost)
    return changed, tuple(dict.fromkeys(changes))


def _possible(
    wanted: Exercise, instead: tuple[str, ...], athlete: Athlete, can_do: CanDo, today: date
) -> Exercise | None:
    if can_do(wanted) and allowed(wanted, athlete, today) is None:
        return wanted
    return stand_in(wanted, instead, athlete, can_do, today)


def _changed(wanted: Exercise, found: Exercise | None, athlete: Athlete, today: date) -> Reason:
    barred = allowed(wanted, athlete, today)
    why = barred.text if barred else f"{wanted.name} needs equipment that is not there."
    what = f"{found.name} takes its place." if found else "It is left out."
    return reason("programme-substitute", f"{why} {what}")


def _capped(exercise: Exercise, dose: Dose) -> tuple[Dose, Reason | None]:
    """Drops are lowered to the height the safety rules allow."""
    most = int(n("drop-height", "most_cm"))
    height = dose.box_height_cm
    if height is None or height <= most or not is_drop(exercise):
        return dose, None
    text = f"{exercise.name}: {most} cm instead of {height} cm."
    return (
        msgspec.structs.replace(dose, box_height_cm=most),
        reason("drop-height", text, height_cm=height),
    )


def dose_for_stand_in(dose: Dose, found: Exercise) -> Dose:
    """The dose for another exercise: repetitions become seconds or contacts where it counts those.

    Loads, box heights and step rules belong to the exercise they were written for, and are dropped.
    """
    plain = msgspec.structs.replace(dose, load_g=None, box_height_cm=None, step_rule=None)
    if dose.measure in (found.measure, Measure.SECONDS):
        return plain
    if found.measure is not Measure.SECONDS:
        return msgspec.structs.replace(plain, measure=found.measure)
    times = max(1, round(found.seconds_per_rep))
    low, high = dose.low * times, dose.high * times
    return msgspec.structs.replace(
        plain, measure=Measure.SECONDS, low=low, high=high, target=low, rm=False
    )


def instructions(dose: Dose) -> str:
    """How the coach wants the sets done, beyond what a planned set says; may be ""."""
    box, share = dose.box_height_cm, dose.mvc
    said = [
        f"{dose.target} holds of {dose.hold_s} s" if dose.hold_s else "",
        f"at {share[0]:.0%} of your strongest effort" if share else "",
        f"{_metres(dose.distance_m)} m each" if dose.distance_m else "",
        f"tempo {dose.tempo}" if dose.tempo else "",
        f"{dose.rest_between_reps_s} s between repetitions" if dose.rest_between_reps_s else "",
        f"one every {dose.every_s} s" if dose.every_s else "",
        f"box {box} cm" if box else "",
        f"step: {write_step(dose.step_rule)}" if dose.step_rule else "",
    ]
    return ", ".join(words for words in said if words)


def _metres(distance_m: tuple[int, int]) -> str:
    low, high = distance_m
    return f"{low}" if low == high else f"{low}-{high}"
