"""Progress without a measured load: repetitions, holds, contacts, bands, and the ladder."""

from collections.abc import Sequence

from msgspec.structs import replace

from strongstride.coach.catalogue import Implement, Loading
from strongstride.coach.equipment import band_ladder
from strongstride.coach.lifting.exposures import Exposure
from strongstride.coach.lifting.loads import Choice, choices, heaviest_at_most, next_heavier
from strongstride.coach.lifting.transfer import start_load_g
from strongstride.coach.programme import PlannedSet
from strongstride.coach.progression.case import (
    Case,
    Outcome,
    Prescription,
    Turn,
    amount_after_a_break,
    break_cut,
    eased_g,
    form_is_good,
    missed,
    misses_in_a_row,
    pain_of,
    planned_sets,
    reserve_was_kept,
)
from strongstride.coach.progression.first import help_g, open_note, unguessed_reps
from strongstride.coach.rules import Reason, n, reason


def reps_outcome(case: Case) -> Outcome:
    """Repetitions with the body or a band: up the range, then up the ladder."""
    if not case.seen or case.seen[-1].reps is None:
        reps = unguessed_reps(case)
        why = reason("start-reps", f"Start with {reps} repetitions.", reps=reps)
        found = _reps(case, reps, 0, why)
        return Outcome(found if found.band else replace(found, note=open_note(case)))
    last = _steady(case.seen)
    turn = _turn(case, last)
    reps, why = _next_amount(
        case, last.reps or case.dose.low, int(n("order-of-overload", "reps_step"))
    )
    band = _band_step(case, turn)
    if band and turn is not Turn.STAY:
        return Outcome(_reps(case, case.dose.low, band, why))
    return Outcome(_reps(case, reps, 0, why), turn)


def hold_outcome(case: Case) -> Outcome:
    """Holds and carries in seconds: up the range in small steps, then heavier or up the ladder."""
    seconds = case.dose.target
    why = reason("hold-step", f"{seconds} seconds a set.", seconds=seconds)
    turn = Turn.STAY
    if case.seen and case.seen[-1].seconds is not None:
        last = _steady(case.seen)
        turn = _turn(case, last)
        done = int(last.seconds or case.dose.low)
        seconds, why = _next_amount(case, done, int(n("hold-step", "seconds")), rule="hold-step")
    carried, stepped = _carried(case, turn)
    if stepped:
        seconds, turn = case.dose.low, Turn.STAY
        text = f"Twice {case.dose.high} seconds or more: the next weight, shorter again."
        why = reason("hold-step", text)
    load_g = carried.load_g if carried else None
    sets = planned_sets(case, seconds=seconds, load_g=load_g)
    return Outcome(
        Prescription(
            exercise=case.exercise,
            implement=case.implement if load_g is not None else None,
            sets=_fewer(case, sets),
            reasons=(why,),
        ),
        turn,
    )


def _carried(case: Case, turn: Turn) -> tuple[Choice | None, bool]:
    """What a carry is done with, and whether that is a step more than last time."""
    options = choices(case.exercise, case.athlete)
    if not options or case.exercise.loading is not Loading.EXTERNAL:
        return None, False
    last_g = case.system_g(case.seen[-1]) if case.seen else None
    if last_g is None:
        start_g = start_load_g(case.exercise, case.athlete, case.today)
        return heaviest_at_most(options, start_g or 0.0), False
    cut = n("lighter-week", "cut") if case.dose.light else 0.0
    if pain_of(case) >= n("pain-monitoring", "reduce"):
        cut = max(cut, n("pain-and-load", "load_cut"))
    if turn is Turn.EASIER:
        cut = max(cut, n("missed-reps", "ease"))
    heavier = next_heavier(options, last_g)
    back = break_cut(case)
    if turn is Turn.HARDER and cut == 0 and back == 0 and heavier is not None:
        return heavier, True
    back_g = eased_g(case, options, last_g, back) if back > 0 else float(last_g)
    return heaviest_at_most(options, case.scaled(back_g, 1 - cut)), False


def contacts_outcome(case: Case) -> Outcome:
    """Jumps follow the contact budget of the plan; the log only lowers them, after pain."""
    dose = case.dose
    contacts = dose.target
    text = f"{contacts} contacts a set, within the plan's budget."
    why = reason("order-of-overload", text, contacts=contacts)
    if pain_of(case) >= n("pain-monitoring", "hold"):
        contacts = max(1, int(contacts * (1 - n("pain-and-load", "load_cut"))))
        why = reason(
            "pain-and-load", f"Pain {pain_of(case)} of 10: fewer jumps.", pain=pain_of(case)
        )
    one = PlannedSet(contacts=contacts, rest_s=dose.rest_s)
    sets = _fewer(case, (one,) * max(dose.sets, 1))
    return Outcome(Prescription(exercise=case.exercise, sets=sets, reasons=(why,)))


