"""Judging entries: those that wait, and those of one participant."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, credit_in, may, participant_in
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.challenges.teams import move_by_name
from strongstride.clubs.challenges.words import TeamError
from strongstride.clubs.club.forms import SearchForm
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.terms import Scope
from strongstride.clubs.desk import review
from strongstride.clubs.desk.errors import DeskError
from strongstride.clubs.desk.evidence import Evidence
from strongstride.clubs.desk.forms import WordForm
from strongstride.clubs.desk.review import one
from strongstride.clubs.desk.rulings import rule, take_back
from strongstride.clubs.desk.waiting import waiting
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Credit,
    Membership,
)
from strongstride.web.addresses import way_back
from strongstride.web.marks import page_number
from strongstride.web.templatetags.quantities import Units


@require_safe
def queue(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Entries that wait, oldest first."""
    of, me = _for_judge(request, club, challenge)
    page = review.queue(me, of, request.GET.get("after", ""), _units(request))
    context = {**_about(of), "page": page, "is_first": "after" not in request.GET}
    return render(request, "clubs/desk/review.html", context)


@require_safe
def people(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Who takes part, to look at one's entries."""
    of, _ = _for_judge(request, club, challenge)
    form, terms = SearchForm(request.GET), in_club_unit(of)
    text = form.wanted()
    page = review.people(of, text, page_number(request.GET.get("page", "")))
    lines = [(each, show(each.total, terms.kind, terms.unit)) for each in page.people]
    context = {**_about(of), "form": form, "text": text, "page": page, "lines": lines}
    return render(request, "clubs/desk/participants.html", context)


@require_safe
def participant(request: HttpRequest, club: str, challenge: str, participant: UUID) -> HttpResponse:
    """All entries of one participant, newest first."""
    of, me = _for_judge(request, club, challenge)
    part = participant_in(of, participant)
    page = review.of_participant(
        me, part, page_number(request.GET.get("page", "")), _units(request)
    )
    terms = in_club_unit(of)
    total = show(part.total, terms.kind, terms.unit)
    context = {**_about(of), "part": part, "page": page, "total": total}
    context["may_move"] = of.scope == Scope.TEAM and may(me, Act.RUN_CHALLENGES)
    return render(request, "clubs/desk/participant.html", context)


@require_POST
def move_to_team(
    request: HttpRequest, club: str, challenge: str, participant: UUID
) -> HttpResponse:
    """Put a participant into the team of a name, or none."""
    of, me = challenge_for(athlete_of(request), club, challenge, Act.RUN_CHALLENGES)
    part = participant_in(of, participant)
    try:
        team = move_by_name(part, request.POST.get("team", ""), me)
        to = "no team" if team is None else team.name
        messages.success(request, f"{part.membership.name or 'They'}: now in {to}.")
    except TeamError as error:
        messages.warning(request, str(error))
    return redirect("clubs:participant", club, challenge, participant)


@require_POST
def say(request: HttpRequest, club: str, challenge: str, credit: UUID) -> HttpResponse:
    """A word on an entry, or taking it back; htmx gets what stands in the entry's place."""
    of, me = _for_judge(request, club, challenge)
    found = credit_in(of, credit)
    if found is None:
        messages.warning(request, "This entry is not there any more: its owner has removed it.")
        return redirect("clubs:review", club, challenge)
    form = WordForm(request.POST, terms=in_club_unit(of))
    problem = _said(me, found, form)
    entry = one(me, found, _units(request))
    if "HX-Request" not in request.headers and not problem:
        messages.success(request, _done(entry))
        return redirect(way_back(request) or reverse("clubs:review", args=[club, challenge]))
    context = {**_about(of), "entry": entry, "problem": problem, "form": form}
    if "HX-Request" not in request.headers:
        context["back"] = way_back(request) or ""
        return render(request, "clubs/desk/entry.html", context, status=400)
    return _in_its_place(request, context)


def _in_its_place(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """What stands where the entry stood: it stays where it was judged among others of its owner."""
    is_queue, problem = bool(request.POST.get("queue")), context["problem"]
    context |= {
        "is_queue": is_queue,
        "back": way_back(request) or "",
        "done": "" if problem else _done(context["entry"]),
        "left": waiting(context["challenge"]).count(),
    }
    page = "_judged" if is_queue and not problem else "_changed"
    answer = render(request, f"clubs/desk/{page}.html", context)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


def _said(me: Membership, credit: Credit, form: WordForm) -> str:
    """Why the word could not be said; empty when it was."""
    if not form.is_valid():
        return next(str(mistakes[0]) for mistakes in form.errors.values())
    word, seen = form.said_word(), form.cleaned_data["seen"] or None
    try:
        if word is None:
            take_back(me, credit, seen)
        else:
            rule(me, credit, word, seen)
    except DeskError as error:
        return str(error)
    return ""


def _done(entry: Evidence | None) -> str:
    """What came of it."""
    if entry is None:
        return "The word is taken back; the entry itself is gone."
    amount = f": {entry.amount}" if entry.amount else ""
    day = f"{entry.on.day} {entry.on:%B}"
    return f"{entry.name}, {entry.what.lower()} of {day} {entry.status_words}{amount}."


def _for_judge(request: HttpRequest, club: str, challenge: str) -> tuple[Challenge, Membership]:
    return challenge_for(athlete_of(request), club, challenge, Act.RULE)


def _about(of: Challenge) -> dict[str, object]:
    return {
        "club": of.club,
        "challenge": of,
        "terms": in_club_unit(of),
        "is_open": of.state == ChallengeState.OPEN,
    }


def _units(request: HttpRequest) -> Units:
    return athlete_of(request).profile.athlete
