"""Moderate pain where the log cannot say it: first loads are eased, and what came off is told."""

import msgspec

from strongstride.coach.lifting.loads import Choice, choices, heaviest_at_most
from strongstride.coach.progression.case import Case, Outcome, Prescription, pain_of
from strongstride.coach.progression.first import session_note
from strongstride.coach.rules import n, reason

RULE = "pain-and-load"


def eased_first(case: Case, outcome: Outcome) -> Outcome:
    """A first prescription for a part that hurts: nothing heavier to find, and less from 4 on."""
    found = outcome.prescription
    if pain_of(case) < n("pain-monitoring", "hold") or not found.sets:
        return outcome
    options = choices(case.exercise, case.athlete)
    planned = next((one for one in options if one.load_g == found.sets[0].load_g), None)
    eased = found if planned is None else _with_less(case, found, options, planned)
    if pain_of(case) >= n("pain-monitoring", "reduce") and len(eased.sets) > 1:
        eased = msgspec.structs.replace(eased, sets=eased.sets[:-1])
    return msgspec.structs.replace(outcome, prescription=eased)


def pain_said(case: Case, outcome: Outcome) -> Outcome:
    """With a reason for what moderate pain took off, where none is given yet."""
    pain, found = pain_of(case), outcome.prescription
    if pain < n("pain-monitoring", "reduce") or any(why.rule == RULE for why in found.reasons):
        return outcome
    what = "one set less" if len(found.sets) < case.dose.sets else "no more than this"
    text = f"Pain {pain} of 10: {what} until it is {n('pain-monitoring', 'hold'):.0f} or less."
    told = (*found.reasons, reason(RULE, text, pain=pain))
    return msgspec.structs.replace(
        outcome, prescription=msgspec.structs.replace(found, reasons=told)
    )


def _with_less(
    case: Case, found: Prescription, options: tuple[Choice, ...], planned: Choice
) -> Prescription:
    """The prescription with a third less load from 4 on, and a note that only leads down."""
    pain, choice, reasons = pain_of(case), planned, found.reasons
    if pain >= n("pain-monitoring", "reduce"):
        most_g = case.scaled(planned.system_g, 1 - n(RULE, "load_cut"))
        choice = heaviest_at_most(options, most_g) or options[0]
    if choice.system_g < planned.system_g:
        text = f"Pain {pain} of 10: less load and a set less."
        reasons = (*reasons, reason(RULE, text, pain=pain))
    return msgspec.structs.replace(
        found,
        implement=case.implement if choice.load_g is not None else None,
        sets=tuple(msgspec.structs.replace(one, load_g=choice.load_g) for one in found.sets),
        note=session_note(case, choice, found.sets[0].reps or 1, may_find=False),
        reasons=reasons,
    )
