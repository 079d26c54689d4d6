"""Whose page somebody may begin: their own, their team's, or the club's."""

import msgspec

from strongstride.clubs.access import may_be_minor, participation_of
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Membership,
    Participation,
    Team,
)
from strongstride.clubs.settling.looks import board_name
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.words import CampaignError
from strongstride.giving.models import Campaign, CampaignState, OwnerKind

TOO_YOUNG = (
    "Giving pages of one's own are for people of 18 and older; we go by your year of birth. "
    "Your team and your club can have one."
)
_NOT_IN = "Join the challenge first: a page of your own goes with your own miles."
_NO_CAPTAIN = "Your team's captain makes its page."
_ORGANISERS_ONLY = "The club's page is for its organisers to make."


class Beginning(msgspec.Struct, frozen=True, kw_only=True):
    """Whose page it will be, and in which challenge."""

    kind: OwnerKind
    owner: Membership
    challenge: Challenge | None = None
    part: Participation | None = None  # a runner's
    team: Team | None = None

    @property
    def name(self) -> str:
        """Whom the page will name, until they say otherwise."""
        if self.kind is OwnerKind.CLUB:
            return self.owner.club.name
        return self.team.name if self.team is not None else board_name(self.owner)


def kind_of(text: str) -> OwnerKind:
    """The kind that an address names; a runner's for any other text."""
    return OwnerKind(text) if text in OwnerKind.values else OwnerKind.RUNNER


def begin(owner: Membership, kind: OwnerKind, challenge: Challenge | None) -> Beginning:
    """Whose page a member may make; raises `CampaignError` where they may not. Two queries."""
    part = None if challenge is None else participation_of(owner, challenge)
    if kind is OwnerKind.RUNNER:
        return _of_runner(owner, challenge, part)
    if kind is OwnerKind.TEAM:
        return _of_team(owner, challenge, part)
    if not may_money(owner, MoneyAct.APPROVE_PAGES):
        raise CampaignError(_ORGANISERS_ONLY)
    return Beginning(kind=kind, owner=owner, challenge=challenge)


def check(beginning: Beginning) -> None:
    """Raise `CampaignError` where there is such a page, or the challenge is not for it.

    The caller holds the club's lock.
    """
    challenge = beginning.challenge
    if challenge is not None and challenge.state in {
        ChallengeState.DRAFT,
        ChallengeState.CANCELLED,
    }:
        raise CampaignError("That challenge is not open: choose another.")
    pages = Campaign.objects.exclude(state=CampaignState.CANCELLED)
    if beginning.part is not None and pages.filter(participation=beginning.part).exists():
        raise CampaignError("You have a giving page in this challenge: go on with that one.")
    if beginning.team is not None and pages.filter(team=beginning.team).exists():
        raise CampaignError("Your team has a giving page: go on with that one.")


def is_too_young(owner: Membership) -> bool:
    """Whether somebody may be under 18, or has no account any more."""
    return owner.athlete is None or may_be_minor(owner.athlete)


def _of_runner(
    owner: Membership, challenge: Challenge | None, part: Participation | None
) -> Beginning:
    if is_too_young(owner):
        raise CampaignError(TOO_YOUNG)
    if challenge is not None and part is None:
        raise CampaignError(_NOT_IN)
    return Beginning(kind=OwnerKind.RUNNER, owner=owner, challenge=challenge, part=part)


def _of_team(
    owner: Membership, challenge: Challenge | None, part: Participation | None
) -> Beginning:
    team = None if part is None else part.team
    if team is None or team.captain_id != owner.pk:
        raise CampaignError(_NO_CAPTAIN)
    return Beginning(kind=OwnerKind.TEAM, owner=owner, challenge=challenge, team=team)


def challenge_in(club: Club, slug: str) -> Challenge | None:
    """The challenge of the club that an address names; None where it names none."""
    found = Challenge.objects.filter(club=club, slug=slug).first() if slug else None
    if found is not None:
        found.club = club
    return found
