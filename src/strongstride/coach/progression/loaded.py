"""Progress with a measured load: double progression steered by the strength estimate."""

from math import floor

import msgspec

from strongstride.coach.lifting.estimate import StrengthEstimate
from strongstride.coach.lifting.exposures import Exposure
from strongstride.coach.lifting.loads import (
    Choice,
    choices,
    heaviest_at_most,
    next_heavier,
    next_lighter,
)
from strongstride.coach.lifting.reps_curve import share_of_1rm
from strongstride.coach.programme import Intent
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
    reserve_for,
    reserve_was_kept,
    step_cap,
)
from strongstride.coach.progression.first import session_note
from strongstride.coach.rules import Reason, n, reason


class _Basis(msgspec.Struct, frozen=True):
    """What to go on from: the session that counts, its load, and the load as hard as that here."""

    judge: Exposure
    last_g: int  # system load of that session
    even_g: float  # as hard as that, in this dose's range
    stepped_far: bool  # to a weight that leaves fewer repetitions than the range has


def loaded_outcome(case: Case, estimate: StrengthEstimate) -> Outcome:
    """The next prescription of an exercise with its own log."""
    options = choices(case.exercise, case.athlete)
    basis = _basis(case, estimate)
    limit_g, why = _limit(case, estimate, basis)
    choice = heaviest_at_most(options, limit_g)
    if choice is None:
        choice, turn = options[0], Turn.EASIER
    else:
        turn = Turn.STAY
    if why is None and _may_rise(case, estimate, basis, choice):
        step, why = _step(case, estimate, basis, choice, options)
        choice = step or choice
    reps, reps_why = _reps(case, estimate, basis, choice, options)
    if turn is Turn.EASIER and reps >= min(case.dose.low, n("first-load", "too_heavy_reps")):
        turn = Turn.STAY
    if turn is Turn.STAY and _outgrown(case, basis, choice, options):
        turn = Turn.HARDER
    return Outcome(_prescription(case, estimate, choice, reps, (why or reps_why,)), turn)


def _basis(case: Case, estimate: StrengthEstimate) -> _Basis:
    judge = _judge(case)
    last_g = case.system_g(judge) or 0
    dose, reps = case.dose, judge.reps or case.dose.target
    even_g = float(last_g)
    stepped = _stepped_far(case, judge, last_g)
    zone = dose.high if reps > dose.high else dose.low
    if (reps > dose.high or (reps < dose.low and not stepped)) and not missed(judge, dose):
        even_g *= share_of_1rm(zone + dose.rir, estimate.k) / share_of_1rm(
            reps + dose.rir, estimate.k
        )
    return _Basis(judge, last_g, even_g, stepped)


def _stepped_far(case: Case, judge: Exposure, last_g: int) -> bool:
    """Whether a far weight was reached lately and went as well as it had to.

    Such a step leaves fewer repetitions than the range has; it is not taken back for that.
    """
    lighter = next_lighter(choices(case.exercise, case.athlete), last_g)
    if lighter is None or case.rise(lighter.system_g, last_g) <= n("load-step", "ever"):
        return False
    if (judge.reps or 0) < n("far-step", "least_reps") or not reserve_was_kept(judge, case.dose):
        return False
    before = case.seen[-int(n("far-step", "settles_in")) :]
    return any(
        (one.reps or 0) >= case.dose.high and 0 < (case.system_g(one) or 0) < last_g
        for one in before
    )


def _judge(case: Case) -> Exposure:
    """The last session if it was missed once, else the heaviest of the last few not missed.

    So a deload in between loses nothing, and a lighter load completed never speaks for the heavier.
    """
    seen = case.loaded
    if misses_in_a_row(seen, case.dose) == 1:
        return seen[-1]  # once is a bad day: the same again
    near = [
        one
        for one in seen[-int(n("order-of-overload", "judged_sessions")) :]
        if (seen[-1].on - one.on).days <= n("order-of-overload", "judged_days")
        and not missed(one, case.dose)
    ]
    return max(near, key=lambda one: (case.system_g(one) or 0, one.on), default=seen[-1])


