"""Composes the sessions of one week: cast, doses, prescriptions, sets fitted to the minutes."""

from collections.abc import Mapping, Sequence
from functools import partial

import msgspec

from strongstride.coach.frame import MOST_LEG_COST, Slot
from strongstride.coach.programme import Dose, Phase, PlannedExercise, PlannedSet
from strongstride.coach.progression import Prescription
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.sessions.balance import PULL, PUSH, contacts
from strongstride.coach.sessions.cast import (
    Candidate,
    Cast,
    Casting,
    Prescribe,
    choice_reason,
    is_as_cast,
)
from strongstride.coach.sessions.dose import (
    LIGHT_PHASES,
    DoseContext,
    dose_for,
    dose_reasons,
    steady,
)
from strongstride.coach.sessions.layout import Layout, Part, PartKind, layout_for
from strongstride.coach.sessions.set_fit import Place, fitted, place_of
from strongstride.coach.sessions.timing import paired_rests, set_amount, work_seconds

MORE_SETS = 2  # that balance may add to a dose
POWER_JUMP_SETS = 2


class Limit(msgspec.Struct, frozen=True):
    """The most a week may hold: sets, and repetitions, seconds and contacts added up."""

    sets: int
    volume: int


class ComposedSession(msgspec.Struct, frozen=True):
    """The main work of one session, before warm-up and cool-down."""

    focus: str
    work: tuple[PlannedExercise, ...]


def _is_relaxed(slot: Slot) -> bool:
    """Whether the 48 hours before a key run gave way here, for which the legs pay at most 2."""
    usual_h = n("legs-before-key-run", "default_h")
    return any(
        why.rule == "legs-before-key-run" and float(dict(why.numbers).get("hours", 99)) < usual_h
        for why in slot.reasons
    )


class _Choice(msgspec.Struct, frozen=True):
    part: Part
    candidate: Candidate
    dose: Dose
    prescription: Prescription


def compose_week(
    slots: Sequence[Slot],
    ctx: DoseContext,
    casting: Casting,
    prescribe: Prescribe,
    budgets_s: Sequence[float],
    limit: Limit | None,
    weeks_done: int,
    swaps: Sequence[Mapping[str, Candidate]] = (),
) -> tuple[ComposedSession, ...]:
    """The work of each slot of a week, in the order of the slots.

    `swaps` gives for each slot what the athlete wants in place of an exercise, by its id.
    """
    layouts = _layouts(slots, light=_is_light(ctx))
    chosen = _choices(layouts, ctx, casting.cast(layouts, ctx, weeks_done), prescribe, swaps)
    places = tuple([_place(session, choice, ctx) for session, choice in chosen])
    most = None if limit is None else (limit.sets, limit.volume)
    sets = fitted(places, tuple(budgets_s), most)
    return tuple(
        _session(
            layout,
            [
                (choice, count)
                for (at, choice), count in zip(chosen, sets, strict=True)
                if at == session and count
            ],
            ctx,
        )
        for session, (layout, _) in enumerate(layouts)
    )


def week_size(sessions: Sequence[ComposedSession]) -> Limit:
    """How much a composed week holds."""
    sets = [planned for s in sessions for item in s.work for planned in item.sets]
    return Limit(len(sets), sum(set_amount(planned) for planned in sets))


def most_contacts(sessions: Sequence[ComposedSession]) -> int:
    """The most ground contacts in one session of a week, both sides."""
    return max((contacts(session.work) for session in sessions), default=0)


def _is_light(ctx: DoseContext) -> bool:
    return ctx.deload or ctx.phase in LIGHT_PHASES


def _layouts(slots: Sequence[Slot], *, light: bool) -> list[tuple[Layout, int]]:
    """The layout of each slot and the highest leg cost of its exercises.

    A light week keeps the block's exercises: with half the sets they cost the legs no more.
    """
    legs = 0
    found: list[tuple[Layout, int]] = []
    for slot in slots:
        keeps = light and slot.leg_cost >= 2 and not _is_relaxed(slot)
        cap = MOST_LEG_COST if keeps else slot.leg_cost
        found.append((layout_for(slot.leg_cost, legs), cap))
        legs += slot.leg_cost >= 2
    return found


def _choices(
    layouts: Sequence[tuple[Layout, int]],
    ctx: DoseContext,
    cast: Cast,
    prescribe: Prescribe,
    swaps: Sequence[Mapping[str, Candidate]],
) -> list[tuple[int, _Choice]]:
    found: list[tuple[int, _Choice]] = []
    for session, (layout, cap) in enumerate(layouts):
        done: set[str] = set()
        wanted = swaps[session] if swaps else {}
        for part in layout.parts:
            candidate = cast.get((session, part.id))
            if candidate is None or (part.kind is PartKind.JUMP and ctx.deload):
                continue
            first = _choice(part, candidate, ctx, prescribe)
            choices = [*_swapped(first, wanted, ctx, prescribe), first]
            fits = (choice for choice in choices if _fits(choice, done, cap))
            choice = next(fits, None)
            if choice is not None:
                done.add(choice.prescription.exercise.id)
                found.append((session, choice))
    return found


def _choice(part: Part, candidate: Candidate, ctx: DoseContext, prescribe: Prescribe) -> _Choice:
    dose = dose_for(candidate.exercise, part.kind, ctx, loadable=candidate.loadable)
    return _Choice(part, candidate, dose, _kept(candidate, part, dose, ctx, prescribe))


