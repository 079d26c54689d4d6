"""What the programme pages show: what there is to follow, and what the safety rules make of it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import Athlete as Profile
from strongstride.coach.catalogue import catalogue
from strongstride.coach.own_exercise import OWN
from strongstride.coach.safety.findings import Finding, Severity
from strongstride.coach.safety.judge import judge
from strongstride.coach.templates.expand import expand
from strongstride.coach.templates.file import (
    Mistake,
    TemplateError,
    published,
    published_template,
    read_template,
)
from strongstride.coach.templates.notation import write_item
from strongstride.coach.templates.template import Template
from strongstride.exchange.wording import counted
from strongstride.training.exercise_queries import OwnText

EXAMPLE = """\
name = "Spring"
summary = "Six weeks of legs and core beside easy running."

[[phases]]
name = "build"
weeks = "1-6"
sessions = 2

[[phases.days]]
name = "legs and core"
items = [
  "goblet-squat 3x8-10 @3RIR rest 2min",
  "dumbbell-romanian-deadlift 3x8 @3RIR rest 2min",
  "single-leg-calf-raise 2x10-15 @2RIR rest 1min",
  "side-plank 2x30s/side rest 30s",
]
"""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One programme to choose."""

    key: str
    name: str
    summary: str
    size: str  # `8 weeks, 3 sessions a week`
    verdict: str
    gravest: str  # stop, change, note or "" when the judge has nothing to say
    is_own: bool
    is_followed: bool


class Broken(msgspec.Struct, frozen=True):
    """An own programme that cannot be read any more, and why."""

    key: str
    mistakes: tuple[Mistake, ...]


class ProgrammeList(msgspec.Struct, frozen=True, kw_only=True):
    """All there is to follow; `follows` is None while our coach writes."""

    follows: str | None
    listed: tuple[Listed, ...]
    broken: tuple[Broken, ...]


class ProgrammePage(msgspec.Struct, frozen=True, kw_only=True):
    """One programme in full."""

    key: str
    own_key: str
    template: Template
    size: str
    is_followed: bool
    findings: tuple[tuple[str, str, str, str], ...]  # severity, exercise, what, instead
    phases: tuple[tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]], ...]


def programme_list(athlete: Athlete, own: Sequence[OwnText], today: date) -> ProgrammeList:
    """The athlete's own programmes, then the published ones, each judged for the athlete."""
    follows, profile = athlete.profile.programme, athlete.profile.athlete
    templates: list[tuple[str, Template]] = []
    broken: list[Broken] = []
    for each in own:
        try:
            templates.append((OWN + each.key, read_template(each.text, "programme")))
        except TemplateError as error:
            broken.append(Broken(each.key, error.mistakes))
    templates += [(name, published_template(name)) for name in published()]
    return ProgrammeList(
        follows=follows,
        listed=tuple(_listed(key, each, profile, today, follows) for key, each in templates),
        broken=tuple(broken),
    )


def _listed(
    key: str, template: Template, profile: Profile, today: date, follows: str | None
) -> Listed:
    findings = judge(expand(template), profile, today)
    return Listed(
        key=key,
        name=template.name,
        summary=template.summary,
        size=_size(template),
        verdict=_verdict(findings),
        gravest=findings[0].severity.value if findings else "",
        is_own=key.startswith(OWN),
        is_followed=key == follows,
    )


def _size(template: Template) -> str:
    weeks = expand(template)
    sessions = [len(week.days) for week in weeks if week.days]
    if not sessions:
        return counted(len(weeks), "week")
    low, high = min(sessions), max(sessions)
    span = f"{low}" if low == high else f"{low} to {high}"
    what = "session" if high == 1 else "sessions"
    return f"{counted(len(weeks), 'week')}, {span} {what} a week"


def _verdict(findings: Iterable[Finding]) -> str:
    """`2 stops, 1 change`: how often the safety rules object, notes aside."""
    counts = Counter(each.severity for each in findings)
    said = [counted(counts[each], each.value) for each in (Severity.STOP, Severity.CHANGE)]
    told = [
        word for word, each in zip(said, (Severity.STOP, Severity.CHANGE), strict=True)
        if counts[each]
    ]  # fmt: skip
    return ", ".join(told) or "nothing to change for you"


def programme_page(athlete: Athlete, key: str, template: Template, today: date) -> ProgrammePage:
    """One programme with what the safety rules would change for this athlete."""
    findings = judge(expand(template), athlete.profile.athlete, today)
    return ProgrammePage(
        key=key,
        own_key=key.removeprefix(OWN) if key.startswith(OWN) else "",
        template=template,
        size=_size(template),
        is_followed=key == athlete.profile.programme,
        findings=tuple(
            (each.severity.value, _name(each.item), each.text, each.change) for each in findings
        ),
        phases=tuple(
            (
                phase.name + (f" ({dict(template.arms)[phase.arm]})" if phase.arm else ""),
                f"weeks {phase.weeks.low:g}-{phase.weeks.high:g}, {phase.sessions} a week",
                tuple((day.name, tuple(write_item(i) for i in day.items)) for day in phase.days),
            )
            for phase in template.phases
        ),
    )


def _name(item: str | None) -> str:
    known = catalogue().exercises.get(item or "")
    return known.name if known else ""
