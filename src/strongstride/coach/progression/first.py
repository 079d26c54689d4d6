"""The first load of an exercise: from related lifts, else light on purpose and found set by set."""

from math import ceil, floor

import msgspec

from strongstride.coach.athlete import Experience
from strongstride.coach.catalogue import Loading
from strongstride.coach.lifting.loads import (
    Choice,
    choices,
    heaviest_at_most,
    next_heavier,
    next_lighter,
)
from strongstride.coach.lifting.reps_curve import MEAN_K, e1rm, reps_at, share_of_1rm
from strongstride.coach.lifting.transfer import start_system_g
from strongstride.coach.programme import Intent
from strongstride.coach.progression.case import Case, Outcome, Prescription, Turn, planned_sets
from strongstride.coach.quantities import show_load
from strongstride.coach.rules import Reason, n, reason


def first_outcome(case: Case) -> Outcome:
    """The first prescription of a loaded exercise without a log of its own."""
    options = choices(case.exercise, case.athlete)
    wish_g, one_rm_g, why = _wish(case)
    if wish_g is None:
        return _body_or_lightest(case, options, why)
    choice = heaviest_at_most(options, case.scaled(wish_g, _light_share(case)))
    if choice is not None:
        return Outcome(_prescription(case, choice, _as_many(case, choice, one_rm_g), why))
    lightest = options[0]
    reps = floor(reps_at(lightest.system_g, one_rm_g, MEAN_K) - case.dose.rir)
    if reps >= n("first-load", "too_heavy_reps"):
        reps = min(reps, _as_many(case, lightest, one_rm_g))
        return Outcome(_prescription(case, lightest, reps, why))
    return Outcome(_nothing_light(case, why), Turn.EASIER)


def session_note(case: Case, choice: Choice, reps: int, *, may_find: bool) -> str:
    """How to steer within the session: where to stop, when to take more, when to take less."""
    rir = round(case.dose.rir)
    options = choices(case.exercise, case.athlete)
    unit = case.athlete.mass_unit
    text = f"Stop each set with about {rir} {'repetition' if rir == 1 else 'repetitions'} left."
    help_ = " of help" if case.exercise.loading is Loading.ASSISTED else ""
    heavier = next_heavier(options, choice.system_g) if may_find else None
    if heavier is not None and heavier.load_g is not None:
        much = _needed_to_find(case, choice, heavier, reps)
        # nobody can tell seven repetitions left from ten
        easy = (
            "left {much} or more" if much <= n("first-load", "find_most") else "felt far too easy"
        )
        more = show_load(heavier.load_g, unit) + help_
        wanted = _asked_with_more(case, reps)
        fewer = f" and {wanted} repetitions" if wanted < reps else ""
        text += f" If a clean set {easy.format(much=much)}, take {more}{fewer} for the next set."
    lighter = next_lighter(options, choice.system_g)
    if lighter is not None and rir >= 1:
        less = show_load(lighter.load_g, unit) + help_ if lighter.load_g else "no extra load"
        text += f" If a set left none, take {less} for the next."
    return text


def unguessed_reps(case: Case) -> int:
    """First repetitions where nothing tells how many are possible.

    Reserve and repetitions together do not shrink in a heavier phase: no load takes their place.
    """
    dose = case.dose
    if dose.intent is Intent.FAST:
        return dose.target
    hard = case.exercise.skill >= n("start-reps", "hard_from")
    together = n("start-reps", "hard_n" if hard else "easy_n")
    return max(dose.target, floor(together - dose.rir))


def open_note(case: Case) -> str:
    """How to steer where no load can: the reserve says when to stop, not the number."""
    rir = round(case.dose.rir)
    if case.dose.light or case.dose.intent is Intent.FAST or rir < 1:
        return f"Stop each set with about {rir} left." if rir else ""
    return (
        f"Stop each set with about {rir} left; more repetitions are fine while more than {rir} are "
        "left, and log what you did."
    )


def _needed_to_find(case: Case, choice: Choice, heavier: Choice, reps: int) -> int:
    """The reserve a set must leave to try the next weight: as much as that costs."""
    possible = e1rm(heavier.system_g, _asked_with_more(case, reps) + case.dose.rir, MEAN_K)
    costs = ceil(reps_at(choice.system_g, possible, MEAN_K) - reps)
    return max(round(case.dose.rir) + int(n("first-load", "find_above_target")), costs)


