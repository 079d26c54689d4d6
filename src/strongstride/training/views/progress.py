"""The progress pages."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from strongstride.accounts.access import athlete_of
from strongstride.runs.queries import shaped_runs
from strongstride.training import progress_pages as pages
from strongstride.training.exercise_queries import own_exercises
from strongstride.training.progress_queries import lifted_since


def show(request: HttpRequest) -> HttpResponse:
    """The overview."""
    athlete = athlete_of(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    since = pages.first_day_read(today)
    began = today if athlete.set_up_at is None else athlete.set_up_at.date()
    own = own_exercises(athlete)
    runs, lifted = shaped_runs(athlete, since), lifted_since(athlete, since, own=own)
    page = pages.overview(athlete, runs, lifted, today, began, own)
    return render(request, "training/progress.html", {"page": page, "units": profile})


def running(request: HttpRequest) -> HttpResponse:
    """Am I getting faster?"""
    athlete = athlete_of(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    page = pages.running_page(athlete, shaped_runs(athlete, pages.first_day_read(today)), today)
    return render(request, "training/progress_running.html", {"page": page, "units": profile})


def lift(request: HttpRequest, exercise: str) -> HttpResponse:
    """One lift with every session behind it."""
    athlete = athlete_of(request)
    profile = athlete.profile.athlete
    today = athlete.local_today()
    own = own_exercises(athlete)
    lifted = lifted_since(athlete, exercise=exercise, own=own)
    page = pages.lift_page(athlete, lifted, exercise, today, own)
    if page is None:
        raise Http404
    return render(request, "training/progress_lift.html", {"page": page, "units": profile})
