"""Everything the books and the tables beside them must agree on, gone through from nothing.

Changes nothing. Reads a million transfers in one pass and holds one page's accounts at a time.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from django.db import connection

from strongstride.giving.books import guards
from strongstride.giving.books.check_gifts import gifts, money_back, tries
from strongstride.giving.books.check_pages import pages, postings
from strongstride.giving.books.check_receipts import receipts
from strongstride.giving.books.findings import Finding
from strongstride.giving.books.moment import one_moment
from strongstride.giving.models import Campaign, Donation, Receipt, Transfer
from strongstride.giving.receipts import guards as receipt_guards

__all__ = ["Counted", "Finding", "check", "counted"]


class Counted(NamedTuple):
    """How much there is to check."""

    pages: int
    gifts: int
    transfers: int
    receipts: int


def counted() -> Counted:
    """How much there is to check."""
    return Counted(*(model.objects.count() for model in (Campaign, Donation, Transfer, Receipt)))


def check() -> Iterator[Finding]:
    """Each thing that should not be, as of one moment."""
    with one_moment():
        yield from chain(_guards(), pages(), postings(), gifts(), tries(), money_back(), receipts())


def _guards() -> Iterator[Finding]:
    for name in (*guards.missing(connection), *receipt_guards.missing(connection)):
        yield Finding(
            "The database",
            f"the guard {name} is missing, so what it guards could be changed. Run "
            "`strongstride migrate` to set it up again.",
        )
