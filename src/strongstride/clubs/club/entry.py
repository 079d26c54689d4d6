"""How somebody comes in: by the join link or from the club's page, for a challenge or not."""

import msgspec
from django.urls import reverse

from strongstride.accounts.models import Athlete
from strongstride.clubs.club.actions import join
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    JoinMode,
    Membership,
    MemberState,
)
from strongstride.web import clock


class Way(msgspec.Struct, frozen=True):
    """What somebody would join, and the secret of the join link they came by."""

    club: Club
    challenge: Challenge | None = None
    secret: str = ""

    @property
    def address(self) -> str:
        """The page they came to."""
        page = (
            reverse("clubs:join-link", args=[self.secret])
            if self.secret
            else reverse("clubs:join", args=[self.club.slug])
        )
        return page if self.challenge is None else f"{page}?challenge={self.challenge.slug}"

    @property
    def goal(self) -> str:
        """Where they want to be once they are in."""
        if self.challenge is None:
            return reverse("clubs:club", args=[self.club.slug])
        return reverse("clubs:challenge", args=[self.club.slug, self.challenge.slug])

    @property
    def is_open(self) -> bool:
        """Whether this way leads in at all."""
        return bool(self.secret) or self.club.join_mode != JoinMode.INVITE

    @property
    def asks(self) -> bool:
        """Whether an organiser has to say yes."""
        return self.club.join_mode == JoinMode.APPROVAL


def club_of_link(secret: str) -> Club | None:
    """The club a join link leads to; None where it leads nowhere (any more)."""
    return Club.objects.filter(join_secret=secret.replace("\0", ""), closed_at=None).first()


def challenge_in(club: Club, slug: str) -> Challenge | None:
    """A challenge of the club one can still take part in; None for any other slug."""
    rows = Challenge.objects.filter(
        club=club,
        slug=slug.replace("\0", ""),
        state=ChallengeState.OPEN,
        closes_at__gt=clock.now(),
    )
    return rows.first()


def opens_door(secret: str) -> bool:
    """Whether a join link lets somebody make an account where registration is by invite."""
    club = club_of_link(secret)
    return club is not None and club.lets_register


def standing_of(athlete: Athlete, club: Club) -> Membership | None:
    """Their membership, whatever its state."""
    return Membership.objects.filter(athlete=athlete, club=club).first()


def come_in(way: Way, athlete: Athlete, *, name: str, shown_as: str) -> Membership:
    """Join the club, and its challenge at once where no organiser has to say yes first."""
    member = join(way.club, athlete, name=name, shown_as=shown_as, secret=way.secret)
    if way.challenge is not None and member.state == MemberState.ACTIVE:
        enter_challenge(way.challenge, member)
    return member


def enter_challenge(challenge: Challenge, member: Membership) -> None:
    """Take part in a challenge of the club."""
    from strongstride.clubs.challenges.actions import take_part

    take_part(challenge, member)
