"""Own exercises and own programmes as text, and the programme to follow."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.coach.own_exercise import EXAMPLE, OWN, OwnExerciseError
from strongstride.coach.templates.file import TemplateError
from strongstride.training import exercise_actions as actions
from strongstride.training import exercise_queries as queries
from strongstride.training import programme_pages as pages
from strongstride.training.exercise_forms import TextForm
from strongstride.web.clock import local_today


def edit_exercise(request: HttpRequest, key: str = "") -> HttpResponse:
    """Write an exercise of one's own, or change one."""
    athlete = athlete_of(request)
    known = {each.key: each.text for each in queries.own_exercise_texts(athlete)}
    if key and key not in known:
        raise Http404
    form = TextForm(request.POST or None, initial={"text": known.get(key, EXAMPLE)})
    mistakes: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_own_exercise(athlete, form.cleaned_data["text"], key)
        except OwnExerciseError as error:
            mistakes = error.mistakes
        else:
            messages.success(request, "Saved.")
            return redirect("training:exercise", OWN + saved)
    context = {"form": form, "key": key, "mistakes": mistakes}
    status = 422 if form.errors or mistakes else 200
    return render(request, "training/own_exercise.html", context, status=status)


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
    today = local_today(athlete.profile.athlete.time_zone)
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
    today = local_today(athlete.profile.athlete.time_zone)
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
    athlete = athlete_of(request)
    known = {each.key: each.text for each in queries.own_programme_texts(athlete)}
    if key and key not in known:
        raise Http404
    form = TextForm(request.POST or None, initial={"text": known.get(key, pages.EXAMPLE)})
    mistakes: tuple[object, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            saved = actions.save_own_programme(athlete, form.cleaned_data["text"], key)
        except TemplateError as error:
            mistakes = error.mistakes
        else:
            messages.success(request, "Saved.")
            return redirect("training:programme", OWN + saved)
    context = {"form": form, "key": key, "mistakes": mistakes}
    status = 422 if form.errors or mistakes else 200
    return render(request, "training/own_programme.html", context, status=status)


@require_POST
def remove_programme(request: HttpRequest, key: str) -> HttpResponse:
    """Take a programme of one's own away."""
    if not actions.remove_own_programme(athlete_of(request), key):
        raise Http404
    messages.success(request, "Removed.")
    return redirect("training:programmes")
