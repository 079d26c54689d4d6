"""Runners' pages of a challenge, cards, and what one shares."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import (
    own_part,
    see_challenge,
    seen_without_login,
    visitor,
)
from strongstride.clubs.board.queries import rank_of, together
from strongstride.clubs.models import Club, Participation, Visibility
from strongstride.clubs.share import actions
from strongstride.clubs.share.card import CardFacts, card_png, digest
from strongstride.clubs.share.facts import group_facts, ranked_facts, runner_facts, told_time
from strongstride.clubs.share.forms import ShareForm
from strongstride.clubs.share.open_graph import of_runner
from strongstride.clubs.share.runner import see_runner, shown
from strongstride.clubs.share.ticks import Tick, is_open, only_members, why_not
from strongstride.coach.quantities import DistanceUnit

_FOR_EVER = "max-age=31536000, immutable"  # another card has another address


@require_safe
@seen_without_login
def runner(request: HttpRequest, club: str, challenge: str, key: UUID) -> HttpResponse:
    """A runner's page: what they ticked for everybody, what the board shows for members."""
    athlete = visitor(request)
    part, reader, ticks = see_runner(athlete, club, challenge, key)
    is_mine = reader is not None and reader.pk == part.membership_id
    unit = athlete.profile.athlete.distance_unit if athlete else _unit_of(part.challenge.club)
    rank = rank_of(part) if Tick.RANK in ticks else None
    context = {
        "club": part.challenge.club,
        "challenge": part.challenge,
        "time": told_time(part.challenge),
        "runner": shown(part, ticks, unit, rank),
        "is_mine": is_mine,
        "is_open": is_open(part),
        "og": of_runner(part, ranked_facts(part, rank)) if is_open(part) else None,
    }
    return render(request, "clubs/share/runner.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Tick what to show, see the card, take the link."""
    part = own_part(athlete_of(request), club, challenge)
    problem = why_not(part)
    said = request.POST if request.method == "POST" else None
    form = ShareForm(said, initial=ShareForm.told(part))
    if said is not None and not problem and form.is_valid():
        actions.share(part, form.chosen(), is_public=form.cleaned_data["is_public"])
        messages.success(request, "Saved." if part.is_public else "Saved. Only you see your page.")
        return redirect("clubs:share", club, challenge)
    context = {
        "club": part.challenge.club,
        "challenge": part.challenge,
        "participation": part,
        "form": form,
        "problem": problem,
        "only_members": only_members(part),
        **({} if problem or not part.shares else _card_of(part)),
    }
    status = 200 if said is None else 400
    return render(request, "clubs/share/share.html", context, status=status)


@require_safe
@seen_without_login
def runner_card(
    request: HttpRequest, club: str, challenge: str, key: UUID, version: str
) -> HttpResponse:
    """A runner's card: for everybody while their page is open, for the runner always."""
    part, reader, _ = see_runner(visitor(request), club, challenge, key)
    is_mine = reader is not None and reader.pk == part.membership_id
    if not is_open(part) and (not is_mine or why_not(part)):
        raise Http404
    facts = runner_facts(part)
    if version != digest(facts):
        return redirect("clubs:runner-card", club, challenge, key, digest(facts))
    return _png(facts, is_for_all=is_open(part) and not only_members(part))


@require_safe
@seen_without_login
def challenge_card(request: HttpRequest, club: str, challenge: str, version: str) -> HttpResponse:
    """The card of a challenge: everybody together, nobody's name."""
    found, _ = see_challenge(visitor(request), club, challenge)
    facts = group_facts(found, together(found))
    if version != digest(facts):
        return redirect("clubs:challenge-card", club, challenge, digest(facts))
    return _png(facts, is_for_all=found.club.visibility != Visibility.PRIVATE)


def _card_of(part: Participation) -> dict[str, object]:
    facts = runner_facts(part)
    return {"og": of_runner(part, facts), "version": digest(facts)}


def _unit_of(club: Club) -> DistanceUnit:
    return DistanceUnit(club.unit)


def _png(facts: CardFacts, *, is_for_all: bool) -> HttpResponse:
    headers = {
        "Cache-Control": f"{'public' if is_for_all else 'private'}, {_FOR_EVER}",
        "Content-Disposition": 'inline; filename="progress.png"',
    }
    return HttpResponse(card_png(facts), content_type="image/png", headers=headers)