def _limit(case: Case, estimate: StrengthEstimate, basis: _Basis) -> tuple[float, Reason | None]:
    """The most system load before any earned step; a reason when something holds it down."""
    dose = case.dose
    able_g = estimate.load_for(dose.low + reserve_for(case))
    most_g = case.scaled(basis.last_g, 1 + n("load-step", "ever"))  # a new range is no exception
    limit_g, why = min(basis.even_g, most_g), None
    if not form_is_good(case):
        limit_g = min(limit_g, float(basis.last_g))
    if break_cut(case) > 0:
        limit_g, why = _back(case, basis, min(limit_g, able_g))
    if misses_in_a_row(case.seen, dose) >= n("missed-reps", "twice"):
        last_g = case.system_g(case.seen[-1]) or basis.last_g
        most, least = n("missed-reps", "ease"), n("missed-reps", "ease_most")
        limit_g = min(
            limit_g, max(min(able_g, case.scaled(last_g, 1 - most)), case.scaled(last_g, 1 - least))
        )
        why = reason(
            "missed-reps", "The last two sessions fell short: less load this time.", misses=2
        )
    elif able_g < basis.even_g and not basis.stepped_far and not missed(case.seen[-1], dose):
        limit_g = min(limit_g, able_g)
    pain = pain_of(case)
    if pain >= n("pain-monitoring", "hold"):
        limit_g = min(limit_g, float(basis.last_g))
    if pain >= n("pain-monitoring", "reduce"):
        limit_g = min(limit_g, case.scaled(basis.last_g, 1 - n("pain-and-load", "load_cut")))
        why = reason("pain-and-load", f"Pain {pain} of 10: a third less load.", pain=pain)
    if dose.light:
        kept = 1 - n("lighter-week", "cut")
        limit_g = case.scaled(min(limit_g, able_g, basis.even_g), kept)
        why = why or reason("lighter-week", "The load is lighter on purpose this time.")
    if dose.load_ceiling is not None:
        limit_g = min(limit_g, case.scaled(estimate.weaker_g or 0, dose.load_ceiling))
    return limit_g, why


def _back(case: Case, basis: _Basis, most_g: float) -> tuple[float, Reason | None]:
    """The most load on coming back; a reason when that is less than before the break."""
    options, cut, days = choices(case.exercise, case.athlete), break_cut(case), case.days_off
    back_g = eased_g(case, options, min(basis.last_g, basis.even_g), cut)
    limit_g = min(back_g, most_g)
    choice, eased = (heaviest_at_most(options, each) for each in (limit_g, back_g))
    if choice is None or eased is None or eased.system_g >= basis.last_g:
        return limit_g, None
    less = -case.rise(basis.last_g, choice.system_g)
    text = f"{days} days without {case.exercise.name}, so {less:.0%} less load this time."
    return limit_g, reason("after-a-break", text, days=days, cut=cut, less=round(less, 3))


def _may_rise(case: Case, estimate: StrengthEstimate, basis: _Basis, choice: Choice) -> bool:
    """Whether the session that counts earned a load step."""
    dose = case.dose
    if pain_of(case) >= n("pain-monitoring", "hold") or not form_is_good(case):
        return False
    if dose.intent is Intent.FAST or missed(basis.judge, dose) or break_cut(case) > 0:
        return False
    sets_rise = basis.judge.sets < dose.sets and len(case.seen) > 1
    if sets_rise or choice.system_g > basis.last_g:
        return False  # one thing at a time
    capacity = estimate.reps_with(choice.system_g) - reserve_for(case)
    if _met_in_full(case, estimate, basis):
        capacity = max(capacity, float(basis.judge.reps or 0))
    return reserve_was_kept(basis.judge, dose) and capacity >= dose.high


def _met_in_full(case: Case, estimate: StrengthEstimate, basis: _Basis) -> bool:
    """Whether every set left what was asked for: that earns a repetition, whatever the estimate.

    Where reserve is not told (or always the same), the sets done are all there is to go by.
    """
    judge = basis.judge
    if reserve_for(case) > case.dose.rir or judge.failed:
        return False
    return not estimate.reserve_is_told or (judge.rir is not None and judge.rir >= case.dose.rir)


def _step(
    case: Case,
    estimate: StrengthEstimate,
    basis: _Basis,
    choice: Choice,
    options: tuple[Choice, ...],
) -> tuple[Choice | None, Reason | None]:
    """The earned load step, or None when the next weight is out of reach."""
    dose, cap = case.dose, step_cap(case)
    able_g = estimate.load_for(dose.low + reserve_for(case), caution=n("load-step", "caution"))
    heavier = next_heavier(options, choice.system_g)
    if heavier is None:
        return None, None
    rise = case.rise(choice.system_g, heavier.system_g)
    if rise <= cap:
        heavier = heaviest_at_most(options, min(case.scaled(choice.system_g, 1 + cap), able_g))
        if heavier is None or heavier.system_g <= choice.system_g:
            return None, None
        rise = case.rise(choice.system_g, heavier.system_g)
    elif rise > n("load-step", "ever"):
        top = dose.high + n("far-step", "more_reps")
        left = estimate.reps_with(heavier.system_g) - reserve_for(case)
        if (basis.judge.reps or 0) < top or left < n("far-step", "least_reps"):
            return None, None
    elif heavier.system_g > able_g:
        return None, None
    text = f"{rise:.1%} more load: the last sessions were clean, with reserve to spare."
    return heavier, reason("load-step", text, rise=round(rise, 3), cap=cap)


