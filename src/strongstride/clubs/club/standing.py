"""My clubs in a few lines each: the challenge that runs and where I stand in it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import QuerySet

from strongstride.accounts.models import Athlete
from strongstride.clubs.challenges.oval import time_words
from strongstride.clubs.club.queries import clubs_of
from strongstride.clubs.crediting.amounts import show
from strongstride.clubs.crediting.terms import ChallengeKind, Scope
from strongstride.clubs.crediting.window import Phase, phase
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    Membership,
    MemberState,
    Participation,
)
from strongstride.clubs.settling.terms import terms_of
from strongstride.coach.quantities import DistanceUnit
from strongstride.web import clock


class MyClub(msgspec.Struct, frozen=True, kw_only=True):
    """A club of mine; `challenge` is the one that ends first of those that run."""

    club: Club
    has_asked: bool = False
    challenge: Challenge | None = None
    time: str = ""  # how much of it is left
    mine: str = ""  # what I have done, in the club's unit; empty when I do not take part
    goal: str = ""  # of each runner alone, in the club's unit


def my_clubs(athlete: Athlete) -> tuple[MyClub, ...]:
    """The clubs of an athlete, those first where a challenge runs. Three queries for any number."""
    found = clubs_of(athlete)
    active = [each for each in found if each.state == MemberState.ACTIVE]
    running = _running(active, clock.now())
    mine = _mine(active, running)
    lines = [_line(each, running.get(each.club_id), mine, athlete) for each in found]
    return tuple(sorted(lines, key=lambda line: line.challenge is None))


def _running(active: Sequence[Membership], now: datetime) -> dict[UUID, Challenge]:
    """Of each club the running challenge that ends first."""
    rows: QuerySet[Challenge] = Challenge.objects.filter(
        club__in=[each.club_id for each in active],
        state=ChallengeState.OPEN,
        closes_at__gt=now,
    )
    first: dict[UUID, Challenge] = {}
    for each in rows.order_by("ends_on", "pk"):
        if phase(each.state, terms_of(each), each.closes_at, now) is Phase.RUNNING:
            first.setdefault(each.club_id, each)
    return first


def _mine(
    active: Sequence[Membership], running: dict[UUID, Challenge]
) -> dict[UUID, Participation]:
    """What I have done in each of these challenges."""
    rows = Participation.objects.filter(
        membership__in=active, challenge__in=running.values(), left_at=None
    )
    return {each.challenge_id: each for each in rows}


def _line(
    member: Membership,
    challenge: Challenge | None,
    mine: dict[UUID, Participation],
    athlete: Athlete,
) -> MyClub:
    has_asked = member.state == MemberState.ASKED
    if challenge is None:
        return MyClub(club=member.club, has_asked=has_asked)
    part = mine.get(challenge.pk)
    is_for_each = challenge.scope == Scope.INDIVIDUAL
    goal = (part and part.goal) or (challenge.goal if is_for_each else None)
    return MyClub(
        club=member.club,
        challenge=challenge,
        time=time_words(terms_of(challenge), Phase.RUNNING, athlete.local_today()),
        mine="" if part is None else _amount(part.total, challenge, member.club),
        goal="" if goal is None else _amount(goal, challenge, member.club),
    )


def _amount(amount: int, challenge: Challenge, club: Club) -> str:
    return show(amount, ChallengeKind(challenge.kind), DistanceUnit(club.unit))
