"""A runner in a challenge, with a browser for each who may look."""

from datetime import date
from typing import NamedTuple

import msgspec
import pytest
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import Challenge, Club, Membership, Participation
from strongstride.clubs.settling.settle import settle
from strongstride.clubs.share.actions import share
from strongstride.clubs.share.ticks import Tick
from tests.clubs.making import make_challenge, make_club, make_member, make_part, make_run

GOAL_M = 160_934


class Scene(NamedTuple):
    """Zephyrine has run 61.2 km in two weeks of March; Kit has run more."""

    club: Club
    challenge: Challenge
    member: Membership
    part: Participation

    @property
    def page(self) -> str:
        return f"/clubs/{self.club.slug}/challenges/{self.challenge.slug}/"

    @property
    def runner_page(self) -> str:
        return f"{self.page}runners/{self.part.pk}/"

    def open(self, *ticks: Tick) -> None:
        share(self.part, ticks, is_public=True)


def runner_of(member: Membership) -> Athlete:
    assert member.athlete is not None
    return member.athlete


def browser(member: Membership) -> Client:
    client = Client()
    client.force_login(runner_of(member).user)
    return client


def become(member: Membership, birth_year: int) -> None:
    """Give a member another year of birth."""
    athlete = runner_of(member)
    told = msgspec.structs.replace(athlete.profile.athlete, birth_year=birth_year)
    athlete.profile = msgspec.structs.replace(athlete.profile, athlete=told)
    athlete.save()


@pytest.fixture
def scene(db: None) -> Scene:
    club = make_club(unit="km")
    challenge = make_challenge(club, goal=GOAL_M)
    member = make_member(club, "Zephyrine Quill")
    part = make_part(challenge, member)
    for day, km in ((5, 20.2), (7, 11.0), (18, 30.0)):
        make_run(runner_of(member), date(2026, 3, day), km)
    settle(part)
    ahead = make_part(challenge, make_member(club, "Kit Lowe"))
    for day in range(1, 9):
        make_run(runner_of(ahead.membership), date(2026, 3, day), 15.0)
    settle(ahead)
    part.refresh_from_db()
    part.challenge, part.membership = challenge, member
    return Scene(club, challenge, member, part)
