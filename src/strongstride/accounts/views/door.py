"""Pages around logging in that differ where the server cannot send mail."""

from allauth.account.decorators import reauthentication_required
from allauth.account.views import email as email_with_mail
from allauth.account.views import password_reset as reset_with_mail
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render

from strongstride.accounts.access import user_of
from strongstride.accounts.actions import EmailTakenError, change_email
from strongstride.accounts.forms import EmailForm


@login_not_required
def reset_password(request: HttpRequest) -> HttpResponseBase:
    """By mail; without mail, who can help."""
    if settings.HAS_MAIL:
        response: HttpResponseBase = reset_with_mail(request)
        return response
    return render(request, "accounts/reset_without_mail.html")


def email(request: HttpRequest) -> HttpResponseBase:
    """Change the address one logs in with; with mail, the new one is verified first."""
    response: HttpResponseBase
    response = email_with_mail(request) if settings.HAS_MAIL else _email_without_mail(request)
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def _email_without_mail(request: HttpRequest) -> HttpResponse:
    form = EmailForm(request.POST or None)
    if form.is_valid():
        try:
            change_email(user_of(request), form.cleaned_data["email"])
        except EmailTakenError as error:
            form.add_error("email", str(error))
        else:
            messages.success(request, "From now on you log in with the new address.")
            return redirect("mfa_index")
    context = {"form": form, "title": "E-mail address"}
    return render(request, "accounts/form.html", context, status=400 if form.errors else 200)
