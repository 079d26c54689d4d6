"""A live page of a club, who has to do with it, and the browser of a donor."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.test import Client

from strongstride.clubs.models import Club, Membership, Role
from strongstride.giving.models import Campaign
from tests.clubs.making import make_club, make_member
from tests.giving.making import make_campaign, make_cause


class World(NamedTuple):
    """A runner's page in a club with a treasurer."""

    club: Club
    page: Campaign
    owner: Membership
    treasurer: Membership
    robin: Membership  # whose page it is
    moderator: Membership
    kit: Membership  # a member like any other


@pytest.fixture
def world(db: None) -> Iterator[World]:
    club = make_club()
    robin = make_member(club, "Robin Hale")
    yield World(
        club=club,
        page=make_campaign(make_cause(club), robin, owner_name="Robin Hale"),
        owner=make_member(club, "Olive Owner", Role.OWNER),
        treasurer=make_member(club, "Tess Till", Role.TREASURER),
        robin=robin,
        moderator=make_member(club, "Mo Moderator", Role.MODERATOR),
        kit=make_member(club, "Kit Lane"),
    )
    cache.clear()


@pytest.fixture
def donor() -> Client:
    """The browser of somebody without an account."""
    return Client()


@pytest.fixture
def browse() -> Callable[[Membership], Client]:
    """The browser in which a member is logged in."""

    def made(member: Membership) -> Client:
        client = Client()
        assert member.athlete is not None
        client.force_login(member.athlete.user)
        return client

    return made
