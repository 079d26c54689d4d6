"""Forgetting donors: by themselves from the page of their gift, or by who keeps the books."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from strongstride.accounts.access import athlete_of
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.asking import sent
from strongstride.clubs.models import Membership
from strongstride.giving.desk.access import keeper
from strongstride.giving.donors.erasure import forget
from strongstride.giving.donors.forms import ForgetForm, SureForm
from strongstride.giving.donors.keeping import keeping
from strongstride.giving.links import donation_of
from strongstride.giving.models import Regime
from strongstride.web import clock

_FORM = ("GET", "HEAD", "POST")


@login_not_required
@never_cache
@require_http_methods(_FORM)
def forget_me(request: HttpRequest, token: str) -> HttpResponse:
    """A donor takes their name and address away from a gift."""
    donation = donation_of(token)
    form = SureForm(sent(request))
    if request.method == "POST" and form.is_valid():
        forget([donation.donor], clock.now())
        messages.success(request, "Your name and address are gone. Your gift counts on.")
        return redirect("giving:gift", token)
    cause = donation.campaign.cause
    context = {"donation": donation, "cause": cause, "token": token, "form": form}
    context |= {"years": keeping()[Regime(cause.regime)].years}
    status = 400 if form.errors else 200
    return render(request, "giving/donors/forget_me.html", context, status=status)


@never_cache
@require_http_methods(_FORM)
def forget_donor(request: HttpRequest, club: str) -> HttpResponse:
    """Who keeps the books does it for a donor who asked them to."""
    me = keeper(athlete_of(request), club)
    answer: HttpResponse = _asked(request, me)
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _asked(request: HttpRequest, me: Membership) -> HttpResponse:
    form = ForgetForm(sent(request), me.club)
    if request.method == "POST" and form.is_valid():
        number = forget(form.cleaned_data["who"], clock.now())
        note(me.club, me, "donor forgotten", after={"gifts and pledges of": number})
        messages.success(request, "Forgotten. What they gave counts on.")
        return redirect("giving:desk", me.club.slug)
    status = 400 if form.errors else 200
    context = {"club": me.club, "form": form}
    return render(request, "giving/donors/forget.html", context, status=status)
