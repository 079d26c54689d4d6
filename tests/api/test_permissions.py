"""Every operation of the description × nobody, and a token with every scope but the one needed."""

from collections.abc import Iterator

import pytest

from strongstride.accounts.scopes import Scope
from strongstride.api.openapi import document
from strongstride.api.reference import Operation, areas_of
from strongstride.api.routes import service
from tests.api.conftest import ROOT, Api, token_of
from tests.casting import Cast

SOME = {"key": "00000000-0000-7000-8000-000000000000"}


def operations() -> Iterator[Operation]:
    """Everything that can be asked."""
    for area in areas_of(document(service, f"{ROOT}/")):
        yield from area.operations


def address(operation: Operation) -> str:
    """Some address of the operation."""
    path = operation.path.removeprefix(ROOT)
    for parameter in operation.parameters:
        path = path.replace(f"{{{parameter.name}}}", SOME.get(parameter.name, "x"))
    return path


EVERY = [pytest.param(each, id=each.id) for each in operations()]


def test_names_of_operations_are_unique() -> None:
    names = [each.id for each in operations()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("operation", EVERY)
def test_nobody_is_let_in(operation: Operation, nobody: Api) -> None:
    status, answer = nobody.ask(operation.method, address(operation), {})
    assert (status, answer["error"]["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("operation", EVERY)
def test_every_scope_but_the_needed_one_is_not_enough(operation: Operation, cast: Cast) -> None:
    others = [scope for scope in Scope if scope != operation.scope]
    api = Api(token_of(cast.alice, others))
    status, answer = api.ask(operation.method, address(operation), {})
    if operation.scope is None:
        assert status < 400
    else:
        assert (status, answer["error"]["code"]) == (403, "scope_missing")


@pytest.mark.parametrize("operation", EVERY)
def test_the_needed_scope_is_enough(operation: Operation, cast: Cast) -> None:
    scope = Scope(operation.scope) if operation.scope else Scope.PROFILE_READ
    api = Api(token_of(cast.alice, [scope]))
    assert api.ask(operation.method, address(operation), {})[0] not in (401, 403)


@pytest.mark.parametrize("operation", EVERY)
def test_reading_needs_a_scope_to_read_and_writing_one_to_write(operation: Operation) -> None:
    if operation.scope is None:
        assert operation.id == "show_me"
    else:
        keeps_nothing = operation.method == "GET" or operation.path.endswith("/preview")
        kind = "read" if keeps_nothing else "write"
        assert operation.scope.endswith(f":{kind}")
