"""The first load of an exercise: from related lifts, else light on purpose and found set by set."""

from math import floor

from strongstride.coach.athlete import Experience
from strongstride.coach.catalogue import Loading
from strongstride.coach.loads import Choice, choices, heaviest_at_most, next_heavier
from strongstride.coach.programme import Intent
from strongstride.coach.progression.case import Case, Outcome, Prescription, Turn, planned_sets
from strongstride.coach.quantities import show_load
from strongstride.coach.reps_curve import reps_at, share_of_1rm
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.transfer import start_system_g


def first_outcome(case: Case) -> Outcome:
    """The first prescription of a loaded exercise without a log of its own."""
    options = choices(case.exercise, case.athlete)
    wish_g, one_rm_g, why = _wish(case)
    if wish_g is None:
        return _body_or_lightest(case, options, why)
    choice = heaviest_at_most(options, wish_g * _light_share(case))
    if choice is not None:
        return Outcome(_prescription(case, choice, case.dose.target, why))
    lightest = options[0]
    reps = floor(reps_at(lightest.system_g, one_rm_g, 32.0) - case.dose.rir)
    if reps >= n("first-load", "too_heavy_reps"):
        return Outcome(_prescription(case, lightest, min(reps, case.dose.target), why))
    return Outcome(_nothing_light(case, why), Turn.EASIER)


def finding_note(case: Case, choice: Choice) -> str:
    """How to find the right load within the session."""
    rir = round(case.dose.rir)
    much = rir + int(n("first-load", "find_above_target"))
    heavier = next_heavier(choices(case.exercise, case.athlete), choice.system_g)
    text = f"Stop each set with about {rir} repetitions left."
    if heavier is None or heavier.load_g is None:
        return text
    step = show_load(heavier.load_g, case.athlete.mass_unit)
    return f"{text} If a clean set left {much} or more, take {step} for the next set."


def _wish(case: Case) -> tuple[float | None, float, Reason]:
    """System load wished for, the 1RM it rests on, and why."""
    needed = case.dose.target + case.dose.rir
    related = case.book.of(case.exercise.id)
    if related is not None and related.e1rm_g is not None:
        wish = related.load_for(needed, caution=n("related-strength", "margin"))
        text = "First load from related exercises in your log, kept on the light side."
        why = reason("related-strength", text, spread=round(related.spread, 2))
        return _under_ceiling(case, wish, related.e1rm_g), float(related.e1rm_g), why
    one_rm_g = start_system_g(case.exercise, case.athlete, case.today)
    if one_rm_g is None:
        text = "No load is known for this exercise yet: start with what feels light."
        return None, 0.0, reason("first-load", text)
    wish = one_rm_g * share_of_1rm(needed, 32.0)
    if case.athlete.experience not in (Experience.REGULAR, Experience.EXPERT):
        # without a single logged set nobody's load rises for a heavier phase
        wish = min(wish, one_rm_g * share_of_1rm(n("first-load", "start_n"), 32.0))
    text = "First load: light on purpose, from body mass and experience."
    why = reason("first-load", text, factor=n("first-load", case.athlete.experience.value))
    return _under_ceiling(case, wish, one_rm_g), one_rm_g, why


def _under_ceiling(case: Case, wish_g: float, one_rm_g: float) -> float:
    ceiling = case.dose.load_ceiling
    return wish_g if ceiling is None else min(wish_g, ceiling * one_rm_g)


def _light_share(case: Case) -> float:
    return 1.0 - n("lighter-week", "cut") if case.dose.light else 1.0


def _body_or_lightest(case: Case, options: tuple[Choice, ...], why: Reason) -> Outcome:
    """The body alone where that is a load, else the lightest there is."""
    reps = case.dose.target if case.dose.intent is Intent.FAST else case.dose.low
    if case.exercise.loading is Loading.ASSISTED:
        text = "Start with the most help and take some off when the reps come easily."
        why = reason("first-load", text)
    return Outcome(_prescription(case, options[0], reps, why))


def _prescription(case: Case, choice: Choice, reps: int, why: Reason) -> Prescription:
    return Prescription(
        exercise=case.exercise,
        implement=case.implement if choice.load_g is not None else None,
        sets=planned_sets(case, reps=max(reps, 1), load_g=choice.load_g),
        reasons=(why,),
        note=finding_note(case, choice),
    )


def _nothing_light(case: Case, why: Reason) -> Prescription:
    """The movement without its load: nothing light enough is owned."""
    text = "Nothing light enough is owned for a first load: learn the movement without."
    return Prescription(
        exercise=case.exercise,
        sets=planned_sets(case, reps=case.dose.target),
        reasons=(why, reason("first-load", text)),
        note="Do it without load, or with anything lighter than what you have listed.",
    )
