"""Pages of accounts: set-up and "You"."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from strongstride.accounts.access import athlete_of


def you(request: HttpRequest) -> HttpResponse:
    """Everything about the athlete in one place."""
    return render(request, "accounts/you.html", {"athlete": athlete_of(request)})


def set_up(request: HttpRequest) -> HttpResponse:
    """The first visit's steps."""
    return render(request, "accounts/set_up.html", {"athlete": athlete_of(request)})
