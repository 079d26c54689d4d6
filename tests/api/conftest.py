"""Callers of the API: clients with tokens, and a fresh count of requests for every test."""

import json
from collections.abc import Collection, Iterator
from typing import Any

import pytest
from django.test import Client

from strongstride.accounts.models import User
from strongstride.accounts.scopes import Scope
from strongstride.accounts.tokens import make_token
from strongstride.api.authentication import requests_made
from tests.casting import Cast

ROOT = "/api/v1"


class Api:
    """A caller with a token (or none): JSON in, JSON out; addresses without /api/v1."""

    def __init__(self, token: str | None) -> None:
        headers = {} if token is None else {"authorization": f"Bearer {token}"}
        self.client = Client(headers=headers)
        self.last: Any = None

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the JSON of an answer (None without content)."""
        content = b"" if body is None else json.dumps(body).encode()
        self.last = self.client.generic(
            method,
            f"{ROOT}{path}",
            content,
            content_type="application/json",
            headers={name.replace("_", "-"): value for name, value in headers.items()},
        )
        return self.last.status_code, (self.last.json() if self.last.content else None)

    def get(self, path: str, **headers: str) -> tuple[int, Any]:
        return self.ask("GET", path, None, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        return self.ask("POST", path, body, **headers)

    def put(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        return self.ask("PUT", path, body, **headers)

    def patch(self, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        return self.ask("PATCH", path, body, **headers)

    def delete(self, path: str, **headers: str) -> tuple[int, Any]:
        return self.ask("DELETE", path, None, **headers)


def token_of(user: User, scopes: Collection[Scope] = tuple(Scope)) -> str:
    """A new token of a user."""
    return make_token(user.athlete, "test", scopes)[1]


@pytest.fixture(autouse=True)
def nobody_has_asked() -> Iterator[None]:
    """No request counts for the next test."""
    requests_made.clear()
    yield
    requests_made.clear()


@pytest.fixture
def alice(cast: Cast) -> Api:
    """Alice's program, which may do everything."""
    return Api(token_of(cast.alice))


@pytest.fixture
def bob(cast: Cast) -> Api:
    """Bob's program."""
    return Api(token_of(cast.bob))


@pytest.fixture
def nobody(db: None) -> Api:
    """Somebody without a token."""
    return Api(None)
