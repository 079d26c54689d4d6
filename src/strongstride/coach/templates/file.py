"""Programme files: TOML in, a `Template` out, and every mistake with its line.

The format stands in docs/reference/programme-format.md.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
import tomli

from strongstride.coach.athlete import Weekday
from strongstride.coach.catalogue import catalogue
from strongstride.coach.programme import Phase
from strongstride.coach.templates.measures import Span
from strongstride.coach.templates.notation import parse_groups, parse_item
from strongstride.coach.templates.template import (
    Deload,
    Item,
    Ramp,
    Running,
    SetGroup,
    Template,
    TemplateDay,
    TemplatePhase,
)
from strongstride.coach.templates.words import NotationError
from strongstride.coach.toml.form import (
    Finding,
    Form,
    UnfitError,
    choice,
    number,
    show,
    text,
    whole,
)
from strongstride.coach.toml.lines import line_of

T = TypeVar("T")
LAST_WEEK = 104
_WEEKS = re.compile(r"\s*(\d{1,3})(?:\s*-\s*(\d{1,3}))?\s*")
_REPLACE = re.compile(r"replace\s+(\d{1,3})\s*%")
_DAYS = {day.name.lower(): day for day in Weekday} | {day.name[:3].lower(): day for day in Weekday}


class Mistake(msgspec.Struct, frozen=True):
    """One mistake of a programme file: where it stands and what to write instead."""

    line: int
    text: str
    column: int | None = None


class TemplateError(ValueError):
    """A programme file that cannot be used, with every mistake found in it."""

    def __init__(self, file_name: str, mistakes: tuple[Mistake, ...]) -> None:
        self.file_name = file_name
        self.mistakes = mistakes
        super().__init__("\n".join(f"{file_name}:{_place(each)}: {each.text}" for each in mistakes))


def _place(mistake: Mistake) -> str:
    return f"{mistake.line}" if mistake.column is None else f"{mistake.line}:{mistake.column}"


def read_template(content: str, file_name: str) -> Template:
    """The programme a TOML text says; TemplateError lists every mistake with its line."""
    try:
        table = tomli.loads(content)
    except tomli.TOMLDecodeError as error:
        what = f"this is not TOML: {error.msg[:1].lower()}{error.msg[1:]}."
        raise TemplateError(file_name, (Mistake(error.lineno, what, error.colno),)) from None
    except RecursionError:
        what = "lists or tables are nested too deeply; write them flat."
        raise TemplateError(file_name, (Mistake(1, what),)) from None
    findings: list[Finding] = []
    template = _template(Form(table, (), findings))
    if not findings:
        findings += _contradictions(template)
    if findings:
        raise TemplateError(file_name, tuple(sorted(_located(content, findings), key=_order)))
    return template


@cache
def published() -> tuple[str, ...]:
    """The names of the published programmes that ship with the package, in order."""
    folder = files("strongstride.coach").joinpath("data/programmes")
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir()))


@cache
def published_template(name: str) -> Template:
    """A shipped programme by its name in `published()`; KeyError when there is none."""
    if name not in published():
        raise KeyError(name)
    file = files("strongstride.coach").joinpath(f"data/programmes/{name}.toml")
    return read_template(file.read_text("utf-8"), file.name)


def _order(mistake: Mistake) -> tuple[int, int]:
    return mistake.line, mistake.column or 0


def _located(content: str, findings: list[Finding]) -> Iterator[Mistake]:
    lines = content.splitlines()
    for finding in findings:
        where = ".".join(str(part) for part in finding.path if isinstance(part, str))
        line = line_of(content, finding.path, finding.value)
        column, said = _column(finding.text)
        if column is not None and isinstance(finding.value, str):
            start = lines[line - 1].find(finding.value) if line <= len(lines) else -1
            column = start + column if start >= 0 else None
        yield Mistake(line, f"{where}: {said}" if where else said, column)


def _column(said: str) -> tuple[int | None, str]:
    """Take the column off a notation mistake."""
    found = re.match(r"column (\d+): ", said)
    return (int(found[1]), said[found.end() :]) if found else (None, said)


def _template(form: Form) -> Template:
    template = Template(
        name=form.require("name", text, "", 'name = "Spring strength"'),
        source=form.take("source", text, ""),
        doi=form.take("doi", text, "") or None,
        summary=form.take("summary", text, ""),
        reconstructed=form.take_each("reconstructed", text),
        arms=_arms(form.take("arms", _texts, {})),
        ramps=_ramps(form.form("ramps")),
        test_weeks=form.take_each("test_weeks", whole(0, LAST_WEEK, "a week such as 10")),
        deload=_deload(form.form("deload")) if form.has("deload") else None,
        running=form.take("running", _running, Running()),
        phases=tuple(_phase(each) for each in form.forms("phases")),
    )
    if not template.phases:
        form.note('no phase is written; add [[phases]] with weeks = "1-8" and [[phases.days]].')
    form.close()
    return template


def _texts(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise UnfitError(f'{show(value)} is not names and texts; write heavy = "the heavy group".')
    return value


def _arms(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(table.items())


def _ramps(form: Form) -> tuple[Ramp, ...]:
    found = []
    for name in form.unread():
        steps = form.form(name)
        nothing: tuple[SetGroup, ...] = ()
        weeks = steps.unread()
        pairs = tuple((_week_key(steps, key), steps.take(key, _groups, nothing)) for key in weeks)
        found.append(Ramp(name=name, steps=pairs))
    return tuple(found)


def _week_key(form: Form, key: str) -> Span:
    try:
        return _weeks(key)
    except UnfitError as unfit:
        form.note(str(unfit), key, key)
        return Span.of(1)


def _weeks(value: Any) -> Span:
    found = _WEEKS.fullmatch(str(value)) if isinstance(value, str | int) else None
    if found is None or isinstance(value, bool):
        raise UnfitError(f'{show(value)} is not weeks; write "1-8" or "4".')
    first, last = int(found[1]), int(found[2] or found[1])
    if not 0 <= first <= last <= LAST_WEEK:
        raise UnfitError(f'{show(value)} runs backwards or past week {LAST_WEEK}; write "1-8".')
    return Span(first, last)


def _deload(form: Form) -> Deload:
    found = Deload(
        weeks=form.take_each("weeks", whole(1, LAST_WEEK, "a week such as 4")),
        sets=form.take("sets", number(0.1, 1, "the share of sets kept, such as 0.5"), 0.5),
        extra_rir=form.take("extra_rir", number(0, 5, "repetitions such as 2"), 2.0),
    )
    form.close()
    return found


def _running(value: Any) -> Running:
    said = text(value).lower()
    if said == "add":
        return Running()
    found = _REPLACE.fullmatch(said)
    if found is None or int(found[1]) > 100:
        raise UnfitError(f'{show(value)} is not known; write "add" or "replace 30%".')
    return Running(replaces=int(found[1]) / 100)


def _phase(form: Form) -> TemplatePhase:
    days = tuple(_day(each) for each in form.forms("days"))
    if not days:
        form.note('this phase has no day; add [[phases.days]] with items = ["back-squat 3x8"].')
    sessions = form.take("sessions", whole(1, 7, "sessions a week such as 2"), len(days))
    running = form.take("running", _running, Running()) if form.has("running") else None
    found = TemplatePhase(
        name=form.require("name", text, "", 'name = "heavy"'),
        weeks=form.require("weeks", _weeks, Span.of(1), 'weeks = "1-8"'),
        sessions=sessions,
        arm=form.take("arm", text, "") or None,
        kind=form.take("kind", choice(Phase), Phase.STRENGTH) if form.has("kind") else None,
        running=running,
        days=days,
    )
    form.close()
    return found


def _day(form: Form) -> TemplateDay:
    minutes = form.take("minutes", whole(5, 240, "minutes such as 45"), 0)
    found = TemplateDay(
        name=form.require("name", text, "", 'name = "day 1"'),
        on=form.take("on", _weekday, Weekday.MONDAY) if form.has("on") else None,
        minutes=minutes or None,
        items=form.take_each("items", _item),
    )
    if not found.items:
        form.note('this day has no exercise; add items = ["back-squat 3x8 @2RIR"].')
    form.close()
    return found


def _weekday(value: Any) -> Weekday:
    found = _DAYS.get(text(value).lower())
    if found is None:
        raise UnfitError(f'{show(value)} is not a day of the week; write "Tue" or "Tuesday".')
    return found


def _read(parse: Callable[[str], T], value: Any) -> T:
    if not isinstance(value, str):
        raise UnfitError(f'{show(value)} is not a line in quotes; write "back-squat 3x8 @2RIR".')
    try:
        return parse(value)
    except NotationError as error:
        raise UnfitError(str(error)) from None


def _groups(value: Any) -> tuple[SetGroup, ...]:
    return _read(parse_groups, value)


def _item(value: Any) -> Item:
    item = _read(parse_item, value)
    return msgspec.structs.replace(
        item,
        exercise=_known(item.exercise, value),
        instead=tuple(_known(name, value) for name in item.instead),
    )


def _known(name: str, line: str) -> str:
    """The catalogue id of an exercise as a coach spells it."""
    found = catalogue().exercises.get(name) or catalogue().named(name)
    if found is not None:
        return found.id
    near = catalogue().nearest(name)
    hint = f"did you mean {' or '.join(near)}?" if near else "look it up among the exercises."
    raise UnfitError(f'column {line.find(name) + 1}: there is no exercise "{name}"; {hint}')


def _contradictions(template: Template) -> Iterator[Finding]:
    """What each line says well but the whole does not: arms, ramps and weeks that do not fit."""
    arms = {name for name, _ in template.arms}
    for place, phase in enumerate(template.phases):
        path = ("phases", place)
        if phase.arm is not None and phase.arm not in arms:
            known = ", ".join(sorted(arms)) or "none yet"
            text = f'there is no arm "{phase.arm}"; name it in [arms] (there: {known}).'
            yield Finding((*path, "arm"), text, phase.arm)
        yield from _overlaps(template.phases, place)
        yield from _ramp_gaps(template, phase, path)


def _overlaps(phases: tuple[TemplatePhase, ...], place: int) -> Iterator[Finding]:
    phase = phases[place]
    for other in phases[:place]:
        together = phase.arm is None or other.arm is None or phase.arm == other.arm
        first = max(phase.weeks.low, other.weeks.low)
        if together and first <= min(phase.weeks.high, other.weeks.high):
            text = f'week {first:g} stands in "{other.name}" too; let each week stand in one phase.'
            yield Finding(("phases", place, "weeks"), text)


def _ramp_gaps(
    template: Template, phase: TemplatePhase, path: tuple[str | int, ...]
) -> Iterator[Finding]:
    ramps = {ramp.name: ramp for ramp in template.ramps}
    for at, day in enumerate(phase.days):
        for item in day.items:
            here = (*path, "days", at, "items")
            if item.ramp is None:
                continue
            if item.ramp not in ramps:
                known = ", ".join(sorted(ramps)) or "none yet"
                text = f'there is no ramp "{item.ramp}"; write it under [ramps] (there: {known}).'
                yield Finding(here, text, f"ramp {item.ramp}")
                continue
            missing = _missing_week(ramps[item.ramp], phase, item)
            if missing is not None:
                text = f'ramp "{item.ramp}" says nothing for week {missing}; add it under [ramps].'
                yield Finding(here, text, f"ramp {item.ramp}")


def _missing_week(ramp: Ramp, phase: TemplatePhase, item: Item) -> int | None:
    for week in range(int(phase.weeks.low), int(phase.weeks.high) + 1):
        wanted = not item.weeks or any(week in span for span in item.weeks)
        if wanted and not any(week in span for span, _ in ramp.steps):
            return week
    return None
