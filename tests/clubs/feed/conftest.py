"""A club with an owner, a moderator and two members; and the browsers of all and of others."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.test import Client

from strongstride.clubs.models import Club, Membership, Role
from tests.casting import new_user
from tests.clubs.making import JOINED, make_club, make_member


class People(NamedTuple):
    """Members of one club."""

    club: Club
    owner: Membership
    moderator: Membership
    robin: Membership
    kit: Membership


@pytest.fixture
def people(db: None) -> Iterator[People]:
    club = make_club()
    yield People(
        club,
        make_member(club, "Olive Owner", Role.OWNER),
        make_member(club, "Mo Moderator", Role.MODERATOR),
        make_member(club, "Robin Hale"),
        make_member(club, "Kit Lane"),
    )
    cache.clear()


@pytest.fixture
def browse() -> Callable[[Membership], Client]:
    """The browser in which a member is logged in."""

    def made(member: Membership) -> Client:
        client = Client()
        assert member.athlete is not None
        client.force_login(member.athlete.user)
        return client

    return made


@pytest.fixture
def stranger(db: None) -> Client:
    """The browser of somebody who is no member."""
    user = new_user("Stranger")
    user.athlete.set_up_at = JOINED
    user.athlete.save()
    client = Client()
    client.force_login(user)
    return client
