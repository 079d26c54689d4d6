"""The step rule of a line: `10 reps in all sets, 2 sessions -> +2.5 kg`."""

import re

from strongstride.coach.quantities import MassUnit, grams
from strongstride.coach.templates.measures import Change, ChangeUnit, StepRule, Unit, Where
from strongstride.coach.templates.words import NotationError, write_load, write_number

EXAMPLE = "5 reps -> +2.5 kg"
_RULE = re.compile(
    r"\s*(?P<reach>\d{1,4}) ?(?P<unit>reps?|s|m|contacts?)"
    r"(?: (?P<where>in a set|in all sets|in the last set))?"
    r"(?:, ?(?P<sessions>\d) sessions?)?"
    r" ?(?:->|→) ?(?P<sign>[+−-])(?P<amount>\d{1,4}(?:\.\d{1,3})?) ?"
    r"(?P<change>kg|lb|%|reps?|s|contacts?|sets?)\s*",
    re.IGNORECASE,
)
_UNITS = {"rep": Unit.REPS, "s": Unit.SECONDS, "m": Unit.METRES, "contact": Unit.CONTACTS}
_CHANGES = {
    "%": ChangeUnit.PERCENT,
    "rep": ChangeUnit.REPS,
    "s": ChangeUnit.SECONDS,
    "contact": ChangeUnit.CONTACTS,
    "set": ChangeUnit.SETS,
}


def read_step(text: str, column: int) -> StepRule:
    """The rule a text says; NotationError at `column`, where the text starts in its line."""
    found = _RULE.fullmatch(text)
    if found is None:
        raise NotationError(
            column,
            f'"{text}" is not a step rule; write what must be done -> what changes, '
            f"as in {EXAMPLE} or 10 reps in all sets, 2 sessions -> +2 reps.",
        )
    return StepRule(
        reach=int(found["reach"]),
        unit=_UNITS[_one(found["unit"])],
        where=Where((found["where"] or Where.ANY).lower()),
        sessions=max(1, int(found["sessions"] or 1)),
        change=_change(found["sign"], found["amount"], found["change"].lower()),
    )


def _one(word: str) -> str:
    lower = word.lower()
    return lower if lower == "s" else lower.rstrip("s")


def _change(sign: str, amount: str, unit: str) -> Change:
    factor = 1 if sign == "+" else -1
    if unit in ("kg", "lb"):
        return Change(factor * grams(amount, MassUnit(unit)), ChangeUnit.LOAD)
    return Change(factor * float(amount), _CHANGES[_one(unit)])


def write_step(rule: StepRule) -> str:
    """The text that `read_step` reads as this rule."""
    reach = f"{rule.reach} {rule.unit}"
    where = "" if rule.where is Where.ANY else f" {rule.where}"
    sessions = "" if rule.sessions == 1 else f", {rule.sessions} sessions"
    return f"{reach}{where}{sessions} -> {_write_change(rule.change)}"


def _write_change(change: Change) -> str:
    sign = "+" if change.amount >= 0 else "-"
    if change.unit is ChangeUnit.LOAD:
        load = write_load(abs(int(change.amount)))
        return f"{sign}{load[:-2]} {load[-2:]}"
    space = "" if change.unit is ChangeUnit.PERCENT else " "
    return f"{sign}{write_number(abs(change.amount))}{space}{change.unit}"
