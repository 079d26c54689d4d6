"""A treasurer at the desk."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from strongstride.clubs.models import Membership
from tests.casting import PASSWORD, login
from tests.giving.plainly import RENDER, told_plainly


@pytest.fixture(autouse=True)
def receipts_told_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a receipt looks like is tried elsewhere."""
    monkeypatch.setattr(RENDER, told_plainly)


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
