"""No page is missing from the table of screens."""

from collections import defaultdict

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import resolve

from tests.browser.screens import SCREENS
from tests.casting import Cast
from tests.security.addresses import NOBODYS, routes
from tests.security.club_table import LINES
from tests.security.club_world import browser_of
from tests.security.club_world import make_world as make_club_world
from tests.security.giving_table import LINES as GIVING_LINES
from tests.security.giving_world import make_giving_world
from tests.security.test_giving_permissions import ROUTES, address
from tests.security.world import make_world


class Anything(defaultdict[str, str]):
    """Something for every brace of an address."""

    def __missing__(self, name: str) -> str:
        return str(NOBODYS)


IN_THE_TABLE = {
    resolve(screen.lands or path.format_map(Anything(on="2026-11-25"))).view_name
    for screen in SCREENS
    for path in [screen.address.split("?")[0]]
}

NEED_A_REAL_KEY = {"mfa_reauthenticate_webauthn", "mfa_edit_webauthn"}  # see test_passkeys


@pytest.mark.django_db
def test_every_page_is_in_the_table(cast: Cast) -> None:
    world = make_world(cast.alice)
    cast.alice.athlete.set_up_at = cast.alice.date_joined
    cast.alice.athlete.save()
    alice = Client()
    alice.force_login(cast.alice)
    missing = []
    for route in (each for each in routes() if each.name not in NEED_A_REAL_KEY):
        answer = alice.get(route.address(**world.of(route)))
        is_page = answer.status_code == 200 and b"<main" in answer.getvalue()
        name = resolve(route.address()).view_name  # the first of two at one address
        if is_page and name not in IN_THE_TABLE:
            missing.append(name)
    assert missing == []


@pytest.mark.django_db
def test_every_page_of_clubs_is_in_the_table() -> None:
    world = make_club_world("public")
    owner, found = browser_of("owner", world), {route.name: route for route in routes()}
    missing = []
    for line in LINES:
        given = {
            name: world.address_of(line.thing_of(name)) for name, _ in found[line.name].parameters
        }
        answer = owner.get(found[line.name].address(**given))
        is_page = answer.status_code == 200 and b"<main" in answer.getvalue()
        if is_page and line.name not in IN_THE_TABLE:
            missing.append(line.name)
    assert missing == []


@pytest.mark.django_db
def test_every_page_of_giving_is_in_the_table(settings: LazySettings) -> None:
    settings.HAS_MAIL = True  # pledging needs it
    world = make_giving_world()
    keeper, missing = browser_of("treasurer", world), []
    for line in GIVING_LINES:
        answer = keeper.get(address(line, ROUTES[line.name], world))
        is_page = answer.status_code == 200 and b"<main" in answer.getvalue()
        if is_page and line.name not in IN_THE_TABLE:
            missing.append(line.name)
    assert missing == []
