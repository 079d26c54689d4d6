"""Clubs: every address × nobody, strangers, those who asked, every role, other clubs, the banned.

The table stands in `club_table`, the people and things in `club_world`.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from tests.security.addresses import Route, routes
from tests.security.club_table import LINES, Line
from tests.security.club_world import WHO, World, browser_of, make_world

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes() if route.name.startswith("clubs:")}
REFUSED = ("login", "403", "404", "405")
_WRITE = re.compile(
    r"^\s*(?:INSERT (?:OR IGNORE )?INTO|UPDATE|DELETE FROM)\s+"
    r'"(?:clubs|accounts|runs|training|api)_',
    re.IGNORECASE,
)


def address(line: Line, route: Route, world: World, theirs: World | None = None) -> str:
    """The address in this world; with `theirs`, all but the club is another club's."""
    given = {}
    for name, _ in route.parameters:
        thing = line.thing_of(name)
        source = world if theirs is None or thing == "club" else theirs
        given[name] = source.address_of(thing)
    return route.address(**given)


def ask(client: Client, method: str, path: str, line: Line) -> HttpResponse:
    answer = client.get(path) if method == "GET" else client.post(path, line.body)
    if answer.streaming:
        b"".join(answer.streaming_content)  # read to its end a file is closed
    return answer  # type: ignore[return-value]


def told(answer: HttpResponse) -> str:
    """The status; `login` for who is sent to log in."""
    is_login = answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")
    return "login" if is_login else str(answer.status_code)


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


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("visibility", ["public", "private"])
@pytest.mark.parametrize("who", WHO)
def test_everybody_gets_what_the_table_says(who: str, visibility: str) -> None:
    world = make_world(visibility)
    client = browser_of(who, world)
    wrong = []
    for line in LINES:
        path = address(line, ROUTES[line.name], world)
        for method in ("GET", "POST"):
            with undone(), writes() as written:
                got = told(ask(client, method, path, line))
            wanted = line.answer(method, WHO.index(who), visibility)
            if got != wanted and not (wanted == "405" and got in REFUSED):
                wrong.append(f"{method} {line.name}: {got}, not {wanted}")
            if written and got in REFUSED:
                wrong.append(f"{method} {line.name}: refused, and yet {written[0]}")
    assert wrong == []


def test_things_of_another_club_are_not_there_in_ones_own() -> None:
    world, theirs = make_world("public"), make_world("public")
    client = browser_of("owner", world)
    wrong = []
    for line in LINES:
        route = ROUTES[line.name]
        if len([name for name, _ in route.parameters if name != "secret"]) < 2:
            continue  # no key but the club's
        path = address(line, route, world, theirs)
        for method in ("GET", "POST"):
            with undone(), writes() as written:
                got = told(ask(client, method, path, line))
            if got not in ("404", "405") or written:
                wrong.append(f"{method} {line.name}: {got} {written}")
    assert wrong == []


def test_what_the_refused_send_would_change_something() -> None:
    world = make_world("public")
    client = browser_of("owner", world)
    idle = []
    for line in LINES:
        if line.post == 405 or line.name in ("clubs:join", "clubs:join-link"):
            continue  # the owner is in already
        if line.name in ("clubs:leave", "clubs:take-back"):
            continue  # and cannot leave
        path = address(line, ROUTES[line.name], world)
        with undone(), writes() as written:
            answer = ask(client, "POST", path, line)
        if not written:
            idle.append(f"{line.name}: {answer.status_code} {answer.headers.get('Location')}")
    assert idle == []


def test_every_address_is_in_the_table() -> None:
    assert ROUTES.keys() == {line.name for line in LINES}
