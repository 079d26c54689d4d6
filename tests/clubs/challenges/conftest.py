"""A club with an owner and a runner, the clock of the tests, and their browsers."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from strongstride.clubs.models import Club, Membership, Role
from strongstride.web import clock
from tests.clubs.making import make_club, make_member

BEFORE, DURING = datetime(2026, 2, 1, 12, tzinfo=UTC), datetime(2026, 3, 10, 12, tzinfo=UTC)
AFTER = datetime(2026, 4, 2, 12, tzinfo=UTC)
Travel = Callable[[datetime], None]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    """Set the clock."""
    return lambda now: monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def club(db: None) -> Club:
    return make_club()


@pytest.fixture
def owner(club: Club) -> Membership:
    return make_member(club, "Olga Owner", Role.OWNER)


@pytest.fixture
def robin(club: Club) -> Membership:
    return make_member(club)


def browser_of(member: Membership) -> Client:
    """A browser in which a member is logged in."""
    assert member.athlete is not None
    client = Client()
    client.force_login(member.athlete.user)
    return client
