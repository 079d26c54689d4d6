"""The list of clubs, a new one, and the page of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import see_club, seen_without_login, visitor
from strongstride.clubs.club import page, standing
from strongstride.clubs.club.actions import create_club
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.forms import NewClubForm, SearchForm
from strongstride.clubs.club.queries import public_clubs


@require_safe
def list_clubs(request: HttpRequest) -> HttpResponse:
    """My clubs with where I stand, and the public clubs of this server."""
    athlete = athlete_of(request)
    form = SearchForm(request.GET)
    text, after = form.wanted(), request.GET.get("after", "")
    context = {
        "form": form,
        "text": text,
        "mine": () if after else standing.my_clubs(athlete),
        "found": public_clubs(text, after, but_of=athlete),
        "is_first": not after,
    }
    return render(request, "clubs/club/list.html", context)


def add(request: HttpRequest) -> HttpResponse:
    """Start a club: most of the form is filled in already."""
    athlete = athlete_of(request)
    form = NewClubForm(request.POST or None, initial=NewClubForm.preset(athlete))
    if request.method == "POST" and form.is_valid():
        try:
            club = create_club(athlete, form.words(), name=form.cleaned_data["my_name"])
        except ClubError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your club is there.")
            return redirect("clubs:club", club.slug)
    status = 400 if form.errors else 200
    return render(request, "clubs/club/new.html", {"form": form}, status=status)


@seen_without_login
@require_safe
def show(request: HttpRequest, club: str) -> HttpResponse:
    """One club: for whoever may see it, what it is; for members, what goes on in it."""
    reader = visitor(request)
    found, membership = see_club(reader, club)
    context = page.shown(found, membership, reader)
    return render(request, "clubs/club/show.html", context)
