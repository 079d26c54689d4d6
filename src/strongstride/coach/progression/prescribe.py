"""The door to progression: pain first, then the way of progress that suits the exercise."""

from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete
from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.equipment import implement_for
from strongstride.coach.lifting.loads import choices
from strongstride.coach.lifting.strength import StrengthBook
from strongstride.coach.programme import Dose
from strongstride.coach.progression.case import (
    Case,
    Outcome,
    Prescription,
    Turn,
    easier_step,
    harder_step,
    may_do,
    pain_of,
)
from strongstride.coach.progression.first import first_outcome
from strongstride.coach.progression.loaded import loaded_outcome
from strongstride.coach.progression.pain import eased_first, pain_said
from strongstride.coach.progression.unloaded import (
    contacts_outcome,
    hold_outcome,
    reps_outcome,
)
from strongstride.coach.rules import n, reason


def next_prescription(
    exercise: Exercise,
    dose: Dose,
    book: StrengthBook,
    athlete: Athlete,
    today: date,
    avoid: tuple[str, ...] = (),
) -> Prescription:
    """The next sets of `exercise` under `dose`.

    The ladder never leads to an exercise in `avoid`: it was swapped for this one. `book` must have
    been made for `athlete` on `today`; it holds all that is read of the history.
    Total: valid inputs never raise, and every load can be made by this athlete.
    """
    return _prescribe(Case(exercise, dose, book, athlete, today, None, avoid))


def _prescribe(case: Case) -> Prescription:
    case = msgspec.structs.replace(
        case,
        implement=implement_for(case.athlete.equipment, case.exercise),
        visited=(*case.visited, case.exercise.id),
    )
    if pain_of(case) >= n("pain-monitoring", "stop"):
        return _swap(case)
    outcome = pain_said(case, _spared(case, _outcome(case)))
    other = _neighbour(case, outcome.turn)
    return outcome.prescription if other is None else _move(case, other, outcome)


def _outcome(case: Case) -> Outcome:
    if case.dose.measure is Measure.CONTACTS:
        return contacts_outcome(case)
    if case.dose.measure is Measure.SECONDS:
        return hold_outcome(case)
    if choices(case.exercise, case.athlete):
        estimate = case.book.of(case.exercise.id)
        direct = estimate is not None and estimate.e1rm_g is not None and case.loaded
        if direct and estimate:
            return loaded_outcome(case, estimate)
        return eased_first(case, first_outcome(case))
    return reps_outcome(case)


def _spared(case: Case, outcome: Outcome) -> Outcome:
    """Few repetitions the first times of what makes new users very sore (rule `first-reps`)."""
    most, found = case.exercise.first_reps, outcome.prescription
    if most is None or len(case.seen) >= n("first-reps", "sessions"):
        return outcome
    if all((one.reps or 0) <= most for one in found.sets):
        return outcome
    sets = tuple(
        msgspec.structs.replace(one, reps=min(one.reps or most, most)) for one in found.sets
    )
    text = f"{most} repetitions the first times: {case.exercise.name} makes new users very sore."
    note = "Stop there even if more would go; the soreness comes a day or two later. Log it."
    spared = msgspec.structs.replace(
        found, sets=sets, reasons=(reason("first-reps", text, reps=most),), note=note
    )
    return msgspec.structs.replace(outcome, prescription=spared)


def _neighbour(case: Case, turn: Turn) -> Exercise | None:
    if turn is Turn.STAY or len(case.visited) > n("ladder-step", "most_steps"):
        return None
    return harder_step(case) if turn is Turn.HARDER else easier_step(case)


def _move(case: Case, other: Exercise, outcome: Outcome) -> Prescription:
    """The prescription of a neighbour on the ladder, with the reason for the change."""
    found = _prescribe(msgspec.structs.replace(case, exercise=other))
    if not found.sets:
        return outcome.prescription
    way = "harder" if outcome.turn is Turn.HARDER else "easier"
    text = f"{other.name} instead of {case.exercise.name}: the {way} step of the ladder."
    why = reason("ladder-step", text, sessions=len(case.seen))
    return msgspec.structs.replace(found, reasons=(why, *found.reasons))


def _swap(case: Case) -> Prescription:
    """Pain too strong for this exercise: a kinder one, or none."""
    level = pain_of(case)
    known = catalogue().exercises
    swap = case.exercise.swap_for
    kinder = [known[swap]] if swap is not None and swap in known else []
    kinder += [known[key] for key in case.exercise.easier if key in known]
    text = f"Pain {level} of 10: {case.exercise.name} is left out until it settles."
    why = reason("pain-monitoring", text, pain=level)
    for other in kinder:
        if may_do(other, case):
            found = _prescribe(msgspec.structs.replace(case, exercise=other))
            if found.sets:
                return msgspec.structs.replace(found, reasons=(why, *found.reasons))
    note = "If it is worse the next morning or lasts two weeks, see a professional."
    return Prescription(exercise=case.exercise, reasons=(why,), note=note)
