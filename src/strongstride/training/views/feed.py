"""The private calendar: an address nobody can guess, which can be taken back."""

import secrets
from uuid import UUID

import msgspec
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.accounts.actions import change_profile
from strongstride.exchange.calendar_out import calendar_bytes
from strongstride.training.planning.access import athlete_of_calendar_or_404
from strongstride.training.planning.outgoing import programme_out


@login_not_required
@require_safe
def calendar(_request: HttpRequest, athlete: UUID, secret: str) -> HttpResponse:
    """The sessions of the plan as iCalendar; the address itself is the key."""
    owner = athlete_of_calendar_or_404(athlete, secret)
    person = owner.profile.athlete
    today = owner.local_today()
    data = calendar_bytes(programme_out(owner, today), person, today)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """A new address; the one before no longer opens."""
    secret = secrets.token_urlsafe(32)
    change_profile(
        athlete_of(request),
        lambda profile: msgspec.structs.replace(profile, calendar_secret=secret),
    )
    messages.success(request, "Your calendar has an address of its own. Keep it to yourself.")
    return redirect("training:plan")


@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """No address any more."""
    change_profile(
        athlete_of(request), lambda profile: msgspec.structs.replace(profile, calendar_secret="")
    )
    messages.success(request, "The calendar's address no longer opens.")
    return redirect("training:plan")
