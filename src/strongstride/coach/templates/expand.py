"""From a written programme to explicit weeks, and from a week to recipes the planner can place."""

import msgspec

from strongstride.coach.catalogue import Exercise, Measure, catalogue
from strongstride.coach.programme import Dose
from strongstride.coach.rules import n, reason
from strongstride.coach.templates.measures import Span, Unit
from strongstride.coach.templates.recipe import Recipe, RecipeItem
from strongstride.coach.templates.template import (
    Deload,
    Item,
    SetGroup,
    Template,
    TemplateDay,
    TemplatePhase,
    TemplateWeek,
)


def expand(template: Template, arm: str | None = None) -> tuple[TemplateWeek, ...]:
    """Every week of the programme in order, with every session written out.

    `arm` chooses a branch of a programme that has several, the first when None; ValueError when the
    programme has no such branch. Weeks between phases come without sessions.
    """
    names = [name for name, _ in template.arms]
    if arm is not None and arm not in names:
        raise ValueError(f"{template.name} has no arm {arm!r}; it has {', '.join(names) or 'none'}")
    chosen = arm if arm is not None else next(iter(names), None)
    phases = [phase for phase in template.phases if phase.arm in (None, chosen)]
    numbers = {week for phase in phases for week in _weeks(phase)} | set(template.test_weeks)
    if not numbers:
        return ()
    return tuple(_week(template, phases, week) for week in range(min(numbers), max(numbers) + 1))


def _weeks(phase: TemplatePhase) -> range:
    return range(int(phase.weeks.low), int(phase.weeks.high) + 1)


def _week(template: Template, phases: list[TemplatePhase], number: int) -> TemplateWeek:
    phase = next((each for each in phases if number in each.weeks), None)
    test = number in template.test_weeks
    if phase is None:
        return TemplateWeek(number=number, phase="", days=(), test=test, running=template.running)
    at = number - int(phase.weeks.low)
    deload = template.deload if template.deload and number in template.deload.weeks else None
    rotation = (
        phase.days[(at * phase.sessions + k) % len(phase.days)] for k in range(phase.sessions)
    )
    days = tuple(_day(template, day, number, deload) for day in rotation)
    return TemplateWeek(
        number=number,
        phase=phase.name,
        phase_week=at,
        phase_weeks=len(_weeks(phase)),
        kind=phase.kind,
        days=days,
        deload=deload is not None,
        test=test,
        running=phase.running or template.running,
    )


def _day(template: Template, day: TemplateDay, week: int, deload: Deload | None) -> TemplateDay:
    here = (
        item for item in day.items if not item.weeks or any(week in span for span in item.weeks)
    )
    items = tuple(_item(template, item, week, deload) for item in here)
    return msgspec.structs.replace(day, items=items)


def _item(template: Template, item: Item, week: int, deload: Deload | None) -> Item:
    groups = item.groups
    if item.ramp is not None:
        steps = next(ramp.steps for ramp in template.ramps if ramp.name == item.ramp)
        groups = next(groups for span, groups in steps if week in span)
        groups = tuple(_rested(group, item.rest) for group in groups)
    if deload is not None:
        groups = tuple(_lighter(group, deload) for group in groups)
    return msgspec.structs.replace(item, groups=groups, ramp=None, rest=None, weeks=())


def _rested(group: SetGroup, rest: Span | None) -> SetGroup:
    return group if group.rest is not None else msgspec.structs.replace(group, rest=rest)


def _lighter(group: SetGroup, deload: Deload) -> SetGroup:
    """Fewer sets; more reserve where the group says one. A share of the maximum stays."""
    sets = Span(
        max(1, int(group.sets.low * deload.sets)), max(1, int(group.sets.high * deload.sets))
    )
    extra = deload.extra_rir
    rir = group.rir and Span(min(10, group.rir.low + extra), min(10, group.rir.high + extra))
    if group.rm:
        rir = Span.of(extra)
    return msgspec.structs.replace(group, sets=sets, rir=rir, rm=False)


