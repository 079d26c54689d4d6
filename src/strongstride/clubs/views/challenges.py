"""Challenges as everybody sees them: the list of a club's, one of them, and its living part."""

from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from strongstride.clubs.access import Act, may, see_challenge, see_club, seen_without_login, visitor
from strongstride.clubs.challenges.listing import listed
from strongstride.clubs.challenges.page import Shown, shown
from strongstride.clubs.challenges.sending import invitation
from strongstride.clubs.challenges.terms_words import terms_words
from strongstride.clubs.models import JoinMode
from strongstride.clubs.panels import Panel, Place, Reading, panels
from strongstride.clubs.route.page import RouteShown
from strongstride.clubs.route.page import shown as route_shown
from strongstride.clubs.settling.terms import terms_of
from strongstride.clubs.share.open_graph import of_challenge
from strongstride.coach.quantities import DistanceUnit


@require_safe
@seen_without_login
def list_challenges(request: HttpRequest, club: str) -> HttpResponse:
    """The challenges of a club, newest first, a page at a time."""
    found, membership = see_club(visitor(request), club)
    may_run = may(membership, Act.RUN_CHALLENGES)
    context = {
        "club": found,
        "me": membership,
        "page": listed(found, request.GET.get("after", ""), with_drafts=may_run),
        "may_run_challenges": may_run,
    }
    return render(request, "clubs/challenges/list.html", context)


@require_safe
@seen_without_login
def show(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """One challenge: the oval, where I stand, the board, and what an organiser does with it."""
    page = _page(request, club, challenge)
    of = page.challenge
    context = {
        "page": page,
        "club": of.club,
        "challenge": of,
        "og": of_challenge(of, page.crowd.together) if page.me is None else None,
        "is_by_link": of.club.join_mode == JoinMode.INVITE,
        "may_join": page.mine is None and page.is_joinable,
        "invitation": invitation(of) if page.may_run and page.is_joinable else None,
        "route": _route(page),
        "rules": terms_words(terms_of(of)),
        "live": request.GET.urlencode(),
        "panels": _panels(request, page),
    }
    return render(request, "clubs/challenges/show.html", context)


@require_safe
@seen_without_login
def live(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """The part of the page that changes by itself; 304 while it has not."""
    page = _page(request, club, challenge)
    context = {
        "page": page,
        "club": page.challenge.club,
        "challenge": page.challenge,
        "panels": _panels(request, page),
    }
    html = render_to_string("clubs/challenges/_live.html", context, request)
    etag = quote_etag(blake2b(html.encode(), digest_size=12).hexdigest())
    headers = {"ETag": etag, "Cache-Control": "private, no-cache"}
    if not page.is_live:
        headers["HX-Trigger"] = "challenge-over"
    if get_conditional_response(request, etag=etag) is not None:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(html, headers=headers)


def _route(page: Shown) -> RouteShown | None:
    """The virtual route; not beside the people around me, who have a page of queries already."""
    if page.board is not None and page.board.is_around:
        return None
    mine = None if page.mine is None else page.mine.participation
    unit = DistanceUnit(page.challenge.club.unit)
    return route_shown(page.challenge, page.crowd.together, unit, me=mine, top=page.top)


def _panels(request: HttpRequest, page: Shown) -> tuple[Panel, ...]:
    """What rooms above say of it; as the route, not beside the people around me."""
    if page.board is not None and page.board.is_around:
        return ()
    if page.me is not None:
        page.me.athlete = visitor(request)
    part = None if page.mine is None else page.mine.participation
    of = page.challenge
    reading = Reading(club=of.club, member=page.me, challenge=of, part=part)
    return panels(Place.CHALLENGE, reading)


def _page(request: HttpRequest, club: str, challenge: str) -> Shown:
    reader = visitor(request)
    found, membership = see_challenge(reader, club, challenge)
    wanted = request.GET.get("board", "")
    return shown(found, membership, reader, wanted, request.GET.get("after", ""))
