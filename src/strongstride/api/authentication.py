"""Who asks: a token of the athlete's, or the app's own pages by their session cookie."""

import hashlib
from http import HTTPStatus
from math import ceil
from typing import Any

import msgspec
from django.conf import settings
from django.http import HttpRequest
from ninja.security.apikey import APIKeyCookie
from ninja.security.http import HttpBearer
from ninja.utils import check_csrf

from strongstride.accounts.access import athlete_of
from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.accounts.tokens import find_token
from strongstride.api.errors import ApiError
from strongstride.api.limits import RateLimit
from strongstride.web import clock

requests_made = RateLimit()


class Caller(msgspec.Struct, frozen=True):
    """The athlete whose things a request is about."""

    athlete: Athlete


class Token(HttpBearer):
    """`Authorization: Bearer sst_…`, with the scope an operation asks for."""

    openapi_description = "A token made under You, API tokens."

    def __init__(self, scope: Scope | None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The token's athlete; ApiError 401 when it is unknown, 403 without the scope."""
        _count(hashlib.sha256(token.encode()).digest())
        found = find_token(token)
        if found is None:
            raise unknown("This token is not known: it was revoked, has expired, or has a typo.")
        athlete, scopes = found
        if self.scope is not None and self.scope not in scopes:
            raise ApiError(
                HTTPStatus.FORBIDDEN,
                "scope_missing",
                f"This token lacks the scope {self.scope} (to {self.scope.meaning}).",
                hint="Make a token with that scope under You, API tokens.",
            )
        request.user = athlete.user
        return Caller(athlete)


class Session(APIKeyCookie):
    """The app's own pages: the session cookie, and the CSRF token where something changes."""

    param_name = settings.SESSION_COOKIE_NAME
    openapi_description = "The session of the app's own pages; writes need X-CSRFToken."

    def __call__(self, request: HttpRequest) -> Caller | None:
        """The athlete who is logged in; ApiError 403 for a write without the CSRF token."""
        if not request.user.is_authenticated:
            return None
        if check_csrf(request) is not None:
            raise ApiError(
                HTTPStatus.FORBIDDEN,
                "csrf",
                "This request changes something without the page's CSRF token.",
                hint="Send X-CSRFToken, or use a token instead of the session.",
            )
        _count(request.user.pk)
        return Caller(athlete_of(request))

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """Not asked: `__call__` answers."""
        raise NotImplementedError


def needs(scope: Scope | None) -> list[Token | Session]:
    """Let in tokens with this scope (None: any token), and sessions."""
    return [Token(scope), Session()]


def athlete_asking(request: HttpRequest) -> Athlete:
    """The athlete of a request that was let in."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # ninja's place for it
    return caller.athlete


def unknown(message: str) -> ApiError:
    """401, with what would let the caller in."""
    return ApiError(
        HTTPStatus.UNAUTHORIZED,
        "not_authenticated",
        message,
        hint="Send Authorization: Bearer and a token made under You, API tokens.",
        headers={"WWW-Authenticate": 'Bearer realm="Strongstride"'},
    )


def _count(key: Any) -> None:
    if settings.API_PER_MINUTE == 0:
        return
    wait = requests_made.wait_s(key, clock.now().timestamp(), settings.API_PER_MINUTE)
    if wait > 0:
        raise ApiError(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too_many_requests",
            f"More than {settings.API_PER_MINUTE} requests within a minute.",
            hint=f"Try again in {ceil(wait)} seconds.",
            headers={"Retry-After": str(ceil(wait))},
        )
