"""Changing the plan: every change answers with what else moved and why, and can be taken back."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.coach.adjusting.adjustment import (
    Adjustment,
    DaysAway,
    Hurts,
    MoveSession,
    PinSession,
    ShortenSession,
    SkipSession,
    Sore,
    SwapExercise,
)
from strongstride.coach.catalogue import BodyPart, Region
from strongstride.training.planning.access import get_own_adjustment_or_404
from strongstride.training.planning.actions import NotAdjustedError, adjust, take_runs
from strongstride.training.planning.actions import undo as undo_adjustment
from strongstride.training.planning.adjusted import read_body
from strongstride.training.planning.forms import (
    AwayForm,
    HurtsForm,
    MoveForm,
    RunsFileForm,
    ShortenForm,
    SoreForm,
    SwapForm,
)
from strongstride.training.planning.last_change import title_of
from strongstride.training.planning.limits import MOST_FILE_BYTES
from strongstride.web.addresses import way_back


@require_POST
def move(request: HttpRequest, key: str) -> HttpResponse:
    """A session to another day of its week."""
    return _adjusted(
        request,
        MoveForm(request.POST),
        lambda said, today: MoveSession(made_on=today, session=key, to=said["to"]),
    )


@require_POST
def pin(request: HttpRequest, key: str) -> HttpResponse:
    """A session stays on its day."""
    return _adjusted(
        request,
        MoveForm(request.POST),
        lambda said, today: PinSession(made_on=today, session=key, on=said["to"]),
    )


@require_POST
def skip(request: HttpRequest, key: str) -> HttpResponse:
    """A session falls away."""
    return _adjusted(
        request, forms.Form({}), lambda _, today: SkipSession(made_on=today, session=key)
    )


@require_POST
def shorten(request: HttpRequest, key: str) -> HttpResponse:
    """A session in fewer minutes."""
    return _adjusted(
        request,
        ShortenForm(request.POST),
        lambda said, today: ShortenSession(made_on=today, session=key, minutes=said["minutes"]),
    )


@require_POST
def swap(request: HttpRequest, key: str) -> HttpResponse:
    """Another exercise, in this session or from now on."""
    return _adjusted(
        request,
        SwapForm(request.POST),
        lambda said, today: SwapExercise(
            made_on=today,
            exercise=said["exercise"],
            instead=said["instead"],
            session=None if said["always"] else key,
        ),
    )


@require_POST
def away(request: HttpRequest) -> HttpResponse:
    """Days without strength; with a mistake, back at the form with what was typed."""
    form = AwayForm(request.POST, today=athlete_of(request).local_today())
    if not form.is_valid():
        typed = {name: request.POST.get(name, "") for name in form.fields}
        return redirect(f"{reverse('training:plan')}?{urlencode(typed)}#days-away")
    return _adjusted(
        request,
        form,
        lambda said, today: DaysAway(made_on=today, first=said["first"], last=said["last"]),
    )


@require_POST
def sore(request: HttpRequest) -> HttpResponse:
    """Muscles are sore."""
    return _adjusted(
        request,
        SoreForm(request.POST),
        lambda said, today: Sore(
            made_on=today,
            region=Region(said["region"]),
            until=today + timedelta(days=said["days"] - 1),
        ),
    )


@require_POST
def hurts(request: HttpRequest) -> HttpResponse:
    """Something hurts."""
    return _adjusted(
        request,
        HurtsForm(request.POST),
        lambda said, today: Hurts(made_on=today, part=BodyPart(said["part"]), level=said["level"]),
    )


@require_POST
def runs_file(request: HttpRequest) -> HttpResponse:
    """Planned runs from a calendar or table."""
    form = RunsFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _sorry(request, form)
    file = form.cleaned_data["file"]
    if file.size > MOST_FILE_BYTES:
        messages.error(request, "That file is larger than 5 MB: export the running plan alone.")
        return _back(request)
    athlete = athlete_of(request)
    today = athlete.local_today()
    try:
        take_runs(athlete, file.read(), file.name, today)
    except NotAdjustedError as error:
        messages.error(request, str(error))
    return _back(request)


@require_POST
def undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Take a change back."""
    athlete = athlete_of(request)
    row = get_own_adjustment_or_404(athlete, key)
    changes = undo_adjustment(athlete, row, athlete.local_today())
    what = title_of(read_body(row.kind, row.body))
    messages.success(request, f"Undone: {what.lower()}. {' '.join(changes)}")
    return _back(request)


def _adjusted(
    request: HttpRequest,
    form: forms.Form,
    wish: Callable[[dict[str, Any], date], Adjustment],
) -> HttpResponse:
    """Make the adjustment a valid form asks for; else say what is wrong. Then back to the page."""
    if not form.is_valid():
        return _sorry(request, form)
    athlete = athlete_of(request)
    today = athlete.local_today()
    try:
        adjust(athlete, wish(form.cleaned_data, today), today)
    except NotAdjustedError as error:
        messages.error(request, str(error))
    return _back(request)


def _sorry(request: HttpRequest, form: forms.Form) -> HttpResponse:
    for field, errors in form.errors.items():
        label = "" if field == "__all__" else f"{form.fields[field].label or field.capitalize()}: "
        messages.error(request, f"{label}{' '.join(str(error) for error in errors)}")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the form stood on."""
    return redirect(way_back(request) or "training:plan")
