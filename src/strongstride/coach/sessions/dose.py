"""Doses: how many sets, repetitions, how much reserve and rest a phase asks of an exercise."""

from functools import lru_cache
from math import ceil

import msgspec

from strongstride.coach.catalogue import Exercise, Loading, Measure
from strongstride.coach.frame import MOST_LEG_COST, WeekFrame
from strongstride.coach.programme import Dose, Intent, Phase
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.sessions.layout import PartKind

PHASE_RULES = {
    Phase.FORM: "dose-form",
    Phase.STRENGTH: "dose-strength",
    Phase.MAX_STRENGTH: "dose-max-strength",
    Phase.POWER: "dose-power",
    Phase.MAINTENANCE: "dose-maintenance",
    Phase.TAPER: "dose-taper",
    Phase.RECOVERY: "dose-recovery",
}
LIGHT_PHASES = (Phase.TAPER, Phase.RECOVERY)


class DoseContext(msgspec.Struct, frozen=True, cache_hash=True):
    """What a dose depends on besides the exercise, so that equal weeks share their doses."""

    phase: Phase
    phase_week: int
    deload: bool
    first_week: bool  # the first strength week ever, or after a long break
    contacts: int  # the most ground contacts a session may hold
    short: bool = False  # a session with little time rests less


def context(frame: WeekFrame, *, first_week: bool, contacts: int, minutes: int) -> DoseContext:
    """The context of a week frame for sessions of so many minutes."""
    short = minutes <= n("session-length", "short_min")
    return DoseContext(frame.phase, frame.phase_week, frame.deload, first_week, contacts, short)


def contact_budget(done: int | None, age: int) -> int:
    """The most contacts of the next session, after `done` in the last one with jumps (None: never).

    Grown from what was really planned, so that a new or longer-trimmed jump never leaps.
    """
    start = n("dose-contacts", "start")
    older = age >= n("dose-contacts", "age_limit_low_only")
    cap = n("dose-contacts", "cap_older" if older else "cap")
    grown = start if done is None else max(start, done * n("dose-contacts", "growth"))
    return int(min(cap, grown))


def steady(ctx: DoseContext) -> DoseContext:
    """An ordinary week of the phase: neither its first nor a light one."""
    start = int(n("dose-contacts", "start"))
    return DoseContext(ctx.phase, 1, False, False, start, ctx.short)


def dose_for(exercise: Exercise, kind: PartKind, ctx: DoseContext, *, loadable: bool) -> Dose:
    """The dose of one exercise in one week, before its sets are fitted to balance and minutes.

    `loadable` says whether this athlete can add load to it.
    """
    if exercise.measure is Measure.CONTACTS:
        sides = 2 if exercise.one_sided else 1
        return _contacts(
            ctx,
            sides,
            high=exercise.box_height_cm is not None or exercise.leg_cost >= MOST_LEG_COST,
        )
    if exercise.measure is Measure.SECONDS:
        return _hold(kind, ctx)
    return _reps(kind, ctx, loadable=loadable and exercise.loading is not Loading.BAND)


def dose_reasons(ctx: DoseContext, dose: Dose, sets: int, *, loadable: bool) -> tuple[Reason, ...]:
    """Why this dose, `sets` as they came out: the rule of the phase, and of a lighter week."""
    reasons = [_phase_reason(ctx, dose, sets, loadable=loadable)]
    if ctx.deload:
        share = n("dose-deload", "sets_share")
        text = "A lighter week: about half the sets and two more in reserve."
        reasons.append(reason("dose-deload", text, share=share))
    elif ctx.first_week:
        share = n("dose-first-week", "sets_share")
        text = "Your first week, or the first after a break: half the sets."
        reasons.append(reason("dose-first-week", text, share=share))
    return tuple(reasons)


def _phase_reason(ctx: DoseContext, dose: Dose, sets: int, *, loadable: bool) -> Reason:
    unit = {Measure.REPS: "repetitions", Measure.SECONDS: "seconds", Measure.CONTACTS: "contacts"}
    if dose.measure is Measure.CONTACTS:
        rule = "dose-contacts"
    elif dose.measure is Measure.SECONDS:
        rule = "dose-holds"
    elif loadable or ctx.phase in LIGHT_PHASES:
        rule = PHASE_RULES[ctx.phase]
    else:
        rule = "dose-body-weight"
    spread = f"{dose.target}" if dose.low == dose.high else f"{dose.low}-{dose.high}"
    many = f"{sets} set" if sets == 1 else f"{sets} sets"
    usual = f", where {dose.sets} are usual" if sets != dose.sets else ""
    text = f"{many} of {spread} {unit[dose.measure]} for the {ctx.phase} phase{usual}."
    return reason(rule, text, sets=sets, usual=dose.sets, week=ctx.phase_week + 1)