def recipes(week: TemplateWeek) -> tuple[Recipe, ...]:
    """One recipe for each session of the week, in the order written."""
    return tuple(_recipe(week, day) for day in week.days)


def _recipe(week: TemplateWeek, day: TemplateDay) -> Recipe:
    why = reason(
        "programme-as-written",
        f"Week {week.number}, {week.phase}: {day.name}, as the programme writes it.",
        week=week.number,
    )
    items = tuple(
        RecipeItem(
            exercise=item.exercise, dose=dose, pair=item.pair and item.pair[0], reasons=(why,)
        )
        for item in day.items
        for dose in doses(item, week)
    )
    cost = max((catalogue().get(item.exercise).leg_cost for item in items), default=0)
    return Recipe(focus=day.name, leg_cost=cost, items=items, reasons=(why,))


def leg_costs(week: TemplateWeek) -> tuple[int, ...]:
    """What each session of the week takes from the legs, hardest first, as `WeekFrame` wants it."""
    return tuple(sorted((recipe.leg_cost for recipe in recipes(week)), reverse=True))


def doses(item: Item, week: TemplateWeek) -> tuple[Dose, ...]:
    """The doses of an item, one for each set group."""
    exercise = catalogue().get(item.exercise)
    return tuple(_dose(exercise, item, group, week) for group in item.groups)


def measure_of(exercise: Exercise, group: SetGroup) -> Measure:
    """What the sets count: a bare number counts contacts where the exercise does."""
    if group.repeats is not None or group.unit is Unit.METRES:
        return Measure.REPS
    if group.unit is Unit.SECONDS:
        return Measure.SECONDS
    if group.unit is Unit.CONTACTS or exercise.measure is Measure.CONTACTS:
        return Measure.CONTACTS
    return Measure.REPS


def sets_in(group: SetGroup, week: TemplateWeek) -> int:
    """The sets of this week: a span grows through the phase (our reading of "2-4")."""
    last = max(1, week.phase_weeks - 1)
    grown = (group.sets.high - group.sets.low) * min(1.0, week.phase_week / last)
    return int(group.sets.low + grown + 0.5)


def _dose(exercise: Exercise, item: Item, group: SetGroup, week: TemplateWeek) -> Dose:
    low, high = _amounts(exercise, group)
    return Dose(
        measure=measure_of(exercise, group),
        sets=sets_in(group, week),
        low=low,
        high=high,
        target=low,
        rir=_reserve(group, low),
        rest_s=int(group.rest.high) if group.rest else 0,
        intent=item.intent,
        light=week.deload,
        rm=group.rm,
        percent=_shares(group.percent),
        mvc=_shares(group.mvc),
        load_g=group.load_g,
        tempo=item.tempo,
        hold_s=int(group.amount.low) if group.repeats else None,
        rest_between_reps_s=item.off_s,
        every_s=item.every_s,
        box_height_cm=int(item.box_cm.high) if item.box_cm else None,
        distance_m=_metres(group),
        step_rule=item.step,
    )


def _amounts(exercise: Exercise, group: SetGroup) -> tuple[int, int]:
    """What a set counts, per side where the exercise is one-sided, else of both sides together."""
    if group.unit is Unit.METRES:
        return 1, 1
    span = group.repeats or group.amount
    both = 2 if group.per_side and not exercise.one_sided else 1
    return both * int(span.low), both * int(span.high)


def _metres(group: SetGroup) -> tuple[int, int] | None:
    if group.unit is not Unit.METRES:
        return None
    return int(group.amount.low), int(group.amount.high)


def _shares(span: Span | None) -> tuple[float, float] | None:
    return (span.low / 100, span.high / 100) if span else None


def _reserve(group: SetGroup, target: int) -> float:
    """Repetitions in reserve at `target`: as written, none for xRM, else what the share implies."""
    if group.rir is not None:
        return group.rir.middle
    if group.rm:
        return 0.0
    if group.percent is None or group.percent.middle == 0:
        return n("implied-reserve", "unsaid")
    possible = n("implied-reserve", "epley_reps") * (100 / group.percent.middle - 1)
    return min(n("implied-reserve", "most"), float(max(0, round(possible - target))))
