"""What a phone takes along: the sessions of the coming days, what can be loaded, what was lifted.

With it the player works without a network: it never has to ask what comes next or how heavy.
"""

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Equipment
from strongstride.coach.catalogue import BodyPart, Implement
from strongstride.coach.equipment import loadable, plates_per_side
from strongstride.coach.rules import n
from strongstride.exchange.contract import SessionJson
from strongstride.training.planning.programme import head_for, sessions_between
from strongstride.training.session_log.queries import LastTime, last_times

AHEAD = timedelta(days=14)
BEFORE = timedelta(days=2)  # a session that was missed can still be done


class PainAdvice(msgspec.Struct, frozen=True, kw_only=True):
    """What the coach says of pain, and the level to stop at (rule `pain-monitoring`)."""

    stop: int
    words: tuple[str, ...]  # for 0 to 10


class Kit(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the player needs while there is no network."""

    athlete: str
    name: str
    today: date
    unit: str  # kg or lb: for show; every load is in grams
    sessions: tuple[SessionJson, ...]
    loads: dict[str, tuple[int, ...]]  # grams each implement can make, light to heavy
    plates: dict[str, tuple[int, ...]]  # for each load of the bar, the plates of one end in grams
    bar_g: int | None
    last: dict[str, LastTime]
    body_parts: tuple[str, ...]
    pain: PainAdvice


def kit_for(athlete: Athlete, today: date) -> Kit:
    """The kit of this athlete for the two weeks from `today`."""
    person = athlete.profile.athlete
    head_for(athlete, today)  # makes the plan anew when it is out of date
    sessions = sessions_between(athlete, today - BEFORE, today + AHEAD)
    bar = person.equipment.barbell
    return Kit(
        athlete=str(athlete.pk),
        name=person.name,
        today=today,
        unit=person.mass_unit.value,
        sessions=sessions,
        loads=loads_of(person.equipment),
        plates=_plates(person.equipment),
        bar_g=None if bar is None else bar.bar_g,
        last=last_times(athlete, _exercises(sessions), today),
        body_parts=tuple(part.value for part in BodyPart),
        pain=pain_advice(),
    )


def pain_advice() -> PainAdvice:
    """The bands of the rule `pain-monitoring`, in words for the middle of a session."""
    hold, reduce, stop = (int(n("pain-monitoring", name)) for name in ("hold", "reduce", "stop"))

    def words(level: int) -> str:
        if level >= stop:
            return (
                "Stop this exercise and swap it. Pain at night, at rest or on one spot of bone: "
                "see a professional, whatever the number."
            )
        if level >= reduce:
            return "Take less load, or the kinder exercise; no jumps there today."
        return "Keep the load where it is." if level >= hold else "Fine to go on."

    return PainAdvice(stop=stop, words=tuple(words(level) for level in range(11)))


def loads_of(equipment: Equipment) -> dict[str, tuple[int, ...]]:
    """Every load each owned implement makes, in grams, light to heavy."""
    every = {each.value: loadable(equipment, each) for each in Implement}
    return {name: loads for name, loads in every.items() if loads}


def _plates(equipment: Equipment) -> dict[str, tuple[int, ...]]:
    bar = equipment.barbell
    if bar is None:
        return {}
    return {
        str(load): plates_per_side(bar, load) or ()
        for load in loadable(equipment, Implement.BARBELL)
    }


def _exercises(sessions: Iterable[SessionJson]) -> set[str]:
    """Every exercise of these sessions, and those that may take its place."""
    works = [work for session in sessions for work in session.work]
    others = {other.exercise for work in works for other in work.alternatives}
    return {work.exercise for work in works} | others
