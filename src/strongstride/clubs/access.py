"""Who may see a club and who may do what in it. What one may not see is as if it did not exist.

A stranger to a private club gets the same 404 as for a club that is not there; somebody without a
login is sent to log in from both. A member without the role gets 403.
"""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase

from strongstride.accounts.access import athlete_of
from strongstride.accounts.invites import may_let_in
from strongstride.accounts.models import Athlete
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Credit,
    Membership,
    MemberState,
    Participation,
    Role,
    Route,
    Visibility,
)

P = ParamSpec("P")


class Act(StrEnum):
    """What a role may allow."""

    TAKE_PART = "take part"  # post, comment, give kudos, join challenges
    MODERATE = "moderate"  # hide posts, settle reports
    SEE_DESK = "see the desk"
    RULE = "rule on entries"  # review queue and corrections
    RUN_CHALLENGES = "run challenges"
    ANNOUNCE = "announce"
    MANAGE_MEMBERS = "manage members"  # approve, ban, give roles below one's own
    EXPORT = "export"  # lists with names
    CHANGE_CLUB = "change the club"
    HAND_OVER = "hand the club over"
    CLOSE_CLUB = "close the club"


_EVERYBODY = frozenset(Role)
_ORGANISERS = frozenset({Role.OWNER, Role.ADMIN})
ROLES: dict[Act, frozenset[Role]] = {
    Act.TAKE_PART: _EVERYBODY,
    Act.MODERATE: _ORGANISERS | {Role.MODERATOR},
    Act.SEE_DESK: _ORGANISERS | {Role.MODERATOR, Role.TREASURER},
    Act.RULE: _ORGANISERS | {Role.MODERATOR},
    Act.RUN_CHALLENGES: _ORGANISERS,
    Act.ANNOUNCE: _ORGANISERS,
    Act.MANAGE_MEMBERS: _ORGANISERS,
    Act.EXPORT: _ORGANISERS | {Role.TREASURER},
    Act.CHANGE_CLUB: _ORGANISERS,
    Act.HAND_OVER: frozenset({Role.OWNER}),
    Act.CLOSE_CLUB: frozenset({Role.OWNER}),
}
"""Which roles may do what; docs/reference/club-roles.md shows it as a table."""

_RANKS = {Role.OWNER: 3, Role.ADMIN: 2, Role.TREASURER: 1, Role.MODERATOR: 1, Role.MEMBER: 0}
NOT_YOUR_ROLE = "Your role in this club does not allow that."
_ADULT = 18  # years


def may(membership: Membership | None, act: Act) -> bool:
    """Whether this membership allows the act; one that is not active allows nothing."""
    if membership is None or membership.state != MemberState.ACTIVE:
        return False
    return membership.role in ROLES[act]


def below(role: str) -> frozenset[Role]:
    """The roles of a lower rank: those that somebody of this role may give and take."""
    return frozenset(each for each, rank in _RANKS.items() if rank < _RANKS[Role(role)])


def outranks(actor: Membership, member: Membership) -> bool:
    """Whether the member stands below the actor, who may then change their role or ban them."""
    return member.role in below(actor.role)


def may_let_in_people(member: Membership) -> bool:
    """Whether this member may let people onto the server, and so may a join link of theirs."""
    return member.athlete is not None and may_let_in(member.athlete.user)


def may_be_minor(athlete: Athlete) -> bool:
    """Whether somebody may still be under 18; the year of birth is known, the day is not.

    They are never shown by name, have no page or card for people without a login.
    """
    return athlete.local_today().year - athlete.profile.athlete.birth_year <= _ADULT


def visitor(request: HttpRequest) -> Athlete | None:
    """The athlete who asks, None without a login."""
    return athlete_of(request) if request.user.is_authenticated else None


def membership_of(athlete: Athlete | None, club: Club) -> Membership | None:
    """The athlete's active membership of the club."""
    if athlete is None:
        return None
    found = Membership.objects.filter(club=club, athlete=athlete, state=MemberState.ACTIVE)
    return found.first()


