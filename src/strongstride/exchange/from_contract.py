"""Back from what is stored of a session to the coach's value, for files that are made of it.

What the coach needs only while planning (doses, alternatives) does not come back.
"""

from collections.abc import Iterable, Sequence

from strongstride.coach.catalogue import Exercise, Implement, Muscle, catalogue
from strongstride.coach.programme import (
    CoolDownItem,
    Intent,
    PlannedExercise,
    PlannedSession,
    PlannedSet,
    WarmUpItem,
)
from strongstride.coach.rules import Reason
from strongstride.exchange import contract as json


def planned_session(told: json.SessionJson) -> PlannedSession:
    """The session; KeyError when the catalogue no longer has one of its exercises."""
    return PlannedSession(
        id=told.id,
        on=told.on,
        starts_at=told.starts_at,
        same_day_as_run=told.same_day_as_run,
        focus=told.focus,
        leg_cost=told.leg_cost,
        minutes=told.minutes,
        warm_up=tuple(_warm_up(item) for item in told.warm_up),
        work=tuple(_work(item) for item in told.work),
        cool_down=tuple(_cool_down(item) for item in told.cool_down),
        reasons=_reasons(told.reasons),
    )


def _warm_up(item: json.WarmUpJson) -> WarmUpItem:
    return WarmUpItem(
        exercise=None if item.exercise is None else _exercise(item.exercise),
        text=item.text,
        seconds=item.seconds,
        stage=item.stage,
        sets=_sets(item.sets),
    )


def _work(item: json.WorkJson) -> PlannedExercise:
    return PlannedExercise(
        exercise=_exercise(item.exercise),
        sets=_sets(item.sets),
        implement=None if item.implement is None else Implement(item.implement),
        band=item.band,
        intent=Intent(item.intent),
        pair=item.pair,
        reasons=_reasons(item.reasons),
        note=item.note,
    )


def _cool_down(item: json.CoolDownJson) -> CoolDownItem:
    return CoolDownItem(
        exercise=_exercise(item.exercise),
        seconds=item.seconds,
        holds=item.holds,
        sides=item.sides,
        muscles=tuple(Muscle(muscle) for muscle in item.muscles),
    )


def _exercise(key: str) -> Exercise:
    return catalogue().exercises[key]


def _sets(sets: Sequence[json.SetJson]) -> tuple[PlannedSet, ...]:
    return tuple(
        PlannedSet(
            reps=each.reps,
            seconds=each.seconds,
            contacts=each.contacts,
            load_g=None if each.load_kg is None else round(each.load_kg * 1000),
            rir=each.rir,
            rest_s=each.rest_s,
        )
        for each in sets
    )


def _reasons(told: Iterable[json.Why]) -> tuple[Reason, ...]:
    return tuple(Reason(each.rule, each.text, tuple(each.numbers.items())) for each in told)