def _swapped(
    choice: _Choice, wanted: Mapping[str, Candidate], ctx: DoseContext, prescribe: Prescribe
) -> list[_Choice]:
    """What the athlete wants in its place, if anything; the ladder does not lead back."""
    planned = choice.prescription.exercise.id
    candidate = wanted.get(planned)
    if candidate is None:
        return []
    avoiding = partial(prescribe, avoid=(planned,))
    return [_choice(choice.part, candidate, ctx, avoiding)]


def _fits(choice: _Choice, done: set[str], cap: int) -> bool:
    """Whether there is anything to do of it, once in the session, and the legs can bear it."""
    prescription = choice.prescription
    return (
        bool(prescription.sets)
        and prescription.exercise.id not in done
        and prescription.exercise.leg_cost <= cap
    )


def _kept(
    candidate: Candidate, part: Part, dose: Dose, ctx: DoseContext, prescribe: Prescribe
) -> Prescription:
    """The prescription; a light week keeps the block's exercise, if need be with fewer reps."""
    prescription = prescribe(candidate.exercise, dose)
    if not dose.light or is_as_cast(prescription, candidate):
        return prescription
    usual_dose = dose_for(candidate.exercise, part.kind, steady(ctx), loadable=candidate.loadable)
    usual = prescribe(candidate.exercise, usual_dose)
    if not is_as_cast(usual, candidate):
        return prescription
    extra = int(n("dose-deload", "extra_rir"))
    first = usual.sets[0]
    easier = msgspec.structs.replace(
        first,
        reps=None if first.reps is None else max(1, first.reps - extra),
        rir=None if first.rir is None else first.rir + extra,
    )
    return msgspec.structs.replace(usual, sets=(easier,) * dose.sets)


def _place(session: int, choice: _Choice, ctx: DoseContext) -> Place:
    sets = len(choice.prescription.sets)
    light = _is_light(ctx)
    jump = choice.part.kind is PartKind.JUMP
    power = jump and ctx.phase is Phase.POWER  # a power phase without a jump is none
    return place_of(
        session,
        choice.part,
        choice.prescription,
        floor=min(sets, POWER_JUMP_SETS) if power else int(choice.part.required),
        ceiling=sets if light or jump else sets + MORE_SETS,
    )


def _session(
    layout: Layout, chosen: Sequence[tuple[_Choice, int]], ctx: DoseContext
) -> ComposedSession:
    partners = _partners(chosen)
    work = [_exercise(choice, count, partners.get(choice.part.id), ctx) for choice, count in chosen]
    return ComposedSession(_focus(layout, work), tuple(work))


def _focus(layout: Layout, work: Sequence[PlannedExercise]) -> str:
    """The layout's focus, less what fell away."""
    if any(item.exercise.pattern in (*PULL, *PUSH) for item in work):
        return layout.focus
    return "legs and core" if any(item.exercise.leg_cost for item in work) else "core"


class _Partner(msgspec.Struct, frozen=True):
    """The exercise a part alternates with."""

    choice: _Choice
    sets: int
    first: bool  # the partner comes first


def _partners(chosen: Sequence[tuple[_Choice, int]]) -> dict[str, _Partner]:
    by_pair: dict[str, list[tuple[_Choice, int]]] = {}
    for choice, count in chosen:
        if choice.part.pair is not None:
            by_pair.setdefault(choice.part.pair, []).append((choice, count))
    found: dict[str, _Partner] = {}
    for members in by_pair.values():
        if len(members) == 2:
            (a, sets_a), (b, sets_b) = members
            found[a.part.id] = _Partner(b, sets_b, first=False)
            found[b.part.id] = _Partner(a, sets_a, first=True)
    return found


def _exercise(
    choice: _Choice, count: int, partner: _Partner | None, ctx: DoseContext
) -> PlannedExercise:
    prescription = choice.prescription
    reasons: list[Reason] = [choice_reason(choice.candidate)]
    loadable = choice.candidate.loadable
    reasons.extend(dose_reasons(ctx, choice.dose, count, loadable=loadable))
    reasons.extend(prescription.reasons)
    if partner is not None:
        other = partner.choice.prescription.exercise.name
        reasons.append(reason("alternate-pairs", f"Alternate with {other}: one rests, one works."))
    return PlannedExercise(
        exercise=prescription.exercise,
        sets=_sets(prescription, count, partner),
        implement=prescription.implement,
        band=prescription.band,
        intent=choice.dose.intent,
        pair=choice.part.pair if partner else None,
        reasons=tuple(reasons),
        note=prescription.note,
        dose=choice.dose,
        importance=choice.part.importance,
        part=choice.part.kind,
    )


def _sets(
    prescription: Prescription, count: int, partner: _Partner | None
) -> tuple[PlannedSet, ...]:
    given = prescription.sets
    sets = [given[min(i, len(given) - 1)] for i in range(count)]
    if partner is None:
        return tuple(sets)
    own, other = prescription, partner.choice.prescription
    first, second = (other, own) if partner.first else (own, other)
    rests = paired_rests(*_rest_and_work(first), *_rest_and_work(second))
    shared = rests[1] if partner.first else rests[0]
    return tuple(
        msgspec.structs.replace(planned, rest_s=shared) if i < partner.sets else planned
        for i, planned in enumerate(sets)
    )


def _rest_and_work(prescription: Prescription) -> tuple[int, float]:
    planned = prescription.sets[0]
    return planned.rest_s, work_seconds(prescription.exercise, set_amount(planned))
