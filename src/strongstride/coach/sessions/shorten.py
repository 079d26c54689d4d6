"""Less of a session: fewer minutes, or fewer sets of what is sore."""

from collections.abc import Sequence, Set
from math import ceil

import msgspec

from strongstride.coach.catalogue import Region
from strongstride.coach.programme import PlannedExercise
from strongstride.coach.rules import n, reason
from strongstride.coach.sessions.set_fit import worth_of_set
from strongstride.coach.sessions.timing import (
    exercise_seconds,
    paired_rests,
    set_amount,
    work_seconds,
)

BIG_LEG_COST = 2
RULE = "shorten-session"

Work = tuple[PlannedExercise, ...]


def shortened(work: Work, budget_s: float) -> Work:
    """The work in at most `budget_s` seconds where that can be; at least one set stays.

    The set that is worth least for the time it saves goes first.
    """
    left = work
    while _seconds(left) > budget_s and sum(len(item.sets) for item in left) > 1:
        now = _seconds(left)
        options = [(_loss(left, place, now), place) for place in range(len(left))]
        left = _less(left, min(options)[1])
    return left if left == work else tuple(_explained(item, work, left) for item in left)


def eased(work: Work, sore: Set[Region]) -> Work:
    """Half the sets, rounded up, of what trains a sore region."""
    if not sore:
        return work
    return _rested(tuple(_half(item) if item.exercise.region in sore else item for item in work))


def left_out(before: Work, after: Work) -> tuple[str, ...]:
    """The names of exercises that fell away altogether."""
    kept = {item.exercise.id for item in after}
    return tuple(item.exercise.name for item in before if item.exercise.id not in kept)


def _half(item: PlannedExercise) -> PlannedExercise:
    sets = ceil(len(item.sets) * n("sore-muscles", "sets_share"))
    text = f"Sore: {sets} of {len(item.sets)} sets."
    why = reason("sore-muscles", text, sets=sets, usual=len(item.sets))
    return msgspec.structs.replace(item, sets=item.sets[:sets], reasons=(*item.reasons, why))


def _explained(item: PlannedExercise, work: Work, left: Work) -> PlannedExercise:
    """The first exercise of what is left tells what fell away."""
    whole = next(one for one in work if one.exercise.id == item.exercise.id)
    text = ""
    if len(item.sets) < len(whole.sets):
        text = f"{len(item.sets)} of {len(whole.sets)} sets, to fit your minutes."
    if item is left[0] and (gone := left_out(work, left)):
        text = f"{text} Left out this time: {', '.join(gone)}.".strip()
    if not text:
        return item
    why = reason(RULE, text, sets=len(item.sets), usual=len(whole.sets))
    return msgspec.structs.replace(item, reasons=(*item.reasons, why))


def _loss(work: Work, place: int, now_s: float) -> float:
    """What the last set of an exercise is worth for each second it saves."""
    item = work[place]
    big = item.exercise.leg_cost >= BIG_LEG_COST
    worth = worth_of_set(item.importance, len(item.sets), big=big)
    return worth / max(1.0, now_s - _seconds(_less(work, place)))


def _less(work: Work, place: int) -> Work:
    """The work with one set less of one exercise."""
    item = work[place]
    fewer = msgspec.structs.replace(item, sets=item.sets[:-1])
    after = (*work[:place], fewer, *work[place + 1 :])
    return _rested(tuple(one for one in after if one.sets))


def _seconds(work: Work) -> float:
    return sum(exercise_seconds(item) for item in work)


def _rested(work: Work) -> Work:
    """The work with the rests that its sets need now: a set without its partner rests alone."""
    by_pair: dict[str, list[PlannedExercise]] = {}
    for item in work:
        if item.pair is not None:
            by_pair.setdefault(item.pair, []).append(item)
    return tuple(
        item if item.pair is None or item.dose is None else _with_rests(item, by_pair[item.pair])
        for item in work
    )


def _with_rests(item: PlannedExercise, members: Sequence[PlannedExercise]) -> PlannedExercise:
    alone_s = item.dose.rest_s if item.dose is not None else item.sets[0].rest_s
    if len(members) < 2:
        sets = tuple(msgspec.structs.replace(one, rest_s=alone_s) for one in item.sets)
        return msgspec.structs.replace(item, sets=sets, pair=None)
    first, second = members[0], members[1]
    rests = paired_rests(*_rest_and_work(first), *_rest_and_work(second))
    shared_s = rests[0] if item is first else rests[1]
    together = min(len(first.sets), len(second.sets))
    sets = tuple(
        msgspec.structs.replace(one, rest_s=shared_s if place < together else alone_s)
        for place, one in enumerate(item.sets)
    )
    return msgspec.structs.replace(item, sets=sets)


def _rest_and_work(item: PlannedExercise) -> tuple[int, float]:
    rest_s = item.dose.rest_s if item.dose is not None else item.sets[0].rest_s
    return rest_s, work_seconds(item.exercise, set_amount(item.sets[0]))
