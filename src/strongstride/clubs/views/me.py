"""A member's own page in a club: how they are called and shown, and leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs import access
from strongstride.clubs.access import Act, may_be_minor
from strongstride.clubs.club import actions
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.forms import AppearForm
from strongstride.clubs.club.lines import role_words
from strongstride.clubs.club.names import clean_name, initials, mark_of
from strongstride.clubs.models import Membership, Role, ShownAs
from strongstride.clubs.settling.looks import board_name


def show(request: HttpRequest, club: str) -> HttpResponse:
    """My name, and how boards show it."""
    athlete = athlete_of(request)
    _, me = access.member_for(athlete, club, Act.TAKE_PART)
    told = {"name": me.name, "shown_as": me.shown_as}
    form = AppearForm(request.POST or None, initial=told, athlete=athlete)
    if request.method == "POST" and form.is_valid():
        actions.present(me, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("clubs:me", club)
    context = {
        "club": me.club,
        "me": me,
        "is_owner": me.role == Role.OWNER,
        "role": role_words(me.role),
        "is_young": may_be_minor(athlete),
        "form": form,
        **_previewed(me, me.name, me.shown_as),
    }
    return render(request, "clubs/club/me.html", context, status=400 if form.errors else 200)


@require_safe
def preview(request: HttpRequest, club: str) -> HttpResponse:
    """How a board would show the name that is being typed."""
    _, me = access.member_for(athlete_of(request), club, Act.TAKE_PART)
    name, shown_as = request.GET.get("name", me.name), request.GET.get("shown_as", me.shown_as)
    context = {"club": me.club, "me": me, **_previewed(me, name, shown_as)}
    return render(request, "clubs/club/_preview.html", context)


def leave(request: HttpRequest, club: str) -> HttpResponse:
    """Leave the club, once it is confirmed."""
    _, me = access.member_for(athlete_of(request), club, Act.TAKE_PART)
    if request.method != "POST":
        return render(request, "clubs/club/leave.html", {"club": me.club, "me": me})
    try:
        actions.leave(me)
    except ClubError as error:
        messages.error(request, str(error))
        return redirect("clubs:me", club)
    messages.success(request, f"You have left {me.club.name}.")
    return redirect("clubs:clubs")


def _previewed(me: Membership, name: str, shown_as: str) -> dict[str, object]:
    """How a board would show them; nothing for a name that is none."""
    cleaned = clean_name(name)
    told = Membership(athlete=me.athlete, state=me.state, name=cleaned, shown_as=shown_as)
    shown = board_name(told) if initials(cleaned) else ""
    return {
        "preview": shown,
        "preview_mark": mark_of(shown),
        "is_hidden": shown_as == ShownAs.HIDDEN,
    }
