"""A club whose challenge has an entry faster than any record; and everybody's browsers."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client

from strongstride.clubs.crediting.entry import CreditStatus
from strongstride.clubs.models import (
    Challenge,
    Club,
    Credit,
    Membership,
    Participation,
    Role,
    ShownAs,
)
from strongstride.clubs.settling.settle import settle
from strongstride.runs.models import Run
from tests.casting import PASSWORD, login
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run

FAST_S = 20 * 60  # 10 km in twenty minutes: nobody has
ON = date(2026, 3, 10)
MARCH = "2026-03-15T12:00:00Z"
APRIL = "2026-04-20T12:00:00Z"


class Desk(NamedTuple):
    """People of one club; Robin has an entry that counts and one that waits."""

    club: Club
    challenge: Challenge
    owner: Membership
    moderator: Membership
    treasurer: Membership
    robin: Membership
    part: Participation

    @property
    def waiting(self) -> Credit:
        """The entry that waited first."""
        return Credit.objects.get(entry=self.fast.pk)

    @property
    def fast(self) -> Run:
        """The run it is of."""
        return Run.objects.get(athlete=self.robin.athlete, on=ON)


def fast_run(member: Membership, on: date = ON, km: float = 10.0) -> Run:
    """A run faster than the world record."""
    assert member.athlete is not None
    seconds = FAST_S * km / 10
    return make_run(member.athlete, on, km, duration_s=seconds, elapsed_s=seconds)


def join(challenge: Challenge, member: Membership) -> Participation:
    """A settled part in a challenge."""
    part = make_part(challenge, member)
    settle(part)
    return part


@pytest.fixture
def desk(db: None) -> Desk:
    club = make_club(unit="km")
    owner = make_member(club, "Olive Owner", Role.OWNER)
    moderator = make_member(club, "Mo Moderator", Role.MODERATOR)
    treasurer = make_member(club, "Tess Treasurer", Role.TREASURER)
    robin = make_member(club, "Robin Hale")
    assert robin.athlete is not None
    challenge = make_challenge(club)
    make_run(robin.athlete, date(2026, 3, 2), 8.0)
    fast_run(robin)
    part = join(challenge, robin)
    made = Desk(club, challenge, owner, moderator, treasurer, robin, part)
    assert made.waiting.status == CreditStatus.WAITING
    return made


@pytest.fixture
def hidden(desk: Desk) -> Membership:
    """A hidden member with 12 km."""
    member = make_member(desk.club, "Hilda Hidden", shown_as=ShownAs.HIDDEN)
    assert member.athlete is not None
    make_run(member.athlete, date(2026, 3, 3), 12.0)
    join(desk.challenge, member)
    return member


@pytest.fixture
def browse() -> Callable[[Membership], Client]:
    """The browser in which a member has just given their password."""

    def made(member: Membership) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        assert member.athlete is not None
        client.cookies[settings.SESSION_COOKIE_NAME] = login(member.athlete.user)
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client

    return made
