"""The exercise pages and the figures."""

import re
from base64 import b64encode
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import condition, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.coach import figures
from strongstride.coach.catalogue import Exercise, catalogue
from strongstride.training import exercise_pages as pages
from strongstride.training.exercise_forms import SearchForm
from strongstride.training.exercise_queries import own_exercises
from strongstride.training.progress_pages import exercise_history
from strongstride.training.progress_queries import lifted_since

_STYLE = re.compile("<style>(.*?)</style>", re.DOTALL)
_WEEK_S = 7 * 24 * 3600


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The list; htmx gets the found ones alone."""
    athlete = athlete_of(request)
    form = SearchForm(request.GET)
    wanted = form.wanted()
    found = pages.exercise_list(
        athlete, own_exercises(athlete), wanted, mine=form.is_mine, page=form.page_number
    )
    template = "training/exercises.html"
    if request.headers.get("HX-Request") and not request.headers.get("HX-History-Restore-Request"):
        template = "training/_found.html"
    context = {"page": found, "wanted": wanted, "mine": form.is_mine, "number": form.page_number}
    response = render(request, template, context)
    patch_vary_headers(response, ("HX-Request",))
    return response


@require_safe
def show(request: HttpRequest, exercise: str) -> HttpResponse:
    """One exercise in full, with the athlete's own history of it."""
    athlete = athlete_of(request)
    profile = athlete.profile.athlete
    found = catalogue().exercises.get(exercise)
    own: tuple[Exercise, ...] = ()
    if found is None:
        own = own_exercises(athlete)
        found = _existing({each.id: each for each in own}.get(exercise))
    today = athlete.local_today()
    lifted = lifted_since(athlete, exercise=exercise, own=own)
    history = exercise_history(athlete, lifted, exercise, today, own)
    context = {"page": pages.card(found, profile), "history": history, "units": profile}
    return render(request, "training/exercise.html", context)


def _existing(exercise: Exercise | None) -> Exercise:
    if exercise is None:
        raise Http404
    return exercise


def _digest(text: str) -> str:
    return f'"{sha256(text.encode()).hexdigest()[:24]}"'


def _moving_etag(_request: HttpRequest, exercise: str) -> str | None:
    return _digest(figures.figure(exercise)) if figures.has_figure(exercise) else None


def _still_etag(_request: HttpRequest, exercise: str) -> str | None:
    return _digest(figures.still(exercise)) if figures.has_figure(exercise) else None


@login_not_required
@require_safe
@condition(etag_func=_moving_etag)
def figure(_request: HttpRequest, exercise: str) -> HttpResponse:
    """The moving picture, the same for all: an expired login still shows it in a session."""
    if not figures.has_figure(exercise):
        raise Http404
    return _picture(figures.figure(exercise))


@login_not_required
@require_safe
@condition(etag_func=_still_etag)
def figure_still(_request: HttpRequest, exercise: str) -> HttpResponse:
    """The picture without motion."""
    if not figures.has_figure(exercise):
        raise Http404
    return _picture(figures.still(exercise))


def _picture(svg: str) -> HttpResponse:
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={_WEEK_S}, immutable"
    response["Content-Security-Policy"] = _policy(svg)
    return response


def _policy(svg: str) -> str:
    """Its own style sheet, by its digest, and nothing else."""
    sheets = (sha256(sheet.encode()).digest() for sheet in _STYLE.findall(svg))
    allowed = " ".join(f"'sha256-{b64encode(digest).decode()}'" for digest in sheets)
    return f"default-src 'none'; style-src {allowed}; frame-ancestors 'none'"
