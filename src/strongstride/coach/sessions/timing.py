"""How long things take: sets, alternating pairs, warm-up and cool-down, in seconds."""

from collections.abc import Sequence

from strongstride.coach.catalogue import Exercise, Measure
from strongstride.coach.programme import CoolDownItem, PlannedExercise, PlannedSet, WarmUpItem
from strongstride.coach.rules import n


def work_seconds(exercise: Exercise, amount: int) -> float:
    """Time under work of one set of `amount` reps, seconds or contacts, both sides."""
    if exercise.measure is Measure.SECONDS:
        one = float(amount)
    elif exercise.measure is Measure.CONTACTS:
        one = amount * 1.0
    else:
        one = amount * exercise.seconds_per_rep
    if not exercise.one_sided:
        return one
    return 2 * one + n("session-length", "side_change_s")


def set_amount(planned: PlannedSet) -> int:
    """The count of a set, whatever it is measured in."""
    for amount in (planned.reps, planned.seconds, planned.contacts):
        if amount is not None:
            return amount
    raise ValueError("a planned set counts reps, seconds or contacts")


def paired_rests(rest_a: int, work_a: float, rest_b: int, work_b: float) -> tuple[int, int]:
    """Rests after A and after B when they alternate: the work of one is rest for the other."""
    switch = int(n("alternate-pairs", "switch_s"))
    left_a = rest_a - switch - work_b
    left_b = rest_b - switch - work_a
    return switch, _to_five(max(switch, left_a, left_b))


def exercise_seconds(item: PlannedExercise) -> float:
    """Work, rest and the change to the next exercise."""
    sets = sum(work_seconds(item.exercise, set_amount(s)) + s.rest_s for s in item.sets)
    return sets + n("session-length", "change_s")


def session_seconds(
    warm_up: Sequence[WarmUpItem],
    work: Sequence[PlannedExercise],
    cool_down: Sequence[CoolDownItem],
) -> float:
    """The whole session, start to finish."""
    return (
        sum(item.seconds for item in warm_up)
        + sum(exercise_seconds(item) for item in work)
        + sum(cool_down_seconds(item) for item in cool_down)
    )


def cool_down_seconds(item: CoolDownItem) -> float:
    """All holds on all sides with the changes between them."""
    return item.holds * item.sides * (item.seconds + n("cool-down-stretches", "change_s"))


def _to_five(seconds: float) -> int:
    return int(-(-seconds // 5) * 5)
