"""The organiser's desk, its log, and the end of a challenge."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, may, member_for
from strongstride.clubs.challenges.actions import phase_of
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.desk import close_out
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.forms import CloseForm
from strongstride.clubs.desk.log import log_page
from strongstride.clubs.desk.page import desk, until
from strongstride.clubs.feed.errors import FeedError
from strongstride.clubs.models import Challenge
from strongstride.clubs.panels import Place, Reading, panels


@require_safe
def show(request: HttpRequest, club: str) -> HttpResponse:
    """What waits, the challenges, and where to do the rest."""
    athlete = athlete_of(request)
    found, me = member_for(athlete, club, Act.SEE_DESK)
    page = desk(me, athlete.profile.athlete.time_zone)
    also = panels(Place.DESK, Reading(club=found, member=me))
    context = {"club": found, "desk": page, "panels": also}
    return render(request, "clubs/desk/desk.html", context)


@require_safe
def log(request: HttpRequest, club: str) -> HttpResponse:
    """A page of the audit log."""
    athlete = athlete_of(request)
    found, me = member_for(athlete, club, Act.SEE_DESK)
    page = log_page(found, request.GET.get("after", ""), athlete.profile.athlete.time_zone)
    context = {"club": found, "page": page, "may_rule": may(me, Act.RULE)}
    return render(request, "clubs/desk/log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """What a challenge comes to, and the last word on it."""
    athlete = athlete_of(request)
    of, me = challenge_for(athlete, club, challenge, Act.RUN_CHALLENGES)
    told = close_out.result(of)
    form = CloseForm(request.POST or None, initial={"announce": True}, waiting=told.waiting)
    if request.method == "POST" and form.is_valid():
        said, announce = form.cleaned_data["said"], form.cleaned_data["announce"]
        try:
            close_out.close(me, of, said, leave=form.leaves(), announce=announce)
        except (DeskError, FeedError) as error:
            of.refresh_from_db()
            form.add_error(None, str(error))
        else:
            messages.success(request, f"The results of {of.title} are final.")
            return redirect("clubs:challenge", club, challenge)
    context = {"club": of.club, "challenge": of, "told": told, "form": form}
    context |= _when(of, athlete.profile.athlete.time_zone)
    status = 400 if form.errors else 200
    return render(request, "clubs/desk/close.html", context, status=status)


def _when(of: Challenge, time_zone: str) -> dict[str, object]:
    stands = phase_of(of)
    return {
        "is_open": of.ended_at is None and stands is not Phase.DRAFT,
        "can_close": stands is Phase.CLOSING,
        "until": until(of.closes_at, time_zone),
    }
