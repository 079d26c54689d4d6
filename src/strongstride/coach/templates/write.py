"""Programmes written in the template format: a coach's own, or what the planner made."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec

from strongstride.coach.athlete import Weekday
from strongstride.coach.athletes.write import quoted
from strongstride.coach.catalogue import Measure, catalogue
from strongstride.coach.programme import PlannedExercise, PlannedSession, PlannedSet, Programme
from strongstride.coach.templates.expand import expand, measure_of
from strongstride.coach.templates.measures import Span, Unit
from strongstride.coach.templates.notation import write_groups, write_item
from strongstride.coach.templates.template import (
    Item,
    SetGroup,
    Template,
    TemplateDay,
    TemplatePhase,
    TemplateWeek,
)
from strongstride.coach.templates.words import write_span

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_template(programme: Programme, name: str = "My programme") -> str:
    """The strength work of a programme as a programme file, week by week, for a coach to edit.

    Warm-ups, cool-downs, dates and runs are not part of the format. Reads back to the same sets.
    """
    return write_template(template_of(programme, name))


def template_of(programme: Programme, name: str = "My programme") -> Template:
    """The programme as a template: one phase for each week that has sessions."""
    phases = tuple(
        TemplatePhase(
            name=f"{week.phase}, deload" if week.deload else str(week.phase),
            kind=week.phase,
            weeks=Span.of(number),
            sessions=len(week.sessions),
            days=tuple(_day_of(session) for session in week.sessions),
        )
        for number, week in enumerate(programme.weeks, 1)
        if week.sessions
    )
    return Template(name=name, phases=phases)


def weeks_of(programme: Programme) -> tuple[TemplateWeek, ...]:
    """The programme as expanded weeks, so that the judge can read our own plans too.

    Deloads are marked; their sets are already the lighter ones.
    """
    lighter = {number for number, week in enumerate(programme.weeks, 1) if week.deload}
    return tuple(
        msgspec.structs.replace(week, deload=week.number in lighter)
        for week in expand(template_of(programme))
    )


def _day_of(session: PlannedSession) -> TemplateDay:
    labels = _labels(session.work)
    return TemplateDay(
        name=session.focus,
        on=Weekday(session.on.weekday()),
        minutes=max(5, min(240, session.minutes)),
        items=tuple(
            _item_of(each, label) for each, label in zip(session.work, labels, strict=True)
        ),
    )


def _labels(work: Iterable[PlannedExercise]) -> list[str | None]:
    """`A1`, `A2`, … for exercises that alternate; None for one that stands alone."""
    exercises = list(work)
    members: dict[str, int] = {}
    for each in exercises:
        if each.pair is not None:
            members[each.pair] = members.get(each.pair, 0) + 1
    letters = {pair: chr(ord("A") + k % 26) for k, pair in enumerate(members)}
    places: dict[str, int] = {}
    labels: list[str | None] = []
    for each in exercises:
        if each.pair is None or members[each.pair] == 1:
            labels.append(None)
            continue
        places[each.pair] = places.get(each.pair, 0) + 1
        labels.append(f"{letters[each.pair]}{places[each.pair]}")
    return labels


def _item_of(planned: PlannedExercise, label: str | None) -> Item:
    band = f"band: {planned.band}" if planned.band else ""
    note = "; ".join(part for part in (band, planned.note) if part)
    return Item(
        exercise=planned.exercise.id,
        groups=tuple(_group(each, len(list(run))) for each, run in groupby(planned.sets)),
        pair=label,
        intent=planned.intent,
        note=" ".join(note.replace('"', "'").split()),
    )


def _group(planned: PlannedSet, sets: int) -> SetGroup:
    if planned.seconds is not None:
        amount, unit = planned.seconds, Unit.SECONDS
    elif planned.contacts is not None:
        amount, unit = planned.contacts, Unit.CONTACTS
    else:
        assert planned.reps is not None
        amount, unit = planned.reps, Unit.REPS
    return SetGroup(
        sets=Span.of(sets),
        amount=Span.of(amount),
        unit=unit,
        load_g=planned.load_g,
        rir=None if planned.rir is None else Span.of(planned.rir),
        rest=Span.of(planned.rest_s) if planned.rest_s else None,
    )


def written_sets(item: Item) -> tuple[PlannedSet, ...]:
    """The sets of an expanded item whose numbers are all exact, as the planner writes them."""
    exercise = catalogue().get(item.exercise)
    return tuple(
        planned
        for group in item.groups
        for planned in [_planned(group, measure_of(exercise, group))] * int(group.sets.low)
    )


def _planned(group: SetGroup, measure: Measure) -> PlannedSet:
    amount = int(group.amount.low)
    return PlannedSet(
        reps=amount if measure is Measure.REPS else None,
        seconds=amount if measure is Measure.SECONDS else None,
        contacts=amount if measure is Measure.CONTACTS else None,
        load_g=group.load_g,
        rir=group.rir.low if group.rir else None,
        rest_s=int(group.rest.low) if group.rest else 0,
    )


def write_template(template: Template) -> str:
    """The TOML text that `read_template` reads as this template."""
    return "\n".join(_lines(template)) + "\n"


def _lines(template: Template) -> Iterator[str]:
    yield from _head(template)
    if template.arms:
        yield from ("", "[arms]")
        yield from (f"{_key(name)} = {quoted(said)}" for name, said in template.arms)
    if template.deload:
        deload = template.deload
        yield from ("", "[deload]", f"weeks = {list(deload.weeks)}", f"sets = {deload.sets}")
        yield f"extra_rir = {deload.extra_rir}"
    for ramp in template.ramps:
        yield from ("", f"[ramps.{_key(ramp.name)}]")
        for weeks, groups in ramp.steps:
            yield f'"{write_span(weeks)}" = {quoted(write_groups(groups))}'
    for phase in template.phases:
        yield from _phase(phase)


def _head(template: Template) -> Iterator[str]:
    yield f"name = {quoted(template.name)}"
    said = {"source": template.source, "doi": template.doi, "summary": template.summary}
    yield from (f"{key} = {quoted(text)}" for key, text in said.items() if text)
    if template.running.replaces:
        yield f'running = "replace {round(template.running.replaces * 100)}%"'
    if template.test_weeks:
        yield f"test_weeks = {list(template.test_weeks)}"
    if template.reconstructed:
        yield from _array("reconstructed", template.reconstructed)


def _array(key: str, values: Iterable[str]) -> Iterator[str]:
    yield f"{key} = ["
    yield from (f"  {_line(value)}," for value in values)
    yield "]"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else quoted(name)


def _line(text: str) -> str:
    """In single quotes where that spares a reader the backslashes."""
    plain = '"' in text and "'" not in text and "\\" not in text and text.isprintable()
    return f"'{text}'" if plain else quoted(text)


def _phase(phase: TemplatePhase) -> Iterator[str]:
    yield from ("", "[[phases]]", f"name = {quoted(phase.name)}")
    if phase.arm is not None:
        yield f"arm = {quoted(phase.arm)}"
    if phase.kind is not None:
        yield f'kind = "{phase.kind}"'
    yield f'weeks = "{write_span(phase.weeks)}"'
    if phase.sessions != len(phase.days):
        yield f"sessions = {phase.sessions}"
    if phase.running is not None:
        share = round(phase.running.replaces * 100)
        yield f'running = "replace {share}%"' if share else 'running = "add"'
    for day in phase.days:
        yield from ("", "[[phases.days]]", f"name = {quoted(day.name)}")
        if day.on is not None:
            yield f'on = "{day.on.name.title()}"'
        if day.minutes is not None:
            yield f"minutes = {day.minutes}"
        yield from _array("items", (write_item(item) for item in day.items))
