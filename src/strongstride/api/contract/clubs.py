"""Clubs and challenges as JSON. Amounts are whole numbers in the small unit of their kind."""

from datetime import date, datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from strongstride.clubs.board.queries import BoardRow
from strongstride.clubs.board.ranks import Rank
from strongstride.clubs.challenges.mine import why
from strongstride.clubs.challenges.oval import NOT_ADDED
from strongstride.clubs.challenges.page import in_club_unit
from strongstride.clubs.challenges.terms_words import terms_words
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind
from strongstride.clubs.crediting.terms import ChallengeKind, Scope, Terms
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.models import Challenge, Club, Credit, Membership, Participation

_UNITS = {
    ChallengeKind.DISTANCE: "metres",
    ChallengeKind.TIME: "seconds",
    ChallengeKind.ELEVATION: "metres climbed",
    ChallengeKind.RUNS: "runs",
    ChallengeKind.STREAK: "days",
    ChallengeKind.LONGEST: "metres",
    ChallengeKind.STRENGTH: "strength sessions",
    ChallengeKind.POINTS: "thousandths of a point",
}
Small = Annotated[int, Meta(description="in `unit`")]


class ClubItemJson(msgspec.Struct, frozen=True, kw_only=True):
    """A club one is in, or has asked to join."""

    slug: Annotated[str, Meta(description="its place in addresses")]
    name: str
    role: Annotated[str | None, Meta(description="owner, admin, treasurer, moderator or member")]
    state: Annotated[str | None, Meta(description="active or asked; null for who is not in it")]


class ClubJson(msgspec.Struct, frozen=True, kw_only=True):
    """A club."""

    club: ClubItemJson
    about: Annotated[str, Meta(description="plain text")]
    time_zone: str
    unit: Annotated[str, Meta(description="of its boards: km or mi")]
    visibility: Annotated[str, Meta(description="public, link or private")]
    members: int
    shown_as: Annotated[
        str | None, Meta(description="how one's own row looks: name, initials or hidden")
    ]


