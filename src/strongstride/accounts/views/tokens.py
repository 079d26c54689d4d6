"""Tokens for the API: made, told once, revoked."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from strongstride.accounts.access import athlete_of
from strongstride.accounts.forms import TokenForm
from strongstride.accounts.tokens import TokenError, make_token, revoke_token, tokens_of


@never_cache
def show(request: HttpRequest) -> HttpResponse:
    """All tokens of the athlete, and a form for a new one."""
    context = {"tokens": tokens_of(athlete_of(request)), "form": TokenForm()}
    return render(request, "accounts/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def make(request: HttpRequest) -> HttpResponseBase:
    """Make a token; who comes without its form, as from the password in a second tab, gets one."""
    if request.method != "POST":
        return redirect("accounts:tokens")
    made: HttpResponseBase = _make(request)
    return made


@reauthentication_required  # type: ignore[untyped-decorator]
def _make(request: HttpRequest) -> HttpResponse:
    """Make a token and tell its secret, this once."""
    form, secret = TokenForm(request.POST), ""
    if form.is_valid():
        try:
            _, secret = make_token(athlete_of(request), *form.chosen())
        except TokenError as error:
            form.add_error(None, str(error))
    context = {
        "tokens": tokens_of(athlete_of(request)),
        "form": TokenForm() if secret else form,
        "secret": secret,
    }
    return render(request, "accounts/tokens.html", context, status=200 if secret else 400)


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """Forget a token."""
    if not revoke_token(athlete_of(request), token_id):
        raise Http404
    messages.success(request, "Revoked: this token opens nothing any more.")
    return redirect("accounts:tokens")
