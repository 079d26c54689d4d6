"""A stored session in words for its pages: doses, loads, what is left to hold back."""

from collections.abc import Sequence

import msgspec

from strongstride.accounts.answers.sections import Section
from strongstride.coach.answers import Answer
from strongstride.coach.quantities import MassUnit, show_load
from strongstride.coach.rules import rules
from strongstride.exchange.contract import SessionJson, SetJson, Why, WorkJson

PAIRS = ("dumbbell pair", "kettlebell pair")


class Door(msgspec.Struct, frozen=True):
    """Where the answer that a reason turns on can be changed."""

    words: str
    view: str
    section: str


class WhyLine(msgspec.Struct, frozen=True):
    """A reason with what supports it, and where to change what it turns on."""

    text: str
    rule: str
    strength: str
    sentence: str
    sources: tuple[str, ...]
    door: Door | None = None


class Doing(msgspec.Struct, frozen=True, kw_only=True):
    """One exercise of a session as a list shows it."""

    exercise: str
    name: str
    dose: str  # `3 × 8`
    detail: str  # `each side · 12 kg · leave 2 in reserve`
    gain: str  # `+1 rep` since last time, or nothing
    cues: tuple[str, ...]
    note: str
    whys: tuple[WhyLine, ...]
    alternatives: tuple["Neighbour", ...]


class Neighbour(msgspec.Struct, frozen=True, kw_only=True):
    """What an exercise may be swapped for."""

    exercise: str
    name: str
    way: str
    dose: str


def doings(session: SessionJson, gains: dict[str, str], unit: MassUnit) -> tuple[Doing, ...]:
    """The exercises of a session in order."""
    return tuple(_doing(item, gains.get(item.exercise, ""), unit) for item in session.work)


def _doing(item: WorkJson, gain: str, unit: MassUnit) -> Doing:
    return Doing(
        exercise=item.exercise,
        name=item.name,
        dose=dose(item.sets),
        detail=_detail(item, unit),
        gain=gain,
        cues=tuple(item.cues),
        note=item.note,
        whys=why_lines(item.reasons),
        alternatives=tuple(
            Neighbour(
                exercise=other.exercise,
                name=other.name,
                way=other.way,
                dose=_joined(dose(other.sets), _load(other.sets, other.implement, unit)),
            )
            for other in item.alternatives
        ),
    )


def dose(sets: Sequence[SetJson]) -> str:
    """`3 × 8`, `2 × 30 s`, `8, 8, 6`."""
    amounts = [_amount(each) for each in sets]
    if len(set(amounts)) == 1:
        return f"{len(amounts)} × {amounts[0]}"
    return ", ".join(amounts)


def _amount(each: SetJson) -> str:
    if each.seconds is not None:
        return f"{each.seconds} s"
    return f"{each.contacts} jumps" if each.contacts is not None else f"{each.reps}"


def _detail(item: WorkJson, unit: MassUnit) -> str:
    side = "each side" if item.per_side else ""
    load = f"{item.band} band" if item.band else _load(item.sets, item.implement, unit)
    left = item.sets[0].rir
    reserve = "" if left is None else f"leave {left:g} in reserve"
    return _joined(side, load, reserve)


def _load(sets: Sequence[SetJson], implement: str | None, unit: MassUnit) -> str:
    loads = dict.fromkeys(each.load_kg for each in sets if each.load_kg is not None)
    if not loads:
        return ""
    told = " / ".join(show_load(round(load * 1000), unit) for load in loads)
    return f"2 × {told}" if implement in PAIRS else told


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def why_lines(reasons: Sequence[Why]) -> tuple[WhyLine, ...]:
    """Reasons with their rule's sentence, strength and sources, each rule once."""
    known = rules()
    found: dict[str, WhyLine] = {}
    for each in reasons:
        rule = known.get(each.rule)
        if rule is not None and each.rule not in found:
            sources = tuple(citation.source for citation in rule.citations)
            found[each.rule] = WhyLine(
                each.text, each.rule, rule.strength.value, rule.sentence, sources, door_of(each)
            )
    return tuple(found.values())


_CHANGE, _ANSWER = "training:plan-change", "accounts:section"
_DOORS = {
    Answer.CLEARED: Door("Change your health answers", _ANSWER, Section.SAFETY),
    Answer.WITH_ADULT: Door("Change your health answers", _ANSWER, Section.SAFETY),
    Answer.HARD_DAY_DOUBLES: Door("Change days", _CHANGE, Section.TIME),
    Answer.SESSIONS_A_WEEK: Door("Change days", _CHANGE, Section.TIME),
    Answer.USUAL_WEEK: Door("Change your running week", _CHANGE, Section.WEEK),
    Answer.RACE: Door("Change race", _CHANGE, Section.RACE),
}


def door_of(why: Why) -> Door | None:
    """The page on which the answer stands that would change a reason."""
    answer = why.numbers.get("answer")
    return None if answer is None else _DOORS[Answer(str(answer))]


def work_whys(work: Sequence[WorkJson]) -> tuple[WhyLine, ...]:
    """What was decided about the exercises, each told with the exercise's name."""
    told = [
        msgspec.structs.replace(why, text=_named(item.name, why.text))
        for item in work
        for why in item.reasons
        if why.rule not in _EVERYDAY
    ]
    return why_lines(told)


_EVERYDAY = ("alternate-pairs", "stay-for-a-block")  # true of every session, no news


def _named(name: str, text: str) -> str:
    return text if text.startswith(name) else f"{name}: {text[:1].lower()}{text[1:]}"


def cool_down_words(session: SessionJson) -> str:
    """`6 min cool-down: hip flexors, calves`; empty without one."""
    if not session.cool_down:
        return ""
    seconds = sum(item.holds * item.sides * item.seconds for item in session.cool_down)
    muscles = dict.fromkeys(muscle for item in session.cool_down for muscle in item.muscles)
    return f"{max(1, round(seconds / 60))} min cool-down: {', '.join(muscles)}"
