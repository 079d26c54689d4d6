"""A club that collects, its people, and the clock of the tests."""

import pytest

from strongstride.clubs.models import Challenge, Club, Membership, Role
from strongstride.giving.models import Campaign, Cause, OwnerKind
from strongstride.web import clock
from tests.clubs.making import make_challenge, make_club, make_member, make_part
from tests.giving.campaigns.making import NOW
from tests.giving.making import make_campaign, make_cause


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


@pytest.fixture
def miles(club: Club) -> Challenge:
    return make_challenge(club)


@pytest.fixture
def robins(cause: Cause, miles: Challenge, robin: Membership) -> Campaign:
    """Robin's live page in the challenge."""
    part = make_part(miles, robin)
    named = {"owner_kind": OwnerKind.RUNNER, "owner_name": "Robin", "goal_minor": 50_000}
    return make_campaign(cause, robin, participation=part, challenge=miles, **named)