def _steady(seen: Sequence[Exposure]) -> Exposure:
    """The session to go on from: the better of the last two, so that a light week loses nothing."""
    last = seen[-2:]
    return max(last, key=lambda one: (one.reps or 0, one.seconds or 0.0, one.on))


def _next_amount(
    case: Case, done: int, step: int, rule: str = "order-of-overload"
) -> tuple[int, Reason]:
    """Repetitions or seconds to do next, inside the dose's range."""
    dose = case.dose
    unit = "repetitions" if rule == "order-of-overload" else "seconds"
    if dose.light:
        amount = max(1, min(dose.target, done))
        text = f"{amount} {unit} this time: a lighter week."
        return amount, reason("lighter-week", text, amount=amount)
    if pain_of(case) >= n("pain-monitoring", "hold"):
        amount = max(1, min(done, dose.high))
        if pain_of(case) >= n("pain-monitoring", "reduce"):
            amount = max(1, int(amount * (1 - n("pain-and-load", "load_cut"))))
        text = f"Pain {pain_of(case)} of 10: no more than {amount} {unit}."
        return amount, reason("pain-and-load", text)
    if break_cut(case) > 0:
        return amount_after_a_break(case, done, dose.high, unit)
    earned = reserve_was_kept(case.seen[-1], dose) and case.seen[-1].form is not False
    if missed(case.seen[-1], dose) or not earned:
        amount = max(1, min(done, dose.high))
        text = f"{amount} {unit} again before there are more."
        return amount, reason("missed-reps", text, amount=amount)
    least = dose.low if case.exercise.first_reps is None else 1  # those grow from where they began
    amount = max(1, min(dose.high, max(done + step, least)))
    text = f"{done} {unit} done well last time, {amount} next."
    return amount, reason(rule, text, done=done, next=amount)


def _turn(case: Case, last: Exposure) -> Turn:
    """Up after the top of the range twice in good form, down after falling short twice."""
    dose = case.dose
    if misses_in_a_row(case.seen, dose) >= n("missed-reps", "twice"):
        return Turn.EASIER
    pain = pain_of(case)
    if pain >= n("pain-monitoring", "reduce"):
        return Turn.EASIER
    if dose.light or pain >= n("pain-monitoring", "hold") or not form_is_good(case):
        return Turn.STAY
    wanted = int(n("ladder-step", "sessions"))
    recent = case.seen[-wanted:]
    at_top = [(one.reps if last.reps is not None else one.seconds or 0) or 0 for one in recent]
    full = len(recent) == wanted and all(
        amount >= dose.high and reserve_was_kept(one, dose)
        for amount, one in zip(at_top, recent, strict=True)
    )
    return Turn.HARDER if full else Turn.STAY


def _band_step(case: Case, turn: Turn) -> int:
    """One band up or down where a band is the load; 0 when there is no such band."""
    if turn is Turn.STAY or not _uses_band(case):
        return 0
    step = 1 if turn is Turn.HARDER else -1
    if case.exercise.loading is Loading.ASSISTED:
        step = -step  # a lighter band helps less
    place = _band_place(case) + step
    return step if 0 <= place < len(band_ladder(case.athlete.equipment)) else 0


def _uses_band(case: Case) -> bool:
    return case.exercise.loading is Loading.BAND or case.implement is Implement.BAND


def _band_place(case: Case) -> int:
    """Which band was used last, by its logged pull; else the kindest one."""
    ladder = band_ladder(case.athlete.equipment)
    last_g = case.seen[-1].load_g if case.seen else None
    if last_g and ladder:
        return min(range(len(ladder)), key=lambda i: abs(ladder[i].pull_g - last_g))
    if case.exercise.loading is not Loading.ASSISTED or not ladder:
        return 0
    return min(range(len(ladder)), key=lambda i: abs(ladder[i].pull_g - help_g(case)))


def _reps(case: Case, reps: int, band_step: int, why: Reason) -> Prescription:
    ladder = band_ladder(case.athlete.equipment) if _uses_band(case) else ()
    band = ladder[_band_place(case) + band_step].name if ladder else None
    return Prescription(
        exercise=case.exercise,
        implement=Implement.BAND if band else None,
        band=band,
        sets=_fewer(case, planned_sets(case, reps=reps)),
        reasons=(why,),
        note=f"Choose the band so that about {round(case.dose.rir)} are left." if band else "",
    )


def _fewer(case: Case, sets: tuple[PlannedSet, ...]) -> tuple[PlannedSet, ...]:
    """One set fewer while it hurts."""
    hurts = pain_of(case) >= n("pain-monitoring", "reduce")
    return sets[:-1] if hurts and len(sets) > 1 else sets
