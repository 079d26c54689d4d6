"""Joining a club: by its join link, or from its page where it is open to who sees it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.accounts.adapter import COME_BACK, INVITE
from strongstride.accounts.models import Athlete
from strongstride.accounts.registration import Door, door
from strongstride.clubs.access import participation_of, see_club, visitor
from strongstride.clubs.club.actions import leave
from strongstride.clubs.club.entry import (
    Way,
    challenge_in,
    club_of_link,
    come_in,
    enter_challenge,
)
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.forms import AppearForm
from strongstride.clubs.club.queries import asked_in, standing_of
from strongstride.clubs.models import Membership, MemberState, ShownAs


@never_cache
@login_not_required
def by_link(request: HttpRequest, secret: str) -> HttpResponse:
    """What one joins by this link, and joining it with one tap."""
    club = club_of_link(secret)
    if club is None:
        return render(request, "clubs/club/join_nowhere.html", status=404)
    request.session.pop(COME_BACK, None)
    athlete = visitor(request)
    way = Way(club, challenge_in(club, request.GET.get("challenge", "")), secret)
    return _at_the_door(request, way) if athlete is None else _join(request, way, athlete)


def without_link(request: HttpRequest, club: str) -> HttpResponse:
    """Join a club one can see."""
    athlete = athlete_of(request)
    found, _ = see_club(athlete, club)
    wanted = challenge_in(found, request.GET.get("challenge", ""))
    return _join(request, Way(found, wanted), athlete)


@require_POST
def take_back(request: HttpRequest, club: str) -> HttpResponse:
    """Take back that one asked to join."""
    member = asked_in(athlete_of(request), club)
    if member is None:
        raise Http404
    leave(member)
    messages.success(request, "You have taken it back.")
    return redirect("clubs:clubs")


def _at_the_door(request: HttpRequest, way: Way) -> HttpResponse:
    """Somebody without a login: they log in or make an account, and come back here."""
    found = door(way.secret)
    request.session[COME_BACK] = way.address
    if found is Door.OPEN:
        request.session[INVITE] = way.secret
    context = {"way": way, "club": way.club, "may_register": found in (Door.OPEN, Door.FIRST)}
    return render(request, "clubs/club/join_login.html", context)


def _join(request: HttpRequest, way: Way, athlete: Athlete) -> HttpResponse:
    known = standing_of(athlete, way.club)
    if known is not None and known.state == MemberState.BANNED:
        return render(request, "clubs/club/join_no.html", status=403)
    if known is not None and known.state == MemberState.ACTIVE:
        return _join_challenge(request, way, known)
    given = None if known is None else {"name": known.name, "shown_as": known.shown_as}
    first = {"name": athlete.user.name, "shown_as": ShownAs.INITIALS}
    form = AppearForm(request.POST or None, initial=given or first, athlete=athlete)
    if request.method == "POST" and way.is_open and form.is_valid():
        try:
            member = come_in(way, athlete, **form.cleaned_data)
        except ClubError as error:
            form.add_error(None, str(error))
        else:
            return _welcome(request, way, member)
    has_asked = known is not None and known.state == MemberState.ASKED
    context = {"way": way, "club": way.club, "form": form, "has_asked": has_asked}
    return render(request, "clubs/club/join.html", context, status=400 if form.errors else 200)


def _join_challenge(request: HttpRequest, way: Way, member: Membership) -> HttpResponse:
    """A member followed the link again: into its challenge with one tap, or on to the club."""
    if way.challenge is None or participation_of(member, way.challenge) is not None:
        return redirect(way.goal)
    if request.method != "POST":
        context = {"way": way, "club": way.club, "me": member}
        return render(request, "clubs/club/join_challenge.html", context)
    try:
        enter_challenge(way.challenge, member)
    except ClubError as error:
        messages.error(request, str(error))
    return redirect(way.goal)


def _welcome(request: HttpRequest, way: Way, member: Membership) -> HttpResponse:
    if member.state == MemberState.ASKED:
        messages.success(request, "You have asked. You are in once an organiser says yes.")
        return redirect(way.address)
    messages.success(request, f"You are in: {way.club.name}.")
    return redirect(way.goal)