class ChallengeItemJson(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge, as a list shows it."""

    slug: Annotated[str, Meta(description="its place in addresses, within its club")]
    title: str
    kind: ChallengeKind
    scope: Scope
    phase: Phase
    starts_on: date
    ends_on: Annotated[date, Meta(description="the last day that counts")]


class StandingJson(msgspec.Struct, frozen=True, kw_only=True):
    """Where one stands oneself."""

    participation: str
    total: Small
    total_words: str
    rank: Annotated[
        int | None, Meta(description="among those who are shown; null without a total or ranking")
    ]
    tied: bool
    ranked: Annotated[int, Meta(description="how many have a rank")]
    runs: int
    strength_sessions: int
    goal: Annotated[int | None, Meta(description="one's own, in `unit`")]
    badges: list[str]


class ChallengeJson(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge with its terms, everybody's total, and one's own standing."""

    challenge: ChallengeItemJson
    about: Annotated[str, Meta(description="plain text")]
    unit: Annotated[str, Meta(description="of every amount: the small unit of its kind")]
    goal: Annotated[
        int | None, Meta(description="of each runner, or of all where the scope is group")
    ]
    total: Annotated[
        int | None,
        Meta(
            description="of everybody, those who are hidden too, in `unit`; null where what people "
            "did does not add up (streak, longest)"
        ),
    ]
    total_words: str
    people: int
    closes_at: Annotated[datetime, Meta(description="nothing that comes later counts")]
    terms: Terms
    terms_words: list[str]
    end_note: Annotated[str, Meta(description="the organiser's word at the end")]
    mine: Annotated[StandingJson | None, Meta(description="null for who takes no part")]


class BoardRowJson(msgspec.Struct, frozen=True, kw_only=True):
    """A row of the board: somebody who chose to be shown."""

    participation: str
    rank: int
    tied: bool
    name: Annotated[str, Meta(description="as they chose: their name or their initials")]
    total: Annotated[int, Meta(description="in the small unit of the kind")]
    total_words: str
    runs: int
    strength_sessions: int
    is_me: bool


class CreditJson(msgspec.Struct, frozen=True, kw_only=True):
    """One of one's own entries: what it counts for, and why."""

    id: str
    entry: Annotated[str, Meta(description="id of the run, recording or training session")]
    kind: EntryKind
    on: Annotated[date, Meta(description="the day it counts for")]
    status: CreditStatus
    amount: Annotated[int, Meta(description="in the small unit of the kind; 0 if it adds nothing")]
    amount_words: str
    why: Annotated[str, Meta(description="empty where there is nothing to explain")]
    by_hand: bool


def club_item_json(club: Club, membership: Membership | None) -> ClubItemJson:
    """The club and what one is in it."""
    return ClubItemJson(
        slug=club.slug,
        name=club.name,
        role=None if membership is None else membership.role,
        state=None if membership is None else membership.state,
    )


def club_json(club: Club, membership: Membership | None, members: int) -> ClubJson:
    """The club for one reader."""
    return ClubJson(
        club=club_item_json(club, membership),
        about=club.about,
        time_zone=club.time_zone,
        unit=club.unit,
        visibility=club.visibility,
        members=members,
        shown_as=None if membership is None else membership.shown_as,
    )


def challenge_item_json(challenge: Challenge, stands: Phase) -> ChallengeItemJson:
    """The challenge where it stands."""
    return ChallengeItemJson(
        slug=challenge.slug,
        title=challenge.title,
        kind=ChallengeKind(challenge.kind),
        scope=Scope(challenge.scope),
        phase=stands,
        starts_on=challenge.starts_on,
        ends_on=challenge.ends_on,
    )


def challenge_json(
    challenge: Challenge, stands: Phase, total: int, people: int, mine: StandingJson | None
) -> ChallengeJson:
    """The challenge for one reader."""
    terms = in_club_unit(challenge)
    adds = terms.kind not in NOT_ADDED
    return ChallengeJson(
        challenge=challenge_item_json(challenge, stands),
        about=challenge.about,
        unit=_UNITS[terms.kind],
        goal=challenge.goal,
        total=total if adds else None,
        total_words=show(total, terms.kind, terms.unit) if adds else "",
        people=people,
        closes_at=challenge.closes_at,
        terms=terms,
        terms_words=list(terms_words(terms)),
        end_note=challenge.end_note,
        mine=mine,
    )


def standing_json(part: Participation, rank: Rank | None, ranked: int) -> StandingJson:
    """Where somebody stands; `rank` is None where there is no ranking or no total."""
    terms = in_club_unit(part.challenge)
    return StandingJson(
        participation=str(part.pk),
        total=part.total,
        total_words=show(part.total, terms.kind, terms.unit),
        rank=None if rank is None else rank.rank,
        tied=rank is not None and rank.tied,
        ranked=ranked,
        runs=part.runs,
        strength_sessions=part.strength_sessions,
        goal=part.goal,
        badges=[badge["key"] for badge in part.badges],
    )


def board_row_json(row: BoardRow, terms: Terms) -> BoardRowJson:
    """A row, its words in the unit of `terms`."""
    return BoardRowJson(
        participation=str(row.participation),
        rank=row.rank,
        tied=row.tied,
        name=row.name,
        total=row.total,
        total_words=show(row.total, terms.kind, terms.unit),
        runs=row.runs,
        strength_sessions=row.strength_sessions,
        is_me=row.is_me,
    )


def credit_json(credit: Credit, terms: Terms) -> CreditJson:
    """An entry, its words in the unit of `terms`."""
    return CreditJson(
        id=str(credit.pk),
        entry=str(credit.entry),
        kind=EntryKind(credit.kind),
        on=credit.on,
        status=CreditStatus(credit.status),
        amount=credit.amount,
        amount_words=show(credit.amount, terms.kind, terms.unit) if credit.amount else "",
        why=why(credit),
        by_hand=credit.by_hand,
    )
