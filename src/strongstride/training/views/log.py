"""The log by hand: the list of sessions, one session, and putting right what was logged."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.coach.catalogue import catalogue
from strongstride.coach.quantities import MassUnit
from strongstride.training.session_log import hand
from strongstride.training.session_log.access import (
    get_any_own_set_or_404,
    get_own_training_session_or_404,
)
from strongstride.training.session_log.forms import SessionForm, SetForm, initial_of
from strongstride.training.session_log.page import session_page
from strongstride.training.session_log.queries import sessions_of

A_PAGE = 20


def sessions(request: HttpRequest) -> HttpResponse:
    """Every session that counts, newest first."""
    pages = Paginator(sessions_of(athlete_of(request)), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(request, "training/sessions.html", {"page": page})


def session(request: HttpRequest, key: UUID) -> HttpResponse:
    """One session with every set of it."""
    row = get_own_training_session_or_404(request, key)
    person = row.athlete.profile.athlete
    return render(
        request, "training/session_log.html", {"page": session_page(row), "person": person}
    )


def add_session(request: HttpRequest) -> HttpResponse:
    """A session that was done without the player."""
    athlete = athlete_of(request)
    today = athlete.local_today()
    form = SessionForm(request.POST or None, today=today, initial={"on": today})
    if request.method == "POST" and form.is_valid():
        key = hand.add_past_session(athlete, **form.cleaned_data)
        return redirect("training:set-new", key)
    return render(request, "training/session_new.html", {"form": form})


@require_POST
def remove_session(request: HttpRequest, key: UUID) -> HttpResponse:
    """Out of the log, or back into it."""
    hand.discard_or_return(get_own_training_session_or_404(request, key))
    return redirect("training:session-log", key)


def add_set(request: HttpRequest, key: UUID) -> HttpResponse:
    """A set more in a session."""
    row = get_own_training_session_or_404(request, key)
    form = SetForm(request.POST or None, unit=_unit(request), initial=_same_again(request))
    if request.method == "POST" and form.is_valid():
        hand.add_set_to(row, form.cleaned_data)
        messages.success(request, "Logged.")
        return redirect("training:session-log", key)
    return _set_page(request, form, {"session": row})


def edit_set(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a set right."""
    row = get_any_own_set_or_404(request, key)
    form = SetForm(request.POST or None, unit=_unit(request), initial=initial_of(row))
    form.remember_what_is_shown()
    if request.method == "POST" and form.is_valid():
        hand.correct_set(row, form.changed())
        return redirect("training:session-log", row.training_session_id)
    return _set_page(request, form, {"session": row.training_session, "set": row})


@require_POST
def remove_set(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a set out of the log."""
    row = get_any_own_set_or_404(request, key)
    hand.take_out_set(row)
    return redirect("training:session-log", row.training_session_id)


@require_POST
def restore_set(request: HttpRequest, key: UUID) -> HttpResponse:
    """Put a set back."""
    row = get_any_own_set_or_404(request, key)
    hand.put_back_set(row)
    return redirect("training:session-log", row.training_session_id)


def _unit(request: HttpRequest) -> MassUnit:
    return athlete_of(request).profile.athlete.mass_unit


def _same_again(request: HttpRequest) -> dict[str, object]:
    """A set like the one before: most are."""
    before = request.GET.get("like")
    try:
        row = get_any_own_set_or_404(request, UUID(before)) if before else None
    except ValueError:
        row = None
    return {"kind": "working"} if row is None else {**initial_of(row), "note": ""}


def _set_page(request: HttpRequest, form: SetForm, more: dict[str, object]) -> HttpResponse:
    names = sorted(each.name for each in catalogue().training)
    return render(request, "training/set.html", {"form": form, "names": names, **more})
