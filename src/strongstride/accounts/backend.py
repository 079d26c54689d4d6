"""Logging in by e-mail; a request's user brings its athlete along in the same query."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from strongstride.accounts.models import User


class EmailBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's backend, with the athlete joined to the user of every request."""

    def get_user(self, user_id: UUID | Any) -> User | None:
        """The active user with this key, or None."""
        user = User.objects.select_related("athlete").filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
