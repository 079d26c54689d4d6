"""What a runner's page of a challenge shows to whoever asks."""

from datetime import date, timedelta
from uuid import UUID

import msgspec
from django.db.models import Sum
from django.db.models.functions import TruncWeek
from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.clubs.access import see_challenge
from strongstride.clubs.board.ranks import Rank
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.badges import BadgeKind, badge_kinds
from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.clubs.models import Challenge, Credit, Membership, Participation
from strongstride.clubs.settling.terms import own_goal
from strongstride.clubs.share.facts import told_rank, told_sessions
from strongstride.clubs.share.ticks import Tick, seen_by
from strongstride.coach.quantities import DistanceUnit

_WEEK = timedelta(days=7)
_MOST_WEEKS = 54
_NO_WEEKS = {ChallengeKind.LONGEST, ChallengeKind.STREAK}  # their weeks add up to nothing


class Week(msgspec.Struct, frozen=True):
    """What one week brought; `part` of the best week, 0 to 100."""

    monday: date
    amount: str
    part: int


class RunnerShown(msgspec.Struct, frozen=True, kw_only=True):
    """A runner as one reader sees them; what that reader may not see is empty."""

    name: str = ""
    total: str = ""
    goal: str = ""
    percent: int | None = None
    sessions: str = ""
    rank: str = ""
    weeks: tuple[Week, ...] = ()
    badges: tuple[BadgeKind, ...] = ()


def see_runner(
    athlete: Athlete | None, club: str, challenge: str, key: UUID
) -> tuple[Participation, Membership | None, frozenset[Tick]]:
    """A participant, the reader's membership and what they may see; Http404 where that is nothing.

    Three queries.
    """
    of, reader = see_challenge(athlete, club, challenge)
    rows = Participation.objects.filter(challenge=of, pk=key, left_at=None)
    found = rows.select_related("membership__athlete").first()
    if found is None:
        raise Http404
    found.challenge = of
    found.membership.club = of.club
    ticks = seen_by(found, reader)
    if not ticks:
        raise Http404
    return found, reader, ticks


def shown(
    participation: Participation, ticks: frozenset[Tick], unit: DistanceUnit, rank: Rank | None
) -> RunnerShown:
    """The ticked facts in words. At most one query."""
    amount = _Amounts(participation.challenge, unit)
    has_total = Tick.TOTAL in ticks
    goal = own_goal(participation) if has_total else None
    return RunnerShown(
        name=participation.board_name if Tick.NAME in ticks else "",
        total=amount.shown(participation.total) if has_total else "",
        goal=amount.shown(goal) if goal else "",
        percent=participation.total * 100 // goal if goal else None,
        sessions=told_sessions(participation) if Tick.SESSIONS in ticks else "",
        rank=told_rank(rank) if rank and Tick.RANK in ticks else "",
        weeks=_weeks(participation, amount) if Tick.WEEKS in ticks else (),
        badges=_badges(participation) if Tick.BADGES in ticks else (),
    )


class _Amounts(msgspec.Struct, frozen=True):
    """Amounts of one challenge in one reader's unit."""

    challenge: Challenge
    unit: DistanceUnit

    def shown(self, amount: int) -> str:
        return show(amount, ChallengeKind(self.challenge.kind), self.unit)


def _weeks(participation: Participation, amounts: _Amounts) -> tuple[Week, ...]:
    """Every week from the first that counts to the last, also those without a credit."""
    if ChallengeKind(participation.challenge.kind) in _NO_WEEKS:
        return ()
    rows = Credit.objects.filter(participation=participation, status=CreditStatus.COUNTED.value)
    by_week = rows.annotate(week=TruncWeek("on")).values("week").annotate(sum=Sum("amount"))
    sums: dict[date, int] = dict(by_week.order_by("week").values_list("week", "sum"))
    if not any(sums.values()):
        return ()
    best, monday = max(sums.values()), min(sums)
    weeks: list[Week] = []
    while monday <= max(sums) and len(weeks) < _MOST_WEEKS:
        amount = sums.get(monday, 0)
        weeks.append(Week(monday, amounts.shown(amount), amount * 100 // best))
        monday += _WEEK
    return tuple(weeks)


def _badges(participation: Participation) -> tuple[BadgeKind, ...]:
    """The badges in the order they are shown in, without their days."""
    held = {badge["key"] for badge in participation.badges}
    return tuple(kind for key, kind in badge_kinds().items() if key in held)
