"""Browsers of the cast, just logged in with their password."""

import pytest
from django.test import Client

from strongstride.accounts.models import Athlete, User
from tests.casting import PASSWORD, Cast


@pytest.fixture
def alice(cast: Cast) -> User:
    return cast.alice


@pytest.fixture
def bob(cast: Cast) -> User:
    return cast.bob


@pytest.fixture
def carol(cast: Cast) -> User:
    return cast.carol


@pytest.fixture
def athlete(alice: User) -> Athlete:
    return alice.athlete


@pytest.fixture
def as_alice(alice: User) -> Client:
    return logged_in(alice)


@pytest.fixture
def as_bob(bob: User) -> Client:
    return logged_in(bob)


@pytest.fixture
def as_carol(carol: User) -> Client:
    return logged_in(carol)


def logged_in(user: User) -> Client:
    """A browser in which this user has just shown once more that it is them."""
    client = Client()
    client.force_login(user)
    answer = client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/you/"})
    assert answer.headers["Location"] == "/you/"
    return client
