"""allauth's questions, answered: who may register, and what a new account brings along."""

from typing import Any

import msgspec
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from strongstride.accounts.answers.units import is_time_zone, units_guessed
from strongstride.accounts.models import User
from strongstride.accounts.profile import Profile, new_profile
from strongstride.accounts.registration import Door, RegistrationError, door, register
from strongstride.web import clock

# keys in the session of somebody who followed a link before they logged in
INVITE = "invite"  # the secret that may open the door
COME_BACK = "come_back"  # one of our pages, to be shown after logging in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """The first account of a server is its administrator; later ones as the settings allow."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this request may register."""
        return door(request.session.get(INVITE, "")) in (Door.OPEN, Door.FIRST)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Where to go after logging in, also by way of an e-mail that was to be verified first."""
        usual: str = super().get_login_redirect_url(request)
        return str(request.session.pop(COME_BACK, usual))

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same for a new account."""
        return self.get_login_redirect_url(request)

    def new_user(self, request: HttpRequest) -> User:
        """An empty user."""
        del request
        return User(date_joined=clock.now())

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save the user together with its athlete, unless the door has closed meanwhile."""
        super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data.get("name", "").strip()
        if commit:
            try:
                register(user, first_profile(request), request.session.get(INVITE, ""))
            except RegistrationError as error:
                messages.error(request, str(error))
                raise ImmediateHttpResponse(redirect("account_signup")) from None
            request.session.pop(INVITE, None)
        return user


def first_profile(request: HttpRequest) -> Profile:
    """Somebody about whom only the browser has said something: language and time zone."""
    zone = request.POST.get("time_zone", "")
    profile = new_profile(zone if is_time_zone(zone) else "UTC")
    mass, distance = units_guessed(request.headers.get("Accept-Language", ""))
    athlete = msgspec.structs.replace(profile.athlete, mass_unit=mass, distance_unit=distance)
    return msgspec.structs.replace(profile, athlete=athlete)
