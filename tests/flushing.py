"""Emptying the tables after a transactional test, which the guards of money would refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from django.db import connection

from strongstride.giving.books import guards as books
from strongstride.giving.receipts import guards as receipts


@contextmanager
def flush_past_guards() -> Iterator[None]:
    """Let the flush of this process's database lift the guards, empty, and set them up again.

    All of it in the one transaction the flush has anyway.
    """
    vendor, as_it_was = connection.vendor, connection.ops.sql_flush

    def past_guards(*args: Any, **choices: Any) -> list[str]:
        empties = as_it_was(*args, **choices)
        if not empties:
            return []
        lifting = [*books.lifting(vendor), *receipts.lifting(vendor)]
        return [*lifting, *empties, *books.guarding(vendor), *receipts.guarding(vendor)]

    with mock.patch.object(connection.ops, "sql_flush", past_guards):
        yield
