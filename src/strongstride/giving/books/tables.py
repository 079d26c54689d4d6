"""The books of a club as a table that adds up: what was moved when, and what it did to each page.

No donor is named in it: a gift has its reference, which whoever keeps the books looks up at the
money desk. So the table can go to a committee, or an auditor, as it is. UTF-8 with a byte order
mark; no text begins as a formula; amounts are decimals of the currency.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from strongstride.clubs.models import Club
from strongstride.formats.spreadsheet import MARK, table_line
from strongstride.giving.books.queries import ACCOUNTS
from strongstride.giving.models import Transfer
from strongstride.ledger.money import currency

COLUMNS = (
    "page", "number", "at", "cause", "posting", "what", "gift", "sponsor", "from", "to",
    "amount", "currency", *ACCOUNTS, "note",
)  # fmt: skip
"""The columns named as those of `Balances` come to just them when they are added up by page."""
_AT_ONCE = 2_000
_READ = (
    "campaign__slug", "number", "posting__at", "campaign__cause__name", "posting__key",
    "posting__kind", "posting__donation__ref", "posting__match__sponsor", "debit", "credit",
    "amount_minor", "currency", "posting__note",
)  # fmt: skip


def books_table(club: Club) -> Iterator[bytes]:
    """Every transfer of a club's pages, page by page in the order of the books; CSV by lines."""
    yield table_line(COLUMNS, MARK)
    zone = ZoneInfo(club.time_zone)
    rows = Transfer.objects.filter(campaign__club=club).order_by("campaign", "number")
    for row in rows.values_list(*_READ).iterator(_AT_ONCE):
        page, number, at, *told, debit, credit, minor, code, note = row
        amount = _decimal(minor, code)
        yield table_line(
            [
                *(page, number, at.astimezone(zone).isoformat(" ", "seconds"), *told),
                *(debit, credit, amount, code),
                *_effects(debit, credit, amount),
                note,
            ]
        )


def _effects(debit: str, credit: str, amount: Decimal) -> list[Any]:
    """What a transfer adds to each of a page's balances: a number also where it is less."""
    signs = {credit: amount, debit: -amount}
    return [signs.get(account.value) for account in ACCOUNTS.values()]


def _decimal(minor: int, code: str) -> Decimal:
    return Decimal(minor).scaleb(-currency(code).minor_digits)
