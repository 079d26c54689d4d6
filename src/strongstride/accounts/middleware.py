"""Who asks: the athlete of the request, and set-up before anything else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from strongstride.accounts.access import athlete_of

NEEDS_SET_UP = "training"  # pages of this area show a plan,
BUT_FOR = ("setup/", "you/")  # except at these addresses
SET_UP = "training:set-up"


class AthleteMiddleware:
    """A user whose set-up is not done yet is led there from every page that needs a plan."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Redirect to the set-up where it is still to be done."""
        match = request.resolver_match
        if match is None or match.app_name != NEEDS_SET_UP:
            return None
        if match.route.startswith(BUT_FOR) or not request.user.is_authenticated:
            return None
        return None if athlete_of(request).set_up_at is not None else redirect(SET_UP)
