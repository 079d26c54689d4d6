"""Alice and Bob are strangers; Carol is the administrator."""

import pytest
from django.test import Client

from strongstride.accounts.actions import create_user
from strongstride.accounts.models import Athlete, User

PASSWORD = "nine lanes around the park"


@pytest.fixture
def alice(db: None) -> User:
    return create_user("alice@example.org", PASSWORD, name="Alice")


@pytest.fixture
def bob(db: None) -> User:
    return create_user("bob@example.org", PASSWORD, name="Bob")


@pytest.fixture
def carol(db: None) -> User:
    return create_user("carol@example.org", PASSWORD, admin=True, name="Carol")


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
    """A browser in which this user has just entered their password."""
    client = Client()
    assert (
        client.post("/accounts/login/", {"login": user.email, "password": PASSWORD}).status_code
        == 302
    )
    return client
