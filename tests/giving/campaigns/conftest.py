"""A club that collects, its people, and the clock of the tests."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from strongstride.clubs.models import Club, Membership, Role
from strongstride.giving.models import Cause
from strongstride.web import clock
from tests.clubs.making import make_club, make_member
from tests.giving.making import make_cause

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _in_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def club(db: None) -> Club:
    return make_club()


@pytest.fixture
def treasurer(club: Club) -> Membership:
    return make_member(club, "Tess Till", Role.TREASURER)


@pytest.fixture
def robin(club: Club) -> Membership:
    return make_member(club)


@pytest.fixture
def cause(club: Club) -> Cause:
    return make_cause(club)


def browser_of(member: Membership) -> Client:
    """A browser in which a member is logged in."""
    assert member.athlete is not None
    client = Client()
    client.force_login(member.athlete.user)
    return client
