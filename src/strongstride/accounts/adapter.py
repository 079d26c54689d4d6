"""allauth's questions, answered: who may register, and what a new account brings along."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest

from strongstride.accounts.actions import give_athlete, has_accounts
from strongstride.accounts.models import User
from strongstride.web import clock


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The first account of a server is its administrator; later ones as the settings allow."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this request may register."""
        del request
        return bool(settings.REGISTRATION == "open" or not has_accounts())

    def new_user(self, request: HttpRequest) -> User:
        """An empty user, an administrator when it is the first."""
        del request
        first = not has_accounts()
        return User(is_staff=first, is_superuser=first, date_joined=clock.now())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save the user together with its athlete."""
        with transaction.atomic():
            saved: User = super().save_user(request, user, form, commit=commit)
            if commit:
                give_athlete(saved)
        return saved
