"""Who asks: the athlete of the request, and set-up before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from strongstride.accounts.access import athlete_of

OPEN_BEFORE_SET_UP = ("accounts", "account", "mfa", "web", "sync", "api")


class AthleteMiddleware:
    """A user whose set-up is not done yet is led there from every page that needs a plan."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Redirect to the set-up where it is still to be done."""
        if not request.user.is_authenticated:
            return None
        match = request.resolver_match
        area = "" if match is None else match.app_name or str(match.url_name).split("_")[0]
        if area in OPEN_BEFORE_SET_UP or athlete_of(request).set_up_at is not None:
            return None
        return redirect("accounts:set-up")
