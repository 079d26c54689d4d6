"""Matches of a club's giving pages: who adds to the gifts, how much, and until when."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.feed.asking import sent
from strongstride.giving.access import MoneyAct, member_for_money
from strongstride.giving.matches.actions import change_match, make_match, stop_match
from strongstride.giving.matches.errors import MatchError
from strongstride.giving.matches.forms import MatchForm
from strongstride.giving.matches.queries import (
    line_of,
    match_of,
    matches_of,
    page_of,
    pages_to_match,
)
from strongstride.giving.views.refusals import refusals_on
from strongstride.web import clock

_FORM = ["GET", "HEAD", "POST"]


@require_safe
def list_matches(request: HttpRequest, club: str) -> HttpResponse:
    """The matches of a club, and the pages that can have one."""
    found, _ = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    context = {
        "club": found,
        "page": matches_of(found, request.GET.get("after", "")),
        "campaigns": pages_to_match(found),
    }
    return render(request, "giving/matches/list.html", context)


@require_http_methods(_FORM)
def add(request: HttpRequest, club: str, page: str) -> HttpResponse:
    """A new match of a page."""
    found, member = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    campaign = page_of(found, page)
    first = MatchForm.preset(clock.local_today(found.time_zone))
    form = MatchForm(sent(request), initial=first, currency=campaign.currency)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, MatchError):
            make_match(member, campaign.pk, form.words())
            messages.success(request, "The match is there: the page names it while it runs.")
            return redirect("giving:matches", found.slug)
    context = {"club": found, "campaign": campaign, "form": form}
    return render(request, "giving/matches/new.html", context, status=400 if form.errors else 200)


@require_http_methods(_FORM)
def change(request: HttpRequest, club: str, match: UUID) -> HttpResponse:
    """A match as it stands, to be said anew or stopped."""
    found, member = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    mine = match_of(found, match)
    currency = mine.campaign.currency
    form = MatchForm(sent(request), initial=MatchForm.told(mine, found), currency=currency)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, MatchError):
            change_match(member, mine, form.words())
            messages.success(request, "Saved.")
            return redirect("giving:match", found.slug, mine.pk)
    context = {"club": found, "line": line_of(mine, found), "form": form}
    return render(request, "giving/matches/show.html", context, status=400 if form.errors else 200)


@require_POST
def stop(request: HttpRequest, club: str, match: UUID) -> HttpResponse:
    """Match no gift from now on."""
    found, member = member_for_money(athlete_of(request), club, MoneyAct.MANAGE_CAUSES)
    mine = match_of(found, match)
    stop_match(member, mine)
    messages.success(request, "Stopped: gifts from now on are not matched.")
    return redirect("giving:match", found.slug, mine.pk)
