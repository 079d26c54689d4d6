"""Changing race, days or equipment: what the plan would become is shown before it is accepted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from strongstride.accounts.access import athlete_of
from strongstride.accounts.answers.sections import Section
from strongstride.accounts.answers.tables import Answers, AnswersError, with_answers
from strongstride.accounts.views.asking import PICK_BUTTONS, Question, questions, saved
from strongstride.training.planning.actions import preview

CHANGEABLE = (Section.RACE, Section.TIME, Section.EQUIPMENT, Section.WEEK)


def change(request: HttpRequest, section: str) -> HttpResponse:
    """Ask, show the difference, and save once it is accepted."""
    if section not in {each.value for each in CHANGEABLE}:
        raise Http404
    asked = questions(request, (Section(section),))
    if request.POST.get("accept") and saved(request, asked):
        return redirect("training:plan")
    changes = _difference(request, asked) if request.POST.get("see") else None
    is_wrong = any(question.form.is_bound and question.form.errors for question in asked)
    context = {
        "questions": asked,
        "section": section,
        "sections": [(each.value, _TITLES[each]) for each in CHANGEABLE],
        "picks": PICK_BUTTONS,
        "changes": changes,
    }
    return render(request, "training/plan_change.html", context, status=400 if is_wrong else 200)


_TITLES = {
    Section.RACE: "Race",
    Section.TIME: "Days and minutes",
    Section.EQUIPMENT: "Equipment",
    Section.WEEK: "Running week",
}


def _difference(request: HttpRequest, asked: list[Question]) -> tuple[str, ...] | None:
    """What the answers would change in the plan; None while they cannot be used."""
    if not all(question.form.is_valid() for question in asked):
        return None
    athlete = athlete_of(request)
    today = athlete.local_today()
    profile = athlete.profile
    try:
        for question in asked:
            answers: Answers = question.form.answers
            profile = with_answers(profile, answers, today)
    except AnswersError as error:
        asked[0].form.add_error(None, str(error))
        return None
    return preview(athlete, profile, today)
