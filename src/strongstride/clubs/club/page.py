"""What the page of a club shows."""

import msgspec

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import Act, may
from strongstride.clubs.challenges.listing import listed
from strongstride.clubs.club.lines import people_words
from strongstride.clubs.club.queries import how_many, standing_of
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.feed.page import feed_context
from strongstride.clubs.models import (
    Challenge,
    Club,
    JoinMode,
    Membership,
    MemberState,
)
from strongstride.clubs.panels import Place, Reading, panels
from strongstride.web.addresses import absolute

_CHALLENGES = 8  # of the newest; all are on the page of challenges
_ORDER = (Phase.RUNNING, Phase.GRACE, Phase.CLOSING, Phase.UPCOMING, Phase.DRAFT)
_LOOKS = {Phase.RUNNING: "done", Phase.GRACE: "done", Phase.UPCOMING: "run", Phase.DRAFT: "key"}


class ChallengeLine(msgspec.Struct, frozen=True):
    """A challenge of the club, where it stands, and the look of the chip that says so."""

    challenge: Challenge
    time: str
    look: str


class Challenges(msgspec.Struct, frozen=True):
    """The newest challenges of a club, what is on before what is to come and what is over."""

    lines: tuple[ChallengeLine, ...]
    are_more: bool


def challenges_of(club: Club, *, with_drafts: bool) -> Challenges:
    """The newest challenges of a club. One query."""
    page = listed(club, "", with_drafts=with_drafts)
    lines = sorted(page.lines, key=lambda line: _place(line.phase))
    return Challenges(
        tuple(
            ChallengeLine(line.challenge, line.time, _LOOKS.get(line.phase, ""))
            for line in lines[:_CHALLENGES]
        ),
        are_more=len(lines) > _CHALLENGES,
    )


def _place(phase: Phase) -> int:
    return _ORDER.index(phase) if phase in _ORDER else len(_ORDER)


def shown(club: Club, membership: Membership | None, reader: Athlete | None) -> dict[str, object]:
    """The context of a club's page."""
    people = how_many(club, MemberState.ACTIVE)
    known = None if reader is None or membership is not None else standing_of(reader, club)
    manages = may(membership, Act.MANAGE_MEMBERS)
    reading = Reading(club=club, member=membership)
    return {
        "club": club,
        "me": membership,
        "people": people_words(people),
        "asked": how_many(club, MemberState.ASKED) if manages else 0,
        "has_asked": known is not None and known.state == MemberState.ASKED,
        "challenges": challenges_of(club, with_drafts=may(membership, Act.RUN_CHALLENGES)),
        "may_run_challenges": may(membership, Act.RUN_CHALLENGES),
        "may_change": may(membership, Act.CHANGE_CLUB),
        "may_see_desk": may(membership, Act.SEE_DESK),
        "join_link": _link_to_send(club, membership) if people == 1 else "",
        "is_by_link": club.join_mode == JoinMode.INVITE,
        "links": panels(Place.CLUB_PAGES, reading),
        "panels": panels(Place.CLUB, reading),
        "needs_set_up": reader is not None and reader.set_up_at is None,
        **feed_context(club, membership, reader),
    }


def _link_to_send(club: Club, membership: Membership | None) -> str:
    """The join link, for an organiser who is still alone."""
    may_see = may(membership, Act.CHANGE_CLUB)
    return absolute("clubs:join-link", club.join_secret) if may_see else ""
