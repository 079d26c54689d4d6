"""The fixed cast and other people, made through the app's own actions.

Everything here needs a database; in a browser test call it through `live_app.call`.
"""

from itertools import count
from typing import NamedTuple

from django.conf import settings
from django.test import Client

from strongstride.accounts.actions import create_user
from strongstride.accounts.models import User

PASSWORD = "correct-horse-battery"
_numbers = count(1)


class Cast(NamedTuple):
    """Three people; none has been through the set-up."""

    alice: User
    bob: User
    carol: User


def cast_of_three() -> Cast:
    """Alice owns, Bob is a stranger, Carol administers."""
    return Cast(
        alice=create_user("alice@example.org", PASSWORD, name="Alice"),
        bob=create_user("bob@example.org", PASSWORD, name="Bob"),
        carol=create_user("carol@example.org", PASSWORD, name="Carol", admin=True),
    )


def new_user(name: str = "Robin", *, admin: bool = False) -> User:
    """Somebody nobody else in the run has met, so that tests do not meet each other's data."""
    email = f"{name.lower()}-{next(_numbers)}@example.org"
    return create_user(email, PASSWORD, name=name, admin=admin)


def login(user: User) -> str:
    """The session cookie of a user who has just logged in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def somebody_logged_in(name: str = "Robin", *, admin: bool = False) -> dict[str, str]:
    """For browser tests: a new user as {"email", "session"}; not through the set-up yet."""
    user = new_user(name, admin=admin)
    return {"email": user.email, "session": login(user)}
