"""The treasurer of a club that collects for a charity of the UK."""

from typing import NamedTuple

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from strongstride.clubs.models import Membership, Role
from strongstride.giving.models import Campaign, Regime
from tests.casting import PASSWORD, login
from tests.clubs.making import make_club, make_member
from tests.giving.making import make_campaign, make_cause


class Books(NamedTuple):
    """Who keeps the books, their browser, and a page."""

    treasurer: Membership
    client: Client
    page: Campaign

    def at(self, name: str, *keys: object, of_cause: bool = True) -> str:
        """An address of the club, or of its cause."""
        cause = [self.page.cause.slug] if of_cause else []
        return reverse(f"giving:{name}", args=[self.page.club.slug, *cause, *keys])


@pytest.fixture
def books(db: None) -> Books:
    club = make_club()
    treasurer = make_member(club, "Tess Till", Role.TREASURER)
    assert treasurer.athlete is not None
    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies[settings.SESSION_COOKIE_NAME] = login(treasurer.athlete.user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return Books(treasurer, client, make_campaign(make_cause(club, regime=Regime.UK), treasurer))
