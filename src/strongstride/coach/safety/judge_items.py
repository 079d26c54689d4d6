"""The judge's rules for one line of a programme: one exercise in one session of one week."""

from collections.abc import Callable, Iterator
from datetime import date

import msgspec

from strongstride.coach.athlete import Athlete, Experience
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.coach.equipment import can_do
from strongstride.coach.programme import Phase
from strongstride.coach.rules import n
from strongstride.coach.safety.exercises import allowed, is_drop, stand_in, worst_pain
from strongstride.coach.safety.findings import Finding, Severity, finding
from strongstride.coach.templates.template import Item, SetGroup, TemplateDay, TemplateWeek

LEARNING = (Experience.NONE, Experience.SOME)


class Case(msgspec.Struct, frozen=True):
    """One item where it stands; `trained` counts the training weeks before this one."""

    athlete: Athlete
    today: date
    week: TemplateWeek
    day: TemplateDay
    item: Item
    trained: int

    @property
    def exercise(self) -> Exercise:
        """The item's exercise."""
        return catalogue().get(self.item.exercise)

    @property
    def newcomer(self) -> bool:
        """Whether the athlete is still in the first weeks of learning to lift."""
        weeks = n("not-to-failure", "learning_weeks")
        return self.athlete.experience in LEARNING and self.trained < weeks

    def finding(self, rule: str, severity: Severity, text: str, change: str) -> Finding:
        """A finding about this item."""
        return finding(
            rule,
            severity,
            text,
            change,
            week=self.week.number,
            day=self.day.name,
            item=self.item.exercise,
        )


def item_findings(case: Case) -> Iterator[Finding]:
    """What the rules would change about one item."""
    for rule in _RULES:
        found = rule(case)
        if found is not None:
            yield found


def _not_allowed(case: Case) -> Finding | None:
    against = allowed(case.exercise, case.athlete, case.today)
    if against is None:
        return None
    return case.finding(against.rule, Severity.STOP, against.text, _instead(case))


def _sore(case: Case) -> Finding | None:
    """What stays allowed where pain is moderate is done with less."""
    pain = worst_pain(case.exercise, case.athlete)
    if pain is None or pain.level < n("pain-monitoring", "reduce"):
        return None
    if allowed(case.exercise, case.athlete, case.today) is not None:
        return None
    text = f"{case.exercise.name} stresses the {pain.part}, where pain is {pain.level}/10."
    hold, cut = n("pain-monitoring", "hold"), n("pain-and-load", "load_cut")
    change = f"Take {cut:.0%} less load and a set less until it is {hold:.0f}."
    return case.finding("pain-and-load", Severity.CHANGE, text, change)


def _no_equipment(case: Case) -> Finding | None:
    if can_do(case.athlete.equipment, case.exercise):
        return None
    text = f"{case.exercise.name}: the equipment for it is not on your list."
    return case.finding("equipment-needed", Severity.CHANGE, text, _instead(case))


def _instead(case: Case) -> str:
    equipment = case.athlete.equipment
    found = stand_in(
        case.exercise,
        case.item.instead,
        case.athlete,
        lambda each: can_do(equipment, each),
        case.today,
    )
    return f"Do {found.name} instead." if found else "Leave it out."


def _drop_height(case: Case) -> Finding | None:
    if not is_drop(case.exercise):
        return None
    height = case.item.box_cm.high if case.item.box_cm else case.exercise.box_height_cm or 0
    most, early = n("drop-height", "most_cm"), n("drop-height", "early_cm")
    after = n("drop-height", "after_weeks")
    if height > most:
        text = f"Drops from {height:.0f} cm are higher than {most:.0f} cm."
        return case.finding("drop-height", Severity.STOP, text, f"Drop from {most:.0f} cm at most.")
    if height > early and case.newcomer and case.trained < after:
        text = f"Drops from {height:.0f} cm come before {after:.0f} weeks of strength training."
        change = f"Drop from {early:.0f} cm until then."
        return case.finding("drop-height", Severity.CHANGE, text, change)
    return None


def _to_failure(case: Case) -> Finding | None:
    hard = [group for group in case.item.groups if _fails(group)]
    if not hard:
        return None
    keep = f"{n('not-to-failure', 'reserve'):.0f}"
    learning = case.newcomer or case.week.kind is Phase.FORM
    if learning:
        text = f"{case.exercise.name} goes to failure while form is being learned."
        change = f"Stop with {keep} repetitions in reserve."
        return case.finding("not-to-failure", Severity.CHANGE, text, change)
    if sum(group.sets.high for group in hard) <= 1:
        return None
    text = f"{case.exercise.name} goes to failure in more than the last set."
    change = f"Keep {keep} repetitions in reserve in all sets but the last."
    return case.finding("not-to-failure", Severity.NOTE, text, change)


def _fails(group: SetGroup) -> bool:
    return group.rm or (group.rir is not None and group.rir.low <= 0 and group.mvc is None)


def _too_soon_heavy(case: Case) -> Finding | None:
    weeks = {
        Experience.NONE: n("form-weeks", "never"),
        Experience.SOME: n("form-weeks", "some"),
    }.get(case.athlete.experience, 0)
    if case.trained >= weeks or not any(_is_heavy(group) for group in case.item.groups):
        return None
    text = f"{case.exercise.name} is heavy before {weeks:.0f} weeks of learning its form."
    change = f"Put {weeks:.0f} weeks of 2-3x10-15 with 4-5 in reserve before it."
    return case.finding("form-before-heavy", Severity.CHANGE, text, change)


def _is_heavy(group: SetGroup) -> bool:
    rule = "form-before-heavy"
    by_share = group.percent is not None and group.percent.high >= n(rule, "heavy_percent")
    return by_share or (group.rm and group.amount.low <= n(rule, "heavy_reps"))


_RULES: tuple[Callable[[Case], Finding | None], ...] = (
    _not_allowed,
    _sore,
    _no_equipment,
    _drop_height,
    _to_failure,
    _too_soon_heavy,
)
