"""What an organiser changes about a club: what it is, its join link, and closing it."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, may, may_let_in_people, member_for
from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.forms import CloseForm, ClubForm
from strongstride.clubs.models import Membership, Visibility
from strongstride.web.addresses import absolute


def change(request: HttpRequest, club: str) -> HttpResponse:
    """Change what the club is."""
    found, me = member_for(athlete_of(request), club, Act.CHANGE_CLUB)
    form = ClubForm(request.POST or None, initial=ClubForm.told(found))
    if request.method == "POST" and form.is_valid():
        changed = actions.change_club(me, form.words())
        messages.success(request, _saved(club, changed.slug))
        return redirect("clubs:settings", changed.slug)
    owns = may(me, Act.HAND_OVER)
    context = {
        "club": found,
        "me": me,
        "form": form,
        "owns": owns,
        "is_public": found.visibility == Visibility.PUBLIC,
        "join_link": absolute("clubs:join-link", found.join_secret),
        "may_let_in": owns and (found.lets_register or may_let_in_people(me)),
    }
    return render(request, "clubs/club/settings.html", context, status=400 if form.errors else 200)


def _saved(before: str, after: str) -> str:
    if before == after:
        return "Saved."
    return "Saved. The club has a new address; the old one opens nothing any more."


def renew_join_link(request: HttpRequest, club: str) -> HttpResponse:
    """A new join link, once it is confirmed."""
    found, me = member_for(athlete_of(request), club, Act.CHANGE_CLUB)
    if request.method != "POST":
        return render(request, "clubs/club/new_join_link.html", {"club": found, "me": me})
    actions.renew_join_link(me)
    messages.success(request, "Here is the new join link; the old one opens nothing any more.")
    return redirect("clubs:settings", club)


@require_POST
def let_register(request: HttpRequest, club: str) -> HttpResponse:
    """Whether the join link lets people make an account on this server."""
    _, me = member_for(athlete_of(request), club, Act.HAND_OVER)
    try:
        actions.let_register(me, lets=request.POST.get("lets") == "yes")
    except ClubError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Saved.")
    return redirect("clubs:settings", club)


def close(request: HttpRequest, club: str) -> HttpResponse:
    """Close the club once its name was typed; asks for the password again when the login is old."""
    _, me = member_for(athlete_of(request), club, Act.CLOSE_CLUB)
    response: HttpResponse = _close(request, me)
    return response


@reauthentication_required  # type: ignore[untyped-decorator]
def _close(request: HttpRequest, me: Membership) -> HttpResponse:
    form = CloseForm(me.club, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"club": me.club, "me": me, "form": form}
        status = 400 if form.errors else 200
        return render(request, "clubs/club/close.html", context, status=status)
    actions.close_club(me)
    messages.success(request, f"{me.club.name} is closed.")
    return redirect("clubs:clubs")
