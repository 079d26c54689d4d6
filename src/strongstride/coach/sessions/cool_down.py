"""The cool-down: stretches for the muscles that were trained and run."""

from collections.abc import Sequence
from datetime import date

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Muscle
from strongstride.coach.programme import CoolDownItem, PlannedExercise
from strongstride.coach.rules import n

RULE = "cool-down-stretches"
RUN_MUSCLES = (Muscle.GASTROCNEMIUS, Muscle.SOLEUS, Muscle.HIP_FLEXORS, Muscle.HAMSTRINGS)


def cool_down_for(
    work: Sequence[PlannedExercise], athlete: Athlete, stretches: Sequence[Exercise], today: date
) -> tuple[CoolDownItem, ...]:
    """Those of `stretches` that serve most of what was trained and run, within the minutes.

    `stretches` are those this athlete may do (`open_to`).
    """
    need = dict.fromkeys(Muscle, 0)
    for muscle in RUN_MUSCLES:
        need[muscle] = 1
    for item in work:
        for muscle in item.exercise.primary:
            need[muscle] += len(item.sets)
    chosen: list[CoolDownItem] = []
    pool = list(stretches)
    for _ in range(_how_many(athlete)):
        best = max(pool, key=lambda each: (_worth(each, need), each.id), default=None)
        if best is None or _worth(best, need) == 0:
            break
        chosen.append(_item(best, athlete, today))
        pool.remove(best)
        for muscle in (*best.primary, *best.secondary):
            need[muscle] = 0
    return tuple(chosen)


def cool_down_budget_s(athlete: Athlete, today: date) -> float:
    """An upper bound of the seconds `cool_down_for` takes."""
    each = 2 * int(n(RULE, "holds")) * (_hold_s(athlete, today) + n(RULE, "change_s"))
    return _how_many(athlete) * each


def _how_many(athlete: Athlete) -> int:
    """One stretch for every so many minutes of the session, at least two."""
    by_time = athlete.availability.minutes // int(n(RULE, "minutes_each"))
    return int(min(n(RULE, "most"), max(n(RULE, "least"), by_time)))


def _worth(stretch: Exercise, need: dict[Muscle, int]) -> float:
    worth = 0.0
    for muscle in stretch.primary:
        worth += need[muscle]
    for muscle in stretch.secondary:
        worth += need[muscle] / 2
    return worth


def _item(stretch: Exercise, athlete: Athlete, today: date) -> CoolDownItem:
    return CoolDownItem(
        exercise=stretch,
        seconds=_hold_s(athlete, today),
        holds=int(n(RULE, "holds")),
        sides=2 if stretch.one_sided else 1,
        muscles=stretch.primary,
    )


def _hold_s(athlete: Athlete, today: date) -> int:
    older = athlete.age_on(today) >= n(RULE, "older_age")
    return int(n(RULE, "older_hold_s" if older else "hold_s"))
