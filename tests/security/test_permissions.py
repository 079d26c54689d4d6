"""Every route × nobody, its owner, a stranger, the administrator.

Clubs and money have more kinds of people: `test_club_permissions`, `test_giving_permissions`.
"""

from collections.abc import Mapping

import pytest
from django.apps import apps
from django.http import HttpResponse
from django.test import Client

from strongstride.accounts.models import Athlete
from tests.casting import Cast
from tests.security.addresses import routes
from tests.security.world import World, make_world

_ELSEWHERE = ("clubs:", "giving:")
EVERY = {route.name: route for route in routes() if not route.name.startswith(_ELSEWHERE)}
PUBLIC = {
    "web:health",
    "web:favicon",
    "web:manifest",
    "web:service-worker",
    "accounts:join",
    "accounts:reset-password",
    "training:calendar",  # the address itself is the secret
    "training:session",  # a shell that holds nothing of anybody
    "training:figure",  # drawings from the public catalogue
    "training:figure-still",
    "account_login",
    "account_signup",
    "account_inactive",
    "account_confirm_email",
    "account_email_verification_sent",
    "account_confirm_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_logout",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
OWNED = {name: route for name, route in EVERY.items() if route.keys and name not in PUBLIC}


BODIES: dict[str, dict[str, object]] = {
    "runs:edit": {"distance": "6", "duration": "31:00", "on": "2026-01-05", "name": "Mine"},
    "runs:kind": {"kind": "long"},
    "training:set-edit": {"exercise": "Push-up", "reps": 12, "kind": "working"},
    "training:set-new": {"exercise": "Push-up", "reps": 12, "kind": "working"},
}
"""What the pages of routes that ask something would send."""


def ask(client: Client, method: str, address: str, body: Mapping[str, object] = {}) -> HttpResponse:
    answer = client.get(address) if method == "GET" else client.post(address, body)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end a file is closed
    return answer  # type: ignore[return-value]


@pytest.fixture
def people(cast: Cast) -> dict[str, Client]:
    """Three browsers, each logged in, each through the set-up."""
    Athlete.objects.update(set_up_at=cast.alice.date_joined)
    clients = {}
    for who, user in (("owner", cast.alice), ("stranger", cast.bob), ("admin", cast.carol)):
        clients[who] = Client()
        clients[who].force_login(user)
    return clients


@pytest.fixture
def world(people: dict[str, Client], cast: Cast) -> World:
    """One of everything, Alice's."""
    return make_world(cast.alice)


def rows() -> dict[str, list[object]]:
    """Everything in our tables."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("strongstride"))
    return {model.__name__: list(model._default_manager.order_by("pk").values()) for model in ours}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(EVERY.keys() - PUBLIC))
def test_nobody_is_sent_to_the_login_page(name: str, method: str) -> None:
    answer = ask(Client(), method, EVERY[name].address())
    if name.startswith("sync:"):
        assert answer.status_code in (401, 405)
    elif answer.status_code != 405:
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(EVERY))
def test_no_address_fails(name: str, method: str, people: dict[str, Client]) -> None:
    for client in (Client(), *people.values()):
        answer = ask(client, method, EVERY[name].address())
        assert answer.status_code < 500 or name == "web:health"  # 503 where no worker runs


@pytest.mark.parametrize("who", ["stranger", "admin"])
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", sorted(OWNED))
def test_what_is_somebody_elses_looks_as_if_it_were_not_there(
    name: str, method: str, who: str, people: dict[str, Client], world: World
) -> None:
    route, client = OWNED[name], people[who]
    before = rows()
    body = BODIES.get(name, {})
    theirs = ask(client, method, route.address(**world.of(route)), body)
    missing = ask(client, method, route.address(), body)
    assert theirs.status_code == missing.status_code
    assert theirs.status_code in ((302, 404, 405) if name.startswith("mfa_") else (404, 405))
    assert rows() == before


@pytest.mark.parametrize("name", sorted(OWNED))
def test_its_owner_finds_it(name: str, people: dict[str, Client], world: World) -> None:
    route = OWNED[name]
    seen = [
        ask(people["owner"], method, route.address(**world.of(route))).status_code
        for method in ("GET", "POST")
    ]
    assert not {404, 403} & {status for status in seen[:1] if status != 405}
    assert any(status not in (404, 405) for status in seen)


@pytest.mark.parametrize("name", sorted(BODIES))
def test_what_a_stranger_sends_would_change_something_for_its_owner(
    name: str, people: dict[str, Client], world: World
) -> None:
    before = rows()
    route = OWNED[name]
    assert (
        ask(people["owner"], "POST", route.address(**world.of(route)), BODIES[name]).status_code
        == 302
    )
    assert rows() != before


def test_every_key_in_an_address_has_an_object_to_try(world: World) -> None:
    for route in OWNED.values():
        assert set(world.of(route)) >= set(route.keys), route.name


def test_public_addresses_are_still_there() -> None:
    assert EVERY.keys() >= PUBLIC
