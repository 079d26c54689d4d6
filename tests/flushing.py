"""Emptying the tables after a transactional test, which the guards of money would refuse."""

from collections.abc import Callable

from django.db import connection

from strongstride.giving.books import guards as books
from strongstride.giving.receipts import guards as receipts


def flush_past_guards() -> Callable[[], None]:
    """Let the flush of this process's database lift the guards, empty, and set them up again.

    All of it in the one transaction the flush has anyway. What is returned undoes it.
    """
    ops, vendor = connection.ops, connection.vendor
    as_it_was = ops.sql_flush

    def past_guards(*args: object, **choices: object) -> list[str]:
        empties: list[str] = as_it_was(*args, **choices)
        if not empties:
            return []
        lifting = [*books.lifting(vendor), *receipts.lifting(vendor)]
        return [*lifting, *empties, *books.guarding(vendor), *receipts.guarding(vendor)]

    ops.sql_flush = past_guards

    def undo() -> None:
        ops.sql_flush = as_it_was

    return undo
