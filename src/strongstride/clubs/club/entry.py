"""How somebody comes in: by the join link or from the club's page, for a challenge or not."""

import msgspec
from django.db import transaction
from django.urls import reverse

from strongstride.accounts.invites import may_let_in
from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.actions import phase_of, take_part
from strongstride.clubs.challenges.words import ChallengeError
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.joining import join
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.models import Challenge, Club, JoinMode, Membership, MemberState, Role

_JOINABLE = frozenset({Phase.UPCOMING, Phase.RUNNING})


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
    found = Challenge.objects.filter(club=club, slug=slug.replace("\0", "")).first()
    return found if found is not None and phase_of(found) in _JOINABLE else None


def opens_door(secret: str) -> bool:
    """Whether a join link lets somebody make an account where registration is by invite.

    As long as its owner may invite people to this server: the operator may have changed that.
    """
    club = club_of_link(secret)
    if club is None or not club.lets_register:
        return False
    owners = club.memberships.filter(role=Role.OWNER).select_related("athlete__user")
    return any(
        owner.athlete is not None
        and owner.athlete.user.is_active
        and may_let_in(owner.athlete.user)
        for owner in owners
    )


@transaction.atomic
def come_in(way: Way, athlete: Athlete, *, name: str, shown_as: str) -> Membership:
    """Join the club, and its challenge at once where no organiser has to say yes first.

    Raises `ClubError`, and joins neither, when one of both cannot be.
    """
    member = join(way.club, athlete, name=name, shown_as=shown_as, secret=way.secret)
    if way.challenge is not None and member.state == MemberState.ACTIVE:
        enter_challenge(way.challenge, member)
    return member


def enter_challenge(challenge: Challenge, member: Membership) -> None:
    """Take part in a challenge of the club; raises `ClubError` when one cannot (any more)."""
    try:
        take_part(challenge, member)
    except ChallengeError as error:
        raise ClubError(str(error)) from None
