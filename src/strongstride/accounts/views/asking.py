"""Asking an athlete: the forms of some sections on one page, shown, judged and saved together."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest

from strongstride.accounts.access import athlete_of
from strongstride.accounts.actions import save_answers
from strongstride.accounts.answers.equipment import PICKS, EquipmentForm, Pick, picked
from strongstride.accounts.answers.form import AnswersForm
from strongstride.accounts.answers.running import race_is_soon
from strongstride.accounts.answers.sections import SECTIONS, Section
from strongstride.accounts.answers.tables import Answers, AnswersError

PICK_BUTTONS = [{"value": pick.value, "label": label} for pick, label in PICKS.items()]


class Question(NamedTuple):
    """A section on its page."""

    section: Section
    title: str
    form: AnswersForm
    fields: str  # template of its fields


def questions(request: HttpRequest, sections: Iterable[Section]) -> list[Question]:
    """The forms of these sections, bound when they were sent."""
    athlete = athlete_of(request)
    today = athlete.local_today()
    data = request.POST if request.method == "POST" else None
    asked = []
    for section in sections:
        title, kind, fields = SECTIONS[section]
        given = _picked(request, kind, athlete.profile.athlete.mass_unit.value)
        form = kind(athlete.profile, today, None if given else data, given)
        asked.append(Question(section, title, form, fields))
    if _pick(request) is not None:  # the others keep what was typed, without being judged
        asked = [each._replace(form=_as_typed(each.form)) for each in asked]
    return asked


def saved(request: HttpRequest, asked: Iterable[Question]) -> bool:
    """Save the answers when all are fit; else the forms tell every mistake."""
    asked = list(asked)
    if request.method != "POST" or _pick(request) is not None:
        return False
    if not all([each.form.is_valid() for each in asked]):  # noqa: C419 all mistakes at once
        return False
    by_section: Mapping[str, Answers] = {each.section: each.form.answers for each in asked}
    athlete = athlete_of(request)
    today = athlete.local_today()
    try:
        profile = save_answers(athlete, by_section, today)
    except AnswersError as error:  # one section does not fit the other, or what changed meanwhile
        asked[0].form.add_error(None, str(error))
        return False
    soon = race_is_soon(profile.athlete.goal, today) if Section.RACE in by_section else ""
    if soon:
        messages.info(request, soon)
    return True


def _pick(request: HttpRequest) -> Pick | None:
    said = request.POST.get("pick", "")
    return Pick(said) if said in set(Pick) else None


def _picked(request: HttpRequest, kind: type[AnswersForm], unit: str) -> dict[str, Any] | None:
    pick = _pick(request)
    if pick is None or kind is not EquipmentForm:
        return None
    from strongstride.coach.quantities import MassUnit

    said = request.POST.get("unit", unit)
    return picked(pick, MassUnit(said if said in set(MassUnit) else unit))


def _as_typed(form: AnswersForm) -> AnswersForm:
    if not form.is_bound:
        return form
    typed = {name: form[name].data for name in form.fields}
    return type(form)(form.profile, form.today, initial=typed)
