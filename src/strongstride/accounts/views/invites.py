"""Invites: links for people one would like to have on this server."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from strongstride.accounts.access import user_of
from strongstride.accounts.adapter import INVITE
from strongstride.accounts.forms import InviteForm
from strongstride.accounts.invites import (
    InviteError,
    invites_of,
    make_invite,
    may_invite,
    withdraw_invite,
)
from strongstride.web import clock
from strongstride.web.addresses import absolute


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """The invites of this user; POST makes one and shows its link, this once."""
    user, link = user_of(request), ""
    if not may_invite(user):
        raise Http404
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = make_invite(user, form.cleaned_data["note"])
            link = absolute("accounts:join", secret)
        except InviteError as error:
            form.add_error(None, str(error))
    context = {"invites": invites_of(user), "form": form, "link": link, "now": clock.now()}
    return render(request, "accounts/invites.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, invite_id: UUID) -> HttpResponse:
    """Take an invite back."""
    if not withdraw_invite(user_of(request), invite_id):
        raise Http404
    messages.success(request, "Withdrawn: this link opens nothing any more.")
    return redirect("accounts:invites")


@never_cache
@login_not_required
def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Remember the invite in the session, so that the secret leaves the address bar."""
    request.session[INVITE] = secret
    return redirect("account_signup")