def _reps(
    case: Case,
    estimate: StrengthEstimate,
    basis: _Basis,
    choice: Choice,
    options: tuple[Choice, ...],
) -> tuple[int, Reason]:
    """Repetitions at the chosen load: what fits, at most a step more than was done."""
    dose = case.dose
    fits = floor(estimate.reps_with(choice.system_g) - reserve_for(case) + 0.4)
    top = _top(case, basis, choice, options)
    done = basis.judge.reps or dose.target
    if dose.intent is Intent.FAST:
        return dose.target, reason("order-of-overload", "Fast repetitions stay few.")
    if dose.light:
        reps = max(1, min(dose.target, max(fits, 1)))
        return reps, reason("lighter-week", f"{reps} repetitions, well short of hard.", reps=reps)
    if misses_in_a_row(case.seen, dose) == 1 and choice.system_g == basis.last_g:
        text = f"The last session fell short: {dose.low} repetitions again."
        return dose.low, reason("missed-reps", text, reps=dose.low)
    if choice.system_g != basis.last_g:
        reps = max(min(fits, top), min(dose.low, max(fits, 3)))
        text = f"{reps} repetitions fit the new load."
        if choice.system_g > basis.last_g and reps < done:
            text = f"Fewer repetitions than the last {done}, so more load: about as hard as before."
        return reps, reason("order-of-overload", text, reps=reps)
    if break_cut(case) > 0:
        return amount_after_a_break(case, done, max(1, min(fits, top)))
    step = _reps_step(case, basis, fits - done)
    most = done + step
    if _met_in_full(case, estimate, basis):
        fits = max(fits, done + min(step, 1))
    reps = max(min(fits, most, top), min(dose.low, max(fits, 3)))
    if reps > done:
        text = f"{done} repetitions done well last time, {reps} next, the load stays."
    else:
        text = f"{reps} repetitions at the load of last time."
    return reps, reason("order-of-overload", text, done=done, next=reps)


def _reps_step(case: Case, basis: _Basis, spare: int) -> int:
    """How many repetitions more than last time are allowed."""
    held = pain_of(case) >= n("pain-monitoring", "hold")
    if held or case.seen[-1].form is False or missed(case.seen[-1], case.dose):
        return 0
    if not reserve_was_kept(basis.judge, case.dose):
        return 0
    rule = "order-of-overload"
    return int(min(max(spare // 2, n(rule, "reps_step")), n(rule, "reps_step_most")))


def _top(case: Case, basis: _Basis, choice: Choice, options: tuple[Choice, ...]) -> int:
    """The end of the range, further up where the next weight is far or there is none.

    Where the load cannot rise to what the dose asks, repetitions done before may be kept; where it
    was taken down on purpose, they do not rise instead.
    """
    dose, done = case.dose, basis.judge.reps or case.dose.target
    if break_cut(case) > 0 or pain_of(case) >= n("pain-monitoring", "reduce"):
        return min(dose.high, max(done, dose.low))
    heavier = next_heavier(options, choice.system_g)
    far = heavier is None or case.rise(choice.system_g, heavier.system_g) > n("load-step", "ever")
    top = dose.high + (int(n("far-step", "more_reps")) if far else 0)
    if choice.system_g < basis.even_g:
        top = max(top, min(done, int(n("far-step", "kept_reps"))))
    return top


def _outgrown(case: Case, basis: _Basis, choice: Choice, options: tuple[Choice, ...]) -> bool:
    """At the top of the range twice with the heaviest there is, in good form."""
    if choice is not options[-1] or case.dose.light or not form_is_good(case):
        return False
    if pain_of(case) >= n("pain-monitoring", "hold"):
        return False
    wanted = int(n("ladder-step", "sessions"))
    recent = case.seen[-wanted:]
    return len(recent) == wanted and all(
        (one.reps or 0) >= case.dose.high
        and reserve_was_kept(one, case.dose)
        and one.load_g == basis.judge.load_g
        for one in recent
    )


def _far_too_light(case: Case, estimate: StrengthEstimate, choice: Choice) -> bool:
    """Whether the next weight would fit today already, so that it may be found set by set."""
    last = case.seen[-1]
    heavier = next_heavier(choices(case.exercise, case.athlete), choice.system_g)
    if heavier is None or case.dose.light or case.dose.intent is Intent.FAST:
        return False
    if last.form is False or pain_of(case) >= n("pain-monitoring", "hold"):
        return False
    needed = case.dose.low + reserve_for(case)
    able_g = estimate.load_for(needed, caution=n("load-step", "caution"))
    if last.mean_rir is not None and last.mean_rir < case.dose.rir:
        return False
    easy = (last.mean_rir or 0.0) >= case.dose.rir + n("first-load", "find_again_above")
    return easy or able_g >= heavier.system_g


def _prescription(
    case: Case,
    estimate: StrengthEstimate,
    choice: Choice,
    reps: int,
    reasons: tuple[Reason, ...],
) -> Prescription:
    sets = planned_sets(case, reps=max(reps, 1), load_g=choice.load_g)
    if pain_of(case) >= n("pain-monitoring", "reduce") and len(sets) > 1:
        sets = sets[:-1]
    return Prescription(
        exercise=case.exercise,
        implement=case.implement if choice.load_g is not None else None,
        sets=sets,
        reasons=reasons,
        note=session_note(case, choice, reps, may_find=_far_too_light(case, estimate, choice)),
    )