@lru_cache(maxsize=4096)
def _reps(kind: PartKind, ctx: DoseContext, *, loadable: bool) -> Dose:
    rule = PHASE_RULES[ctx.phase]
    big = kind in (PartKind.MAIN, PartKind.SINGLE)
    stem = {PartKind.MAIN: "main", PartKind.SINGLE: "single"}.get(kind, "other")
    low, high = int(n(rule, f"{stem}_low")), int(n(rule, f"{stem}_high"))
    if not loadable and ctx.phase not in LIGHT_PHASES:
        heavy = "max_strength_" if ctx.phase is Phase.MAX_STRENGTH and big else ""
        low, high = (int(n("dose-body-weight", f"{heavy}{end}")) for end in ("low", "high"))
    rir, target = _ramp(rule, ctx, low, high)
    rest_s = n(rule, "rest_s" if big else "other_rest_s")
    if not loadable:
        rest_s = min(rest_s, n("dose-body-weight", "most_rest_s"))
    if ctx.short:
        rest_s = min(rest_s, n("session-length", "short_rest_s"))
    fast = ctx.phase is Phase.POWER and big and loadable
    return Dose(
        measure=Measure.REPS,
        sets=_sets(int(n(rule, "main_sets" if big else "other_sets")), ctx),
        low=low,
        high=high,
        target=target,
        rir=rir + (n("dose-deload", "extra_rir") if ctx.deload else 0),
        rest_s=int(rest_s),
        intent=Intent.FAST if fast else Intent.CONTROLLED,
        load_ceiling=n("dose-power", "load_ceiling") if fast else None,
        light=ctx.deload or ctx.phase in LIGHT_PHASES,
    )


def _ramp(rule: str, ctx: DoseContext, low: int, high: int) -> tuple[float, int]:
    """Reserve and repetitions of this week: each week one repetition is paid from reserve."""
    start, floor = n(rule, "rir_start"), n(rule, "rir_floor")
    gained = 0 if ctx.deload else min(ctx.phase_week, int(start - floor), high - low)
    return start - gained, low + gained


def _sets(sets: int, ctx: DoseContext) -> int:
    if ctx.first_week:
        sets = ceil(sets * n("dose-first-week", "sets_share"))
    elif ctx.phase_week == 0 and ctx.phase in (Phase.STRENGTH, Phase.MAX_STRENGTH) and sets > 2:
        sets -= 1  # a new block starts one set lower: one variable at a time
    if ctx.deload:
        sets = max(1, int(sets * n("dose-deload", "sets_share")))
    return sets


@lru_cache(maxsize=4096)
def _hold(kind: PartKind, ctx: DoseContext) -> Dose:
    low, high, step = (int(n("dose-holds", key)) for key in ("low_s", "high_s", "step_s"))
    rule = PHASE_RULES[ctx.phase]
    easy = ctx.deload or ctx.first_week or ctx.phase in LIGHT_PHASES
    target = low if easy else min(high, low + step * ctx.phase_week)
    big = kind in (PartKind.MAIN, PartKind.SINGLE)
    return Dose(
        measure=Measure.SECONDS,
        sets=_sets(int(n(rule, "main_sets" if big else "other_sets")), ctx),
        low=low,
        high=high,
        target=target,
        rir=0,
        rest_s=int(n("dose-holds", "rest_s")),
        intent=Intent.HOLD,
        light=easy,
    )


@lru_cache(maxsize=4096)
def _contacts(ctx: DoseContext, sides: int, *, high: bool) -> Dose:
    """Contacts of a session within its budget, in sets."""
    total = float(ctx.contacts)
    light = ctx.deload or ctx.phase in LIGHT_PHASES
    if light or ctx.first_week:
        total *= n("dose-contacts", "taper_share")
    which = "_high" if high else ""
    total /= sides  # a set is counted on one side, the budget on both
    most_sets, most = (int(n("dose-contacts", f"{key}{which}")) for key in ("sets", "per_set"))
    total = min(total, most_sets * most)
    sets = min(most_sets, max(1, ceil(int(total) / (most / 2))))
    each = max(1, int(total) // sets)
    return Dose(
        measure=Measure.CONTACTS,
        sets=sets,
        low=each,
        high=each,
        target=each,
        rir=0,
        rest_s=int(n("dose-contacts", "rest_s")),
        intent=Intent.FAST,
        light=light,
    )
