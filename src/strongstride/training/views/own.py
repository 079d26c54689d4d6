"""Own exercises and own programmes as text, and the programme to follow."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.accounts.models import Athlete
from strongstride.coach.own_exercise import EXAMPLE, OWN, OwnExerciseError
from strongstride.coach.templates.file import TemplateError
from strongstride.training import exercise_actions as actions
from strongstride.training import exercise_queries as queries
from strongstride.training import programme_pages as pages
from strongstride.training.exercise_forms import TextForm


class _Writing(NamedTuple):
    """What one may write oneself, and where it is kept."""

    what: str  # as its page and its form are called
    example: str
    texts: Callable[[Athlete], tuple[queries.OwnText, ...]]
    keep: Callable[[Athlete, str, str], str]


_EXERCISE = _Writing("exercise", EXAMPLE, queries.own_exercise_texts, actions.save_own_exercise)
_PROGRAMME = _Writing(
    "programme", pages.EXAMPLE, queries.own_programme_texts, actions.save_own_programme
)


def edit_exercise(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write an exercise of one's own, or change one."""
    return _edit(request, key, _EXERCISE)


@require_POST
def remove_exercise(request: HttpRequest, key: str) -> HttpResponse:
    """Take an exercise of one's own away; its history stays."""
    if not actions.remove_own_exercise(athlete_of(request), key):
        raise Http404
    messages.success(request, "Removed. What you logged of it stays.")
    return redirect("training:exercises")


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes to choose from, each with what the safety rules would change for oneself."""
    athlete = athlete_of(request)
    today = athlete.local_today()
    own = queries.own_programme_texts(athlete)
    page = pages.programme_list(athlete, own, today)
    return render(request, "training/programmes.html", {"page": page})


@require_safe
def programme(request: HttpRequest, key: str) -> HttpResponse:
    """One programme in full."""
    athlete = athlete_of(request)
    template = queries.programme_named(athlete, key)
    if template is None:
        raise Http404
    today = athlete.local_today()
    page = pages.programme_page(athlete, key, template, today)
    return render(request, "training/programme.html", {"page": page})


@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """Follow a programme, or none: then our coach writes."""
    key = request.POST.get("programme") or None
    try:
        actions.follow_programme(athlete_of(request), key)
    except actions.NoSuchProgrammeError:
        raise Http404 from None
    said = "Our coach writes your sessions." if key is None else "You follow this programme now."
    messages.success(request, f"{said} The plan is made anew.")
    return redirect("training:programmes")


def edit_programme(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write a programme of one's own, or change one."""
    return _edit(request, key, _PROGRAMME)


@require_POST
def remove_programme(request: HttpRequest, key: str) -> HttpResponse:
    """Take a programme of one's own away."""
    if not actions.remove_own_programme(athlete_of(request), key):
        raise Http404
    messages.success(request, "Removed.")
    return redirect("training:programmes")


def _edit(request: HttpRequest, key: str, writing: _Writing) -> HttpResponse:
    """Something new where there is no key; mistakes are shown beside the text."""
    athlete = athlete_of(request)
    known = {each.key: each.text for each in writing.texts(athlete)}
    if key and key not in known:
        raise Http404
    form = TextForm(request.POST or None, initial={"text": known.get(key, writing.example)})
    mistakes: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            saved = writing.keep(athlete, form.cleaned_data["text"], key)
        except (OwnExerciseError, TemplateError) as error:
            mistakes = error.mistakes
        else:
            messages.success(request, "Saved.")
            return redirect(f"training:{writing.what}", OWN + saved)
    context = {"form": form, "key": key, "mistakes": mistakes}
    status = 422 if form.errors or mistakes else 200
    return render(request, f"training/own_{writing.what}.html", context, status=status)
