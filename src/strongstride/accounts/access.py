"""Whose things a request may touch."""

from django.http import HttpRequest

from strongstride.accounts.models import Athlete, User


def user_of(request: HttpRequest) -> User:
    """The user of a request behind a login."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a view that needs a user was reached without one")
    return user


def athlete_of(request: HttpRequest) -> Athlete:
    """The athlete of a request behind a login; loaded together with its user."""
    return user_of(request).athlete
