"""Whether an athlete may do an exercise, and what to do instead."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from strongstride.coach.athlete import Athlete, Pain
from strongstride.coach.catalogue import Condition, Exercise, Measure, Pattern, catalogue
from strongstride.coach.rules import Reason, n, reason

_NO_JUMPS = (
    Condition.BONE_STRESS,
    Condition.TENDON_PAIN,
    Condition.OSTEOPOROSIS,
    Condition.PREGNANT,
    Condition.POSTPARTUM,
    Condition.BALANCE,
)


def is_jump(exercise: Exercise) -> bool:
    """True for what is counted in ground contacts or belongs to the jumps."""
    return exercise.pattern is Pattern.JUMP or exercise.measure is Measure.CONTACTS


def is_drop(exercise: Exercise) -> bool:
    """True for jumps that begin by stepping off a box."""
    return is_jump(exercise) and bool({"drop", "depth"} & set(exercise.id.split("-")))


def allowed(exercise: Exercise, athlete: Athlete, today: date | None = None) -> Reason | None:
    """Why this athlete may not do this exercise; None when they may.

    Without `today` the age rules are left out.
    """
    return (
        _pain(exercise, athlete)
        or _condition(exercise, athlete)
        or _jump(exercise, athlete)
        or _drop(exercise, athlete, today)
    )


def swap(
    exercise: Exercise,
    athlete: Athlete,
    can_do: Callable[[Exercise], bool],
    today: date | None = None,
) -> Exercise | None:
    """The nearest exercise this athlete may and can do; None if there is none.

    Itself if fine. If it is not allowed, the named swap comes first; if only the equipment is
    missing, the ladder down, then the same pattern, no harder.
    """
    barred = allowed(exercise, athlete, today) is not None
    for candidate in _in_order(exercise, barred=barred):
        if can_do(candidate) and allowed(candidate, athlete, today) is None:
            return candidate
    return None


def stand_in(
    wanted: Exercise,
    instead: tuple[str, ...],
    athlete: Athlete,
    can_do: Callable[[Exercise], bool],
    today: date | None,
) -> Exercise | None:
    """What takes the place of `wanted`: the programme's own substitute, else the catalogue's."""
    for candidate in (catalogue().get(name) for name in instead):
        if can_do(candidate) and allowed(candidate, athlete, today) is None:
            return candidate
    return swap(wanted, athlete, can_do, today)


def _in_order(exercise: Exercise, *, barred: bool) -> Iterator[Exercise]:
    yield exercise
    kinder = _walk(exercise, lambda one: () if one.swap_for is None else (one.swap_for,))
    if barred:
        yield from kinder
    yield from _walk(exercise, lambda one: one.easier)
    same = (one for one in catalogue().training if one.pattern is exercise.pattern)
    no_harder = (one for one in same if one.skill <= exercise.skill)
    yield from sorted(no_harder, key=lambda one: _distance(exercise, one))
    if not barred:
        yield from kinder


def _walk(start: Exercise, following: Callable[[Exercise], Iterable[str]]) -> Iterator[Exercise]:
    """Breadth first: near neighbours before far ones, each once."""
    seen, waiting = {start.id}, deque([start])
    while waiting:
        for name in following(waiting.popleft()):
            if name not in seen:
                seen.add(name)
                found = catalogue().get(name)
                waiting.append(found)
                yield found


def _distance(wanted: Exercise, other: Exercise) -> tuple[int, int, int, str]:
    return (
        abs(wanted.skill - other.skill),
        int(wanted.one_sided is not other.one_sided),
        abs(wanted.leg_cost - other.leg_cost),
        other.id,
    )


def worst_pain(exercise: Exercise, athlete: Athlete) -> Pain | None:
    """The worst pain in a part this exercise stresses; None when nothing hurts there."""
    felt = [pain for pain in athlete.pains if pain.part in exercise.avoid_pain]
    return max(felt, key=lambda pain: (pain.level, pain.part), default=None)


def _pain(exercise: Exercise, athlete: Athlete) -> Reason | None:
    worst = worst_pain(exercise, athlete)
    if worst is None or worst.level < n("pain-monitoring", "reduce"):
        return None
    if worst.level < n("pain-monitoring", "stop") and can_be_eased(exercise):
        return None
    sentence = f"{exercise.name} stresses the {worst.part}, where pain is {worst.level}/10."
    return reason("pain-monitoring", sentence, pain=worst.level)


def can_be_eased(exercise: Exercise) -> bool:
    """Whether less of it is kind enough where pain is moderate; else a kinder one takes its place.

    Not jumps and sprints, not the hardest lifts, and not drills and stretches, which have no load.
    """
    rule = "pain-monitoring"
    return (
        exercise.is_training
        and exercise.pattern is not Pattern.SPRINT
        and not is_jump(exercise)
        and exercise.leg_cost < n(rule, "hard_leg_cost")
        and exercise.skill < n(rule, "hard_skill")
    )


def _condition(exercise: Exercise, athlete: Athlete) -> Reason | None:
    named = sorted(athlete.conditions & set(exercise.avoid_if))
    if not named:
        return None
    said = ", ".join(_said(condition) for condition in named)
    return reason("condition-limits", f"{exercise.name} is left out: {said}.")


def _said(condition: Condition) -> str:
    """The condition in a sentence that stays true once a clinician has agreed to training."""
    return "birth in the last 12 months" if condition is Condition.POSTPARTUM else condition.value


def _jump(exercise: Exercise, athlete: Athlete) -> Reason | None:
    named = [condition for condition in _NO_JUMPS if condition in athlete.conditions]
    if not named or not is_jump(exercise):
        return None
    said = ", ".join(_said(condition) for condition in named)
    return reason("no-jumps", f"{exercise.name} is a jump, left out: {said}.")


def _drop(exercise: Exercise, athlete: Athlete, today: date | None) -> Reason | None:
    if not is_drop(exercise):
        return None
    highest, elder = n("drop-height", "most_cm"), n("age-limits", "no_drops_from")
    if exercise.box_height_cm is not None and exercise.box_height_cm > highest:
        sentence = (
            f"{exercise.name} drops from {exercise.box_height_cm} cm; {highest:.0f} cm is the most."
        )
        return reason("drop-height", sentence, height_cm=exercise.box_height_cm)
    if today is not None and athlete.age_on(today) >= elder:
        return reason("age-limits", f"{exercise.name}: no drop jumps from {elder:.0f} years on.")
    return None