def see_club(athlete: Athlete | None, slug: str) -> tuple[Club, Membership | None]:
    """A club this visitor may see, with their membership if they are in it; Http404 otherwise.

    One query for a member.
    """
    if athlete is not None:
        mine = Membership.objects.select_related("club").filter(
            athlete=athlete, state=MemberState.ACTIVE, club__slug=slug, club__closed_at=None
        )
        if (membership := mine.first()) is not None:
            return membership.club, membership
    club = Club.objects.filter(slug=slug, closed_at=None).first()
    if club is None or club.visibility == Visibility.PRIVATE:
        raise Http404
    return club, None


def member_for(athlete: Athlete, slug: str, act: Act) -> tuple[Club, Membership]:
    """The club and the membership that allows the act.

    Http404 for who is no member, PermissionDenied for a member whose role does not allow it.
    """
    club, membership = see_club(athlete, slug)
    if membership is None:
        raise Http404
    if not may(membership, act):
        raise PermissionDenied(NOT_YOUR_ROLE)
    membership.club = club
    return club, membership


def see_challenge(
    athlete: Athlete | None, slug: str, challenge_slug: str
) -> tuple[Challenge, Membership | None]:
    """A challenge this visitor may see; a draft only those who run challenges."""
    club, membership = see_club(athlete, slug)
    return _challenge_in(club, membership, challenge_slug), membership


def _challenge_in(club: Club, membership: Membership | None, slug: str) -> Challenge:
    challenge = Challenge.objects.filter(club=club, slug=slug).first()
    if challenge is None:
        raise Http404
    if challenge.state == ChallengeState.DRAFT and not may(membership, Act.RUN_CHALLENGES):
        raise Http404
    challenge.club = club
    return challenge


def challenge_for(
    athlete: Athlete, slug: str, challenge_slug: str, act: Act
) -> tuple[Challenge, Membership]:
    """A challenge and the membership that allows the act in its club; raises as `member_for`."""
    club, membership = member_for(athlete, slug, act)
    return _challenge_in(club, membership, challenge_slug), membership


def participation_of(membership: Membership | None, challenge: Challenge) -> Participation | None:
    """The member's part in a challenge, with their team.

    None when they have not joined it or have left it.
    """
    if membership is None:
        return None
    mine = Participation.objects.filter(challenge=challenge, membership=membership, left_at=None)
    found = mine.select_related("team").first()
    if found is not None:
        found.challenge, found.membership = challenge, membership
    return found


def own_part(athlete: Athlete, slug: str, challenge_slug: str) -> Participation:
    """The athlete's part in a challenge; Http404 where they take none, else as `member_for`."""
    challenge, membership = challenge_for(athlete, slug, challenge_slug, Act.TAKE_PART)
    membership.athlete = athlete
    part = participation_of(membership, challenge)
    if part is None:
        raise Http404
    return part


def someone_in(club: Club, key: UUID) -> Membership:
    """Somebody who is or was in the club and still has an account; Http404 for others."""
    found = Membership.objects.select_related("athlete__user").filter(
        club=club, pk=key, athlete__isnull=False
    )
    member = found.first()
    if member is None:
        raise Http404
    member.club = club
    return member


def participant_in(challenge: Challenge, key: UUID) -> Participation:
    """Somebody who takes or took part in the challenge; Http404 for others."""
    rows = Participation.objects.select_related("membership", "team").filter(
        challenge=challenge, pk=key
    )
    part = rows.first()
    if part is None:
        raise Http404
    part.challenge = challenge
    return part


def credit_in(challenge: Challenge, key: UUID) -> Credit | None:
    """An entry's credit in the challenge; None when its owner has removed the entry."""
    credit = Credit.objects.filter(challenge=challenge, pk=key).first()
    if credit is not None:
        credit.challenge = challenge
    return credit


def route_of(challenge: Challenge) -> Route | None:
    """The challenge's virtual route, if it has one."""
    route = Route.objects.filter(challenge=challenge).first()
    if route is not None:
        route.challenge = challenge
    return route


def seen_without_login(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """A page that needs no login where the club is not private.

    What an anonymous visitor may not see sends them to log in, whether it exists or not.
    """

    @wraps(view)
    def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            if request.user.is_authenticated:
                raise
            return redirect_to_login(request.get_full_path())

    return login_not_required(shown)
