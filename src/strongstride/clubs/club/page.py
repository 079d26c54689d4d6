"""What the page of a club shows."""

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may
from strongstride.clubs.club.queries import counts, standing_of
from strongstride.clubs.crediting.window import Phase, phase
from strongstride.clubs.feed.page import feed_context
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    JoinMode,
    Membership,
    MemberState,
)
from strongstride.clubs.settling.terms import terms_of
from strongstride.web import clock
from strongstride.web.addresses import absolute

_CHALLENGES = 12  # newest first; all are on the page of challenges
_UNDER_WAY = frozenset({Phase.RUNNING, Phase.GRACE, Phase.CLOSING})


_WORDS = {
    Phase.RUNNING: "on",
    Phase.GRACE: "last uploads",
    Phase.CLOSING: "being closed",
    Phase.FINAL: "final",
    Phase.CANCELLED: "called off",
}


class ChallengeLine(msgspec.Struct, frozen=True):
    """A challenge of the club and where it stands."""

    challenge: Challenge
    phase: Phase

    @property
    def word(self) -> str:
        """Where it stands, for people."""
        return _WORDS.get(self.phase, self.phase.value)


class Challenges(msgspec.Struct, frozen=True, kw_only=True):
    """The challenges of a club by where they stand, the newest of each first."""

    drafts: tuple[ChallengeLine, ...]
    under_way: tuple[ChallengeLine, ...]
    upcoming: tuple[ChallengeLine, ...]
    past: tuple[ChallengeLine, ...]
    are_more: bool  # than these

    @property
    def is_empty(self) -> bool:
        """Whether there is none at all."""
        return not (self.drafts or self.under_way or self.upcoming or self.past)


def challenges_of(club: Club, *, with_drafts: bool) -> Challenges:
    """The newest challenges of a club. One query."""
    rows = Challenge.objects.filter(club=club).order_by("-starts_on", "-pk")
    if not with_drafts:
        rows = rows.exclude(state=ChallengeState.DRAFT)
    now = clock.now()
    lines = [
        ChallengeLine(each, phase(each.state, terms_of(each), each.closes_at, now))
        for each in rows[: _CHALLENGES + 1]
    ]
    are_more, lines = len(lines) > _CHALLENGES, lines[:_CHALLENGES]
    known = {Phase.DRAFT, Phase.UPCOMING} | _UNDER_WAY
    return Challenges(
        drafts=tuple(line for line in lines if line.phase is Phase.DRAFT),
        under_way=tuple(line for line in lines if line.phase in _UNDER_WAY),
        upcoming=tuple(line for line in lines if line.phase is Phase.UPCOMING),
        past=tuple(line for line in lines if line.phase not in known),
        are_more=are_more,
    )


def shown(club: Club, membership: Membership | None, reader: Athlete | None) -> dict[str, object]:
    """The context of a club's page."""
    told = counts(club)
    known = None if reader is None or membership is not None else standing_of(reader, club)
    manages = may(membership, Act.MANAGE_MEMBERS)
    return {
        "club": club,
        "me": membership,
        "people": told["active"],
        "asked": told["asked"] if manages else 0,
        "has_asked": known is not None and known.state == MemberState.ASKED,
        "challenges": challenges_of(club, with_drafts=may(membership, Act.RUN_CHALLENGES)),
        "may_run_challenges": may(membership, Act.RUN_CHALLENGES),
        "may_change": may(membership, Act.CHANGE_CLUB),
        "may_see_desk": may(membership, Act.SEE_DESK),
        "join_link": _link_to_send(club, membership) if told["active"] == 1 else "",
        "is_by_link": club.join_mode == JoinMode.INVITE,
        "needs_set_up": reader is not None and reader.set_up_at is None,
        **feed_context(club, membership, reader),
    }


def _link_to_send(club: Club, membership: Membership | None) -> str:
    """The join link, for an organiser who is still alone."""
    may_see = may(membership, Act.CHANGE_CLUB)
    return absolute("clubs:join-link", club.join_secret) if may_see else ""
