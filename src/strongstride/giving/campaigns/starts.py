"""The giving pages a member could begin, for the list to offer."""

from collections.abc import Iterator
from urllib.parse import urlencode

import msgspec
from django.db.models import Exists, OuterRef
from django.urls import reverse

from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Membership,
    Participation,
)
from strongstride.giving.campaigns.beginning import is_too_young
from strongstride.giving.models import Campaign, CampaignState, OwnerKind

_MOST = 4  # challenges that are offered


class Start(msgspec.Struct, frozen=True):
    """A page somebody could make: its title and the address of its form."""

    title: str
    address: str


def starts(member: Membership, *, approves: bool) -> tuple[Start, ...]:
    """A page of one's own or one's team in each open challenge, of the club, or without one.

    Three queries at most.
    """
    club, is_adult = member.club, not is_too_young(member)
    return (
        *_with_miles(member, is_adult=is_adult),
        *(_of_club(club) if approves else ()),
        *([Start("Your page, without a challenge", _address(club, OwnerKind.RUNNER))] * is_adult),
    )


def _with_miles(member: Membership, *, is_adult: bool) -> Iterator[Start]:
    """In challenges the member takes part in, where there is no such page yet."""
    pages = Campaign.objects.exclude(state=CampaignState.CANCELLED)
    parts = Participation.objects.filter(
        membership=member, left_at=None, challenge__state=ChallengeState.OPEN
    ).annotate(
        has_own=Exists(pages.filter(participation=OuterRef("pk"))),
        has_teams=Exists(pages.filter(team=OuterRef("team"))),
    )
    for part in parts.select_related("challenge", "team").order_by("-challenge__starts_on")[:_MOST]:
        title, at = part.challenge.title, part.challenge
        if is_adult and not part.has_own:
            yield Start(
                f"Your page, with your miles in {title}",
                _address(member.club, OwnerKind.RUNNER, at),
            )
        if part.team is not None and part.team.captain_id == member.pk and not part.has_teams:
            yield Start(f"A page of {part.team.name}", _address(member.club, OwnerKind.TEAM, at))


def _of_club(club: Club) -> Iterator[Start]:
    rows = Challenge.objects.filter(club=club, state=ChallengeState.OPEN)
    for each in rows.order_by("-starts_on")[:_MOST]:
        yield Start(f"{club.name} in {each.title}", _address(club, OwnerKind.CLUB, each))
    yield Start(f"{club.name}, without a challenge", _address(club, OwnerKind.CLUB))


def _address(club: Club, kind: OwnerKind, challenge: Challenge | None = None) -> str:
    wanted = {"for": kind.value, **({"challenge": challenge.slug} if challenge else {})}
    return f"{reverse('giving:page-new', args=[club.slug])}?{urlencode(wanted)}"
