"""Laying a challenge's virtual route."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, route_of
from strongstride.clubs.board.queries import together
from strongstride.clubs.models import Challenge, Membership, Route
from strongstride.clubs.route import actions
from strongstride.clubs.route.actions import RouteError, waypoints_in
from strongstride.clubs.route.forms import PlacesForm, RouteFileForm
from strongstride.clubs.route.page import shown
from strongstride.coach.quantities import DistanceUnit
from strongstride.runs.uploads import upload_problem, upload_status


@require_http_methods(["GET", "HEAD", "POST"])
def lay(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """The route with a form for its places, and one for a file; POST takes the file."""
    found, member = _for_organiser(request, club, challenge)
    if request.method != "POST":
        return _page(request, found, status=200)
    form = RouteFileForm(request.POST, request.FILES)
    status = _laid(request, form, found, member)
    if status:
        return _page(request, found, status=status, file_form=form)
    return redirect("clubs:route", club, challenge)


@require_POST
def places(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Name the route and the places on it."""
    found, member = _for_organiser(request, club, challenge)
    route = _route_or_404(found)
    form = PlacesForm(request.POST, unit=_unit(found), length_m=route.length_m)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.name_places(route, member, said["name"], said["places"])
        except RouteError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("clubs:route", club, challenge)
    return _page(request, found, status=400, places_form=form)


@require_POST
def remove(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Take the route away."""
    found, member = _for_organiser(request, club, challenge)
    try:
        actions.remove_route(_route_or_404(found), member)
        messages.success(request, "The route is gone. Nobody's miles have changed.")
    except RouteError as error:
        messages.error(request, str(error))
    return redirect("clubs:route", club, challenge)


def _laid(
    request: HttpRequest, form: RouteFileForm, challenge: Challenge, member: Membership
) -> int:
    """Take the file over; the status of the answer that says why not, 0 when it was taken."""
    if upload_problem(request):
        form.errors.clear()
        form.add_error("file", upload_problem(request))
        return upload_status(request)
    if not form.is_valid():
        return 400
    file = form.cleaned_data["file"]
    try:
        actions.lay_route(challenge, member, form.chosen_name(), file)
    except RouteError as error:
        form.add_error(None, str(error))
        return 400
    messages.success(request, "The route is laid.")
    if file.left_out:
        messages.warning(
            request, f"Waypoints left out, without a name or far from the line: {file.left_out}."
        )
    return 0


def _page(
    request: HttpRequest,
    challenge: Challenge,
    *,
    status: int,
    file_form: RouteFileForm | None = None,
    places_form: PlacesForm | None = None,
) -> HttpResponse:
    route = route_of(challenge)
    unit = _unit(challenge)
    if route is not None and places_form is None:
        told = PlacesForm.told(route.name, waypoints_in(route), unit)
        places_form = PlacesForm(initial=told, unit=unit, length_m=route.length_m)
    context = {
        "club": challenge.club,
        "challenge": challenge,
        "route": shown(challenge, together(challenge), unit) if route else None,
        "file_form": file_form or RouteFileForm(),
        "places_form": places_form,
        "problem": _problem(challenge),
    }
    return render(request, "clubs/route/lay.html", context, status=status)


def _problem(challenge: Challenge) -> str:
    """Why the challenge can have no route; empty where it can."""
    try:
        actions.check_route(challenge)
    except RouteError as error:
        return str(error)
    return ""


def _for_organiser(request: HttpRequest, club: str, challenge: str) -> tuple[Challenge, Membership]:
    return challenge_for(athlete_of(request), club, challenge, Act.RUN_CHALLENGES)


def _route_or_404(challenge: Challenge) -> Route:
    route = route_of(challenge)
    if route is None:
        raise Http404
    return route


def _unit(challenge: Challenge) -> DistanceUnit:
    return DistanceUnit(challenge.club.unit)