def _asked_with_more(case: Case, reps: int) -> int:
    """Repetitions with the next weight: as many, unless more than the range made up for load."""
    return min(reps, case.dose.high)


def _as_many(case: Case, choice: Choice, one_rm_g: float) -> int:
    """Repetitions with a first load: what it lacks in weight is made up for, up to a limit."""
    dose = case.dose
    if dose.intent is Intent.FAST:
        return dose.target
    most = n("first-load", "most_reps_light" if dose.light else "most_reps")
    fits = floor(min(reps_at(choice.system_g, one_rm_g, MEAN_K) - dose.rir, most))
    return max(dose.target, fits)


def _wish(case: Case) -> tuple[float | None, float, Reason]:
    """System load wished for, the 1RM it rests on, and why."""
    needed = case.dose.target + case.dose.rir
    related = case.book.of(case.exercise.id)
    if related is not None and related.e1rm_g is not None:
        wish = related.load_for(needed, caution=n("related-strength", "margin"))
        text = "First load from related exercises in your log, kept on the light side."
        why = reason("related-strength", text, spread=round(related.spread, 2))
        safe_g = related.load_for(1, caution=n("related-strength", "margin"))
        return _under_ceiling(case, wish, related.e1rm_g), safe_g, why
    one_rm_g = start_system_g(case.exercise, case.athlete, case.today)
    if one_rm_g is None:
        text = "No load is known for this exercise yet: start with what feels light."
        return None, 0.0, reason("first-load", text)
    wish = one_rm_g * share_of_1rm(needed, MEAN_K)
    if case.athlete.experience not in (Experience.REGULAR, Experience.EXPERT):
        # without a single logged set nobody's load rises for a heavier phase
        wish = min(wish, one_rm_g * share_of_1rm(n("first-load", "start_n"), MEAN_K))
    text = "First load: light on purpose, from body mass and experience."
    why = reason("first-load", text, factor=n("first-load", case.athlete.experience.value))
    return _under_ceiling(case, wish, one_rm_g), one_rm_g, why


def _under_ceiling(case: Case, wish_g: float, one_rm_g: float) -> float:
    ceiling = case.dose.load_ceiling
    return wish_g if ceiling is None else min(wish_g, case.scaled(one_rm_g, ceiling))


def _light_share(case: Case) -> float:
    return 1.0 - n("lighter-week", "cut") if case.dose.light else 1.0


def _body_or_lightest(case: Case, options: tuple[Choice, ...], why: Reason) -> Outcome:
    """The body alone where that is a load, about half its weight in help, else the lightest."""
    reps = unguessed_reps(case)
    if case.exercise.loading is Loading.ASSISTED:
        share = n("first-load", "help")
        text = f"Start with help of about {share:.0%} of your weight, less when reps come easily."
        why = reason("first-load", text, share=share)
        half = min(options, key=lambda one: abs((one.load_g or 0) - help_g(case)))
        return Outcome(_prescription(case, half, reps, why))
    found = _prescription(case, options[0], reps, why)
    if case.exercise.loading is Loading.BODY:
        text = f"Start with {reps} repetitions and no extra load."
        why = reason("start-reps", text, reps=reps)
        found = msgspec.structs.replace(found, reasons=(why,), note=open_note(case))
    return Outcome(found)


def help_g(case: Case) -> float:
    """How much help an assisted exercise begins with."""
    return n("first-load", "help") * case.athlete.body_mass_g


def _prescription(case: Case, choice: Choice, reps: int, why: Reason) -> Prescription:
    if reps > case.dose.high:
        text = f"{why.text} {reps} repetitions make up for the light load."
        why = msgspec.structs.replace(why, text=text)
    return Prescription(
        exercise=case.exercise,
        implement=case.implement if choice.load_g is not None else None,
        sets=planned_sets(case, reps=max(reps, 1), load_g=choice.load_g),
        reasons=(why,),
        note=session_note(case, choice, reps, may_find=not case.dose.light),
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
