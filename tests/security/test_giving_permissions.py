"""Giving: every address × nobody, strangers, members, owners of pages, every role, other clubs.

The table stands in `giving_table`, the people and things in `giving_world`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client

from strongstride.clubs.models import Membership, Role
from tests.giving.plainly import RENDER, told_plainly
from tests.security.addresses import Route, routes
from tests.security.club_table import Line
from tests.security.club_world import World, browser_of
from tests.security.giving_table import LINES, READ_ONLY, Of
from tests.security.giving_world import WHO, make_giving_world
from tests.security.test_club_permissions import REFUSED, ask, told, undone

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes() if route.name.startswith("giving:")}
OF_A_CLUB = re.compile(r"^(?:clubs/<slug:club>|give/<slug:slug>)/")
_WRITE = re.compile(
    r"^\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"
    r'"(?:giving|clubs|accounts|runs|training|api)_',
    re.IGNORECASE,
)


@pytest.fixture(autouse=True)
def with_mail(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pledging is offered; receipts come as what they say, for drawing them takes long."""
    settings.HAS_MAIL = True
    monkeypatch.setattr(RENDER, told_plainly)


@contextmanager
def writes() -> Iterator[list[str]]:
    """The statements that change our rows."""
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITE.match(sql):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def address(line: Line, route: Route, world: World, theirs: World | None = None) -> str:
    """The address in this world; with `theirs`, all but the club is another club's."""
    given = {}
    for name, _ in route.parameters:
        thing = line.thing_of(name)
        source = world if theirs is None or name == "club" else theirs
        given[name] = source.address_of(thing)
    return route.address(**given)


def filled(line: Line, world: World) -> Line:
    """The line with the things of this world in its body."""

    def value(said: object) -> object:
        if not isinstance(said, Of):
            return said
        thing = world.thing(said.thing)
        return str(thing.pk) if isinstance(thing, Model) else thing

    return line._replace(body={name: value(said) for name, said in line.body.items()})


def tried(
    client: Client, line: Line, path: str, world: World, method: str
) -> tuple[str, list[str]]:
    """What this person gets, and what was written; nothing of it stays."""
    ready = filled(line, world)
    with undone(), writes() as written:
        answer = ask(client, method, path, ready)
    return told(answer), written


def wrong_answers(who: str, world: World, lines: list[Line], visibility: str) -> list[str]:
    client, wrong = browser_of(who, world), []
    for line in lines:
        path = address(line, ROUTES[line.name], world)
        for method in ("GET", "POST"):
            wanted = line.answer(method, WHO.index(who), visibility)
            if wanted == "405" and who not in ("nobody", "owner"):
                continue  # it is said before anybody is asked who they are
            got, written = tried(client, line, path, world, method)
            if got != wanted and not (wanted == "405" and got in REFUSED):
                wrong.append(f"{method} {line.name}: {got}, not {wanted}")
            if written and got in REFUSED:
                wrong.append(f"{method} {line.name}: refused, and yet {written[0]}")
    return wrong


@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(who: str) -> None:
    assert wrong_answers(who, make_giving_world(), list(LINES), "public") == []


@pytest.mark.parametrize("who", WHO)
def test_of_a_private_club_the_same_holds_but_what_it_hides(who: str) -> None:
    lines = [line for line in LINES if line.who.private or line.name == "giving:page"]
    assert wrong_answers(who, make_giving_world("private"), lines, "private") == []


def test_things_of_another_club_are_not_there_in_ones_own() -> None:
    world, theirs = make_giving_world(), make_giving_world()
    client, wrong = browser_of("treasurer", world), []
    for line in LINES:
        route = ROUTES[line.name]
        if "club" not in dict(route.parameters) or len(route.parameters) < 2:
            continue  # no key but the club's
        path = address(line, route, world, theirs)
        for method in ("GET", "POST"):
            got, written = tried(client, line, path, world, method)
            if got not in ("404", "405") or written:
                wrong.append(f"{method} {line.name}: {got} {written}")
    assert wrong == []


def test_what_the_refused_send_would_change_something() -> None:
    world, idle = make_giving_world(), []
    keeper, organiser = browser_of("treasurer", world), browser_of("owner", world)
    for line in LINES:
        if line.post == 405 or line.name in READ_ONLY:
            continue
        client = organiser if line.name.startswith("giving:message") else keeper
        path = address(line, ROUTES[line.name], world)
        got, written = tried(client, line, path, world, "POST")
        if not written:
            idle.append(f"{line.name}: {got}")
    assert idle == []


def test_the_owner_keeps_the_books_only_while_nobody_else_does() -> None:
    world = make_giving_world()
    client = browser_of("owner", world)
    lines = [line for line in LINES if line.name.startswith("giving:desk-")]

    def gets() -> set[str]:
        read = [
            (line, address(line, ROUTES[line.name], world)) for line in lines if line.get == 200
        ]
        return {tried(client, line, path, world, "GET")[0] for line, path in read}

    assert gets() == {"403"}
    treasurer = Membership.objects.get(club=world.club, role=Role.TREASURER)
    treasurer.role = Role.MEMBER
    treasurer.save(update_fields=["role"])
    assert gets() == {"200"}


@pytest.mark.parametrize(
    "line", [line for line in LINES if "token" in line.keys], ids=lambda line: line.name
)
def test_a_link_that_was_tampered_with_opens_nothing(line: Line) -> None:
    world = make_giving_world()
    route, token = ROUTES[line.name], str(world.thing(line.keys["token"]))
    other = str(world.thing("a news link" if "gift" in line.keys["token"] else "a gift link"))
    keys = {name: world.address_of(line.thing_of(name)) for name, _ in route.parameters}
    client = Client(SERVER_NAME="127.0.0.1")
    for wrong in (token[:-1], f"{token}x", token[::-1], "x", other):
        path = route.address(**{**keys, "token": wrong})
        for method in ("GET", "POST"):
            got, written = tried(client, line, path, world, method)
            assert got in ("404", "405"), (method, wrong, got)
            assert not written


def test_every_address_is_in_the_table() -> None:
    assert ROUTES.keys() == {line.name for line in LINES}


def test_answers_tell_no_more_than_the_table(client: Client) -> None:
    """Who looks for a page that is a draft gets the answer for one that is not there."""
    world = make_giving_world()
    draft = client.get(ROUTES["giving:page"].address(slug=world.address_of("a draft page")))
    none: HttpResponse = client.get(ROUTES["giving:page"].address(slug="nobody-has-this"))
    assert (draft.status_code, none.status_code) == (404, 404)
