"""Who is let in, to what, and how often."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

from strongstride.accounts.scopes import Scope
from strongstride.api.limits import RateLimit
from tests.api.conftest import Api, token_of
from tests.casting import Cast

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_token_opens_its_own_athlete_only(alice: Api, bob: Api) -> None:
    assert alice.get("/me")[1]["email"] == "alice@example.org"
    assert bob.get("/me")[1]["email"] == "bob@example.org"


def test_a_token_without_the_scope_is_refused(cast: Cast) -> None:
    reader = Api(token_of(cast.alice, [Scope.PROFILE_READ]))
    assert reader.get("/me/profile")[0] == 200
    status, answer = reader.patch("/me/profile", {"pain": {"knee": 3}})
    assert (status, answer["error"]["code"]) == (403, "scope_missing")
    assert "profile:write" in answer["error"]["message"]


def test_the_pages_own_session_is_let_in(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.alice)
    assert client.get("/api/v1/me").json()["email"] == "alice@example.org"


def test_a_session_needs_the_csrf_token_to_write(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    body = json.dumps({"pain": {"knee": 3}})
    refused = client.patch("/api/v1/me/profile", body, content_type="application/json")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "csrf")
    client.get("/accounts/logout/")
    token = client.cookies["csrf"].value
    done = client.patch(
        "/api/v1/me/profile",
        body,
        content_type="application/json",
        headers={"X-CSRFToken": token},
    )
    assert (done.status_code, done.json()["pain"]) == (200, {"knee": 3})


def test_a_token_needs_no_csrf_token(cast: Cast) -> None:
    client = Client(
        enforce_csrf_checks=True, headers={"authorization": f"Bearer {token_of(cast.alice)}"}
    )
    done = client.patch("/api/v1/me/profile", "{}", content_type="application/json")
    assert done.status_code == 200


def test_a_token_wins_over_the_session(cast: Cast) -> None:
    client = Client(headers={"authorization": f"Bearer {token_of(cast.bob)}"})
    client.force_login(cast.alice)
    assert client.get("/api/v1/me").json()["email"] == "bob@example.org"


def test_a_request_with_a_token_costs_one_query_to_know_who_asks(
    alice: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alice.get("/me")
    with django_assert_num_queries(1):
        alice.get("/me")


def test_too_many_requests_wait(alice: Api, bob: Api, settings: Settings) -> None:
    settings.API_PER_MINUTE = 3
    with time_machine.travel(NOON, tick=False) as clock:
        assert [alice.get("/me")[0] for _ in range(4)] == [200, 200, 200, 429]
        assert alice.last.json()["error"]["code"] == "too_many_requests"
        assert alice.last.headers["Retry-After"] == "20"
        assert bob.get("/me")[0] == 200
        clock.shift(20)
        assert [alice.get("/me")[0] for _ in range(2)] == [200, 429]


def test_zero_lifts_the_limit(alice: Api, settings: Settings) -> None:
    settings.API_PER_MINUTE = 0
    assert {alice.get("/me")[0] for _ in range(5)} == {200}


@given(
    gaps=st.lists(st.floats(0, 30), max_size=60),
    a_minute=st.integers(1, 20),
)
def test_no_more_than_the_limit_and_its_burst_pass(gaps: list[float], a_minute: int) -> None:
    limit, now, passed = RateLimit(), 1000.0, []
    for gap in gaps:
        now += gap
        wait = limit.wait_s("key", now, a_minute)
        if wait == 0:
            passed.append(now)
        else:
            assert limit.wait_s("other", now, a_minute) >= 0
    for first, start in enumerate(passed):
        within = sum(start <= each <= start + 60 for each in passed[first:])
        assert within <= 2 * a_minute


def test_idle_keys_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strongstride.api.limits.FORGET_ABOVE", 10)
    limit = RateLimit()
    for second in range(100):
        limit.wait_s(second, second * 60.0, 1)
    assert len(limit._free_at) <= 12
