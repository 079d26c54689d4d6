"""Death at every step of a path: a forked child runs it and dies at the n-th step.

A step is an SQL statement (before it), a commit (before it and after it) and a call to the world
outside (before it and after it). What the child has committed stays; the parent then recovers and
looks. Tests that use it are `django_db(transaction=True)`: another process sees nothing of a
transaction of the test's own.

    def test_...():
        def alive(donation): ...                     # the path, run in the child
        def sound(donation): recover(now()); ...     # recovery and what must hold, in the parent
        die_everywhere(make_donation, alive, sound, calls=[(Fake, "start")])

`DEATHS=all pytest ...` dies at every step. By default it dies around every commit and every call,
and at a statement here and there: within one transaction all deaths leave the same.
"""

import os
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn, TypeVar
from unittest import mock

from django.db import connection, connections

_DIED = 77
_MOST_STEPS = 2000
_EACH = 1 if os.environ.get("DEATHS") == "all" else 29
_STATEMENT, _AROUND = "s", "a"

T = TypeVar("T")
Call = tuple[Any, str]
"""An object or class and the name of its function that reaches out of this server."""


class Steps:
    """Counts the steps of a path and ends the process at the last one it may reach."""

    def __init__(self, die_at: int | None) -> None:
        self.die_at, self.taken = die_at, ""  # a letter for each step, by its kind

    def take(self, kind: str) -> None:
        """One more step; at the last, no `finally` runs and nothing is closed, as after kill -9."""
        self.taken += kind
        if len(self.taken) == self.die_at:
            os._exit(_DIED)

    def around(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """The function with a step before it and one after it."""

        def stepped(*args: Any, **words: Any) -> Any:
            self.take(_AROUND)
            answer = real(*args, **words)
            self.take(_AROUND)
            return answer

        return stepped

    def statement(
        self, execute: Callable[..., Any], sql: Any, params: Any, many: Any, context: Any
    ) -> Any:
        """Django's wrapper of statements."""
        self.take(_STATEMENT)
        return execute(sql, params, many, context)


@contextmanager
def _watched(steps: Steps, calls: Iterable[Call]) -> Iterator[None]:
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(steps.statement))
        for where, name in [(connection, "_commit"), *calls]:
            real = getattr(where, name)
            stack.enter_context(mock.patch.object(where, name, steps.around(real)))
        yield


def _child(steps: Steps, path: Callable[[], object], calls: Iterable[Call], tell: int) -> NoReturn:
    code = 1
    try:
        with _watched(steps, calls):
            path()
        os.write(tell, steps.taken.encode())
        code = 0
    except BaseException:  # noqa: BLE001 told to the parent, whatever it was
        os.write(tell, traceback.format_exc().encode()[-60_000:])
    finally:
        os._exit(code)


def _run(n: int | None, path: Callable[[], object], calls: Iterable[Call]) -> str | None:
    """The kinds of the steps a child took with the path; None when it died at step `n`."""
    connections.close_all()  # no child may speak on its parent's connection
    listen, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(listen)
        _child(Steps(n), path, calls, tell)
    os.close(tell)
    with os.fdopen(listen, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, _DIED), f"The path failed by itself at step {n} (exit {code}):\n{said}"
    return said if code == 0 else None


def dies_at(n: int, path: Callable[[], object], calls: Iterable[Call] = ()) -> bool:
    """Run the path in a child that dies at step `n` (from 1); False when it ended before.

    Raises AssertionError with the child's traceback where the path itself failed.
    """
    return _run(n, path, calls) is None


def die_everywhere(
    prepare: Callable[[], T],
    path: Callable[[T], object],
    check: Callable[[T], object],
    calls: Iterable[Call] = (),
) -> int:
    """For each step of the path: prepare anew, run it, die there, check; the number of steps.

    The path is run to its end once, and checked too.
    """
    calls = tuple(calls)
    made = prepare()
    kinds = _run(None, lambda: path(made), calls)
    assert kinds is not None
    assert len(kinds) <= _MOST_STEPS
    check(made)
    for n in _worth_dying_at(kinds):
        _die_and_check(n, prepare, path, check, calls)
    return len(kinds)


def _worth_dying_at(kinds: str) -> Iterator[int]:
    for n, kind in enumerate(kinds, 1):
        if kind == _AROUND or n % _EACH == 1 % _EACH:
            yield n


def _die_and_check(
    n: int,
    prepare: Callable[[], T],
    path: Callable[[T], object],
    check: Callable[[T], object],
    calls: Iterable[Call],
) -> None:
    made = prepare()
    dies_at(n, lambda: path(made), calls)
    try:
        check(made)
    except BaseException as wrong:
        wrong.add_note(f"after dying at step {n} of the path")
        raise
