"""Taking everything away, and deleting the account."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from strongstride.accounts.access import athlete_of, user_of
from strongstride.training.own_data.erase import erase_account
from strongstride.training.own_data.export import export_zip
from strongstride.training.own_data.forms import EraseForm


def export(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """What the zip holds; POST sends it."""
    if request.method != "POST":
        return render(request, "training/export.html")
    response: HttpResponse | StreamingHttpResponse = _send(request)
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def _send(request: HttpRequest) -> StreamingHttpResponse:
    today = athlete_of(request).local_today()
    response = StreamingHttpResponse(export_zip(user_of(request)), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="strongstride-{today}.zip"'
    response["Cache-Control"] = "no-store"
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def erase(request: HttpRequest) -> HttpResponse:
    """Delete the account once its address was typed."""
    user = user_of(request)
    form = EraseForm(user.email, request.POST or None)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return render(request, "training/erase.html", {"form": form}, status=status)
    logout(request)
    erase_account(user)
    messages.success(request, "Your account is deleted, with everything in it.")
    return redirect("account_login")
