"""What members do in a challenge: join, log miles, see their own page, choose a team."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from strongstride.accounts.access import athlete_of
from strongstride.clubs.access import Act, challenge_for, own_part
from strongstride.clubs.challenges import actions
from strongstride.clubs.challenges import teams as team_actions
from strongstride.clubs.challenges.export import entries_csv
from strongstride.clubs.challenges.log_miles import log_miles, usual_of
from strongstride.clubs.challenges.mine import my_page
from strongstride.clubs.challenges.page import LIVE
from strongstride.clubs.challenges.part_forms import GoalForm, LogForm, TeamForm
from strongstride.clubs.challenges.words import ChallengeError
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.models import Challenge, Membership, Participation, Team
from strongstride.clubs.panels import Panel, Place, Reading, panels
from strongstride.clubs.settling.terms import terms_of
from strongstride.web.ids import uuid7
from strongstride.web.marks import page_number

_FORM = ["GET", "HEAD", "POST"]
_NOT_BY_HAND = {ChallengeKind.STRENGTH, ChallengeKind.ELEVATION}  # a run by hand has none of them


@require_POST
def join(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Take part with one tap."""
    of, member = _for_member(request, club, challenge)
    member.athlete = athlete_of(request)
    if not _tried(request, lambda: actions.take_part(of, member)):
        return redirect("clubs:challenge", club, challenge)
    messages.success(request, "You are in. Runs of its days count by themselves.")
    where = "challenge-team" if of.scope == Scope.TEAM else "challenge"
    return redirect(f"clubs:{where}", club, challenge)


