"""What the desk shows: to each organiser what their role lets them do."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Count

from strongstride.clubs.access import Act, may
from strongstride.clubs.challenges.listing import ListedChallenge, listed
from strongstride.clubs.club.queries import how_many
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.window import Phase
from strongstride.clubs.feed.queries import open_reports
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Credit,
    Membership,
    MemberState,
)

_NEXT = {
    Phase.DRAFT: "Only organisers see it: look it over, then open it.",
    Phase.UPCOMING: "It is open: send its link to your runners.",
    Phase.RUNNING: "It is on.",
    Phase.FINAL: "The results stand.",
    Phase.CANCELLED: "It was called off.",
}
_ORDER = [
    Phase.CLOSING,
    Phase.RUNNING,
    Phase.GRACE,
    Phase.UPCOMING,
    Phase.DRAFT,
    Phase.FINAL,
    Phase.CANCELLED,
]
_LINES = 20


class DeskLine(msgspec.Struct, frozen=True, kw_only=True):
    """A challenge, where it stands and what to do with it."""

    challenge: Challenge
    word: str
    todo: str
    waiting: int
    can_close: bool
    is_open: bool
    is_draft: bool


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The desk of one organiser; counts are 0 where their role has nothing to do with them."""

    club: Club
    me: Membership
    waiting: int
    asked: int
    reports: int
    members: int
    lines: tuple[DeskLine, ...]
    may_rule: bool
    may_run: bool
    may_manage: bool
    may_moderate: bool
    may_announce: bool
    may_export: bool

    @property
    def is_clear(self) -> bool:
        """Whether nothing waits for this organiser."""
        return not (self.waiting or self.asked or self.reports)


def desk(me: Membership, zone: str) -> Desk:
    """The desk, five queries at most; times are on the reader's clock, `zone`."""
    club = me.club
    rules, runs = may(me, Act.RULE), may(me, Act.RUN_CHALLENGES)
    waits = _waiting(club) if rules else Counter()
    found = listed(club, "", with_drafts=runs).lines
    lines = sorted(found, key=lambda line: _ORDER.index(line.phase))[:_LINES]
    manages, moderates = may(me, Act.MANAGE_MEMBERS), may(me, Act.MODERATE)
    return Desk(
        club=club,
        me=me,
        waiting=sum(waits.values()),
        asked=how_many(club, MemberState.ASKED) if manages else 0,
        reports=open_reports(club).count() if moderates else 0,
        members=how_many(club, MemberState.ACTIVE),
        lines=tuple(_lines(lines, waits, zone, runs=runs)),
        may_rule=rules,
        may_run=runs,
        may_manage=manages,
        may_moderate=moderates,
        may_announce=may(me, Act.ANNOUNCE),
        may_export=may(me, Act.EXPORT),
    )


def _waiting(club: Club) -> Counter[UUID]:
    """How many entries wait, by challenge."""
    rows = Credit.objects.filter(
        challenge__club=club,
        challenge__state=ChallengeState.OPEN,
        status=CreditStatus.WAITING.value,
        participation__membership__athlete__isnull=False,
    )
    return Counter(dict(rows.values_list("challenge").annotate(Count("pk")).order_by()))


def _lines(
    lines: Sequence[ListedChallenge], waits: Counter[UUID], zone: str, *, runs: bool
) -> list[DeskLine]:
    return [
        DeskLine(
            challenge=line.challenge,
            word=line.time,
            todo=_todo(line, zone, runs=runs),
            waiting=waits[line.challenge.pk],
            can_close=runs and line.phase is Phase.CLOSING,
            is_draft=line.phase is Phase.DRAFT,
            is_open=line.challenge.state == ChallengeState.OPEN,
        )
        for line in lines
    ]


def _todo(line: ListedChallenge, zone: str, *, runs: bool) -> str:
    if line.phase is Phase.GRACE:
        return f"Late uploads count until {until(line.challenge.closes_at, zone)}."
    if line.phase is Phase.CLOSING:
        return "Nothing more is taken: close it." if runs else "Nothing more is taken."
    return _NEXT[line.phase]


def until(at: datetime, zone: str) -> str:
    """`3 April, 14:00` on the reader's clock."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local.day} {local:%B, %H:%M}"