@require_POST
def leave(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Leave the challenge, not the club."""
    part = own_part(athlete_of(request), club, challenge)
    if _tried(request, lambda: actions.leave_challenge(part)):
        messages.success(request, "You have left. What counted stays in the total.")
    return redirect("clubs:challenge", club, challenge)


@require_http_methods(_FORM)
def goal(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """My own goal."""
    athlete = athlete_of(request)
    part = own_part(athlete, club, challenge)
    terms = terms_of(part.challenge)
    told = GoalForm.told(part.goal, terms, athlete)
    form = GoalForm(request.POST or None, initial=told, terms=terms, athlete=athlete)
    if request.method == "POST" and form.is_valid():
        actions.set_goal(part, form.cleaned_data["goal"])
        messages.success(request, "Saved.")
        return redirect("clubs:challenge-me", club, challenge)
    return _render(request, "goal", part, form=form)


@require_safe
def me(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Each of my entries with what it is worth, or why not."""
    athlete = athlete_of(request)
    part = own_part(athlete, club, challenge)
    unit = athlete.profile.athlete.distance_unit
    page = my_page(part, unit, page_number(request.GET.get("page", "")))
    more = {
        "units": athlete.profile.athlete,
        "may_leave": part.challenge.ended_at is None,
        "panels": _panels(part),
    }
    return _render(request, "me", part, page=page, **more)


def _panels(part: Participation) -> tuple[Panel, ...]:
    of = part.challenge
    reading = Reading(club=of.club, member=part.membership, challenge=of, part=part)
    return panels(Place.MY_CHALLENGE, reading)


@require_safe
def export(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """My entries as a table for other programs."""
    part = own_part(athlete_of(request), club, challenge)
    named = f'attachment; filename="{part.challenge.slug}.csv"'
    headers = {"Content-Disposition": named}
    return HttpResponse(entries_csv(part), content_type="text/csv", headers=headers)


@require_http_methods(_FORM)
def log(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """A run by hand in two taps, where this challenge takes it."""
    athlete = athlete_of(request)
    part = own_part(athlete, club, challenge)
    terms, today = terms_of(part.challenge), athlete.local_today()
    form = LogForm(
        request.POST or None,
        initial={"on": today, "key": uuid7()},
        usual=usual_of(athlete),
        terms=terms,
        today=today,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        done = log_miles(
            part, athlete, said["on"], said["distance"], said["duration"], key=said["key"]
        )
        (messages.success if done.counts else messages.warning)(request, done.words)
        return redirect("clubs:challenge", club, challenge)
    return _render(request, "log", part, form=form, **_what_it_takes(part.challenge, terms))


def _what_it_takes(challenge: Challenge, terms: Terms) -> dict[str, object]:
    takes = actions.phase_of(challenge) in LIVE
    return {
        "terms": terms,
        "takes": takes,
        "by_hand": takes and terms.by_hand and terms.kind not in _NOT_BY_HAND,
        "is_strength": terms.kind is ChallengeKind.STRENGTH,
        "has_points": terms.kind is ChallengeKind.POINTS,
    }


@require_safe
def team(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Choose a team, make one, or call mine otherwise."""
    return _team_page(request, _in_teams(request, club, challenge))


@require_POST
def new_team(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Make a team and be its captain."""
    part = _in_teams(request, club, challenge)
    return _with_name(request, part, lambda name: team_actions.make_team(part, name))


@require_POST
def name_team(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Call my team otherwise, as its captain."""
    part = _in_teams(request, club, challenge)
    if part.team is None:
        raise Http404
    mine, captain = part.team, part.membership
    return _with_name(request, part, lambda name: team_actions.rename_team(mine, captain, name))


@require_POST
def no_team(request: HttpRequest, club: str, challenge: str) -> HttpResponse:
    """Be in no team again."""
    part = _in_teams(request, club, challenge)
    _tried(request, lambda: team_actions.leave_team(part))
    return redirect("clubs:challenge-team", club, challenge)


@require_POST
def join_team(request: HttpRequest, club: str, challenge: str, team: UUID) -> HttpResponse:
    """Join a team that has room."""
    part = _in_teams(request, club, challenge)
    found = get_object_or_404(Team, challenge=part.challenge, pk=team)
    if not _tried(request, lambda: team_actions.join_team(part, found)):
        return redirect("clubs:challenge-team", club, challenge)
    messages.success(request, f"You are in {found.name}.")
    return redirect("clubs:challenge", club, challenge)


def _with_name(
    request: HttpRequest, part: Participation, act: Callable[[str], object]
) -> HttpResponse:
    form = TeamForm(request.POST)
    if form.is_valid():
        try:
            act(form.cleaned_data["name"])
        except ChallengeError as error:
            form.add_error("name", str(error))
        else:
            messages.success(request, "Saved.")
            return redirect("clubs:challenge", part.challenge.club.slug, part.challenge.slug)
    return _team_page(request, part, form)


def _team_page(
    request: HttpRequest, part: Participation, form: TeamForm | None = None
) -> HttpResponse:
    of, mine = part.challenge, part.team
    text = request.GET.get("name", "")[: team_actions.LONGEST_NAME]
    is_captain = mine is not None and mine.captain_id == part.membership_id
    named = {"name": mine.name} if mine is not None and is_captain else None
    context = {
        "form": form or TeamForm(initial=named),
        "mine": mine,
        "is_captain": is_captain,
        "may_change": mine is None or actions.phase_of(of) is Phase.UPCOMING,
        "teams": (found := team_actions.teams_called(of, text)),
        "text": text,
        "may_search": bool(text) or len(found) == team_actions.TEAMS,
        "most": of.team_most,
    }
    return _render(request, "team", part, **context)


def _render(
    request: HttpRequest, name: str, part: Participation, **context: object
) -> HttpResponse:
    form = context.get("form")
    status = 400 if getattr(form, "errors", None) else 200
    of = part.challenge
    shown = {"club": of.club, "challenge": of, "part": part, **context}
    return render(request, f"clubs/challenges/{name}.html", shown, status=status)


def _tried(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Whether it was done; else a message says why not."""
    try:
        act()
    except ChallengeError as error:
        messages.error(request, str(error))
        return False
    return True


def _for_member(request: HttpRequest, club: str, challenge: str) -> tuple[Challenge, Membership]:
    return challenge_for(athlete_of(request), club, challenge, Act.TAKE_PART)


def _in_teams(request: HttpRequest, club: str, challenge: str) -> Participation:
    """My part in a challenge of teams; Http404 in any other."""
    part = own_part(athlete_of(request), club, challenge)
    if part.challenge.scope != Scope.TEAM:
        raise Http404
    return part
