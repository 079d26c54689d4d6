"""The treasurer's table of gifts: it adds up to what pages show, for both come from the books.

UTF-8 with a byte order mark; no cell begins as a formula. Amounts are decimals of the currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Sum

from strongstride.clubs.models import Membership
from strongstride.formats.spreadsheet import MARK, table_line
from strongstride.giving.books.queries import ACCOUNTS as BALANCES
from strongstride.giving.desk.gifts import STATE_WORDS
from strongstride.giving.models import Donation, DonationState, Receipt, Transfer
from strongstride.giving.providers import title_of
from strongstride.giving.receipts.actions import number_words
from strongstride.ledger.money import Money, plain

ACCOUNTS = tuple(BALANCES.values())
"""What each gift adds to: the last columns but one, and what pages call raised and matched."""
COLUMNS = (
    "reference", "given_on", "in_the_books_on", "page", "cause", "donor", "email", "paid_by",
    "state", "asked_for", "currency", "raised", "matched", "fee_cover", "in_dispute", "receipts",
)  # fmt: skip
_AT_ONCE = 500
"""Gifts whose transfers are read together."""

Amounts = dict[str, int]


def gifts_table(actor: Membership) -> Iterator[bytes]:
    """Every gift to the club's pages in the order they were made, then the sum of each currency."""
    yield table_line(COLUMNS, MARK)
    zone = ZoneInfo(actor.club.time_zone)
    sums: dict[str, Amounts] = defaultdict(lambda: defaultdict(int))
    rows = Donation.objects.filter(campaign__club=actor.club)
    rows = rows.select_related("campaign__cause", "donor").order_by("created_at", "pk")
    for gifts in _in_parts(rows.iterator(_AT_ONCE)):
        moved, receipts = _moved(gifts), _receipts(gifts)
        for gift in gifts:
            for account, minor in moved[gift.pk].items():
                sums[gift.currency][account] += minor
            yield table_line(_cells(gift, moved[gift.pk], receipts[gift.pk], zone))
    for currency in sorted(sums):
        yield table_line(_total(currency, sums[currency]))


def _cells(gift: Donation, moved: Amounts, receipts: list[str], zone: ZoneInfo) -> list[Any]:
    return [
        gift.ref,
        gift.given_on,
        _day(gift.cleared_at, zone),
        gift.campaign.title,
        gift.campaign.cause.name,
        gift.donor.name,
        gift.donor.email,
        title_of(gift.provider),
        STATE_WORDS[DonationState(gift.state)],
        plain(Money(gift.amount_minor + gift.cover_minor, gift.currency)),
        gift.currency,
        *_amounts(moved, gift.currency),
        " ".join(receipts),
    ]


def _total(currency: str, sums: Amounts) -> list[Any]:
    before = ["TOTAL", *[""] * (COLUMNS.index("currency") - 1)]
    return [*before, currency, *_amounts(sums, currency), ""]


def _amounts(moved: Amounts, currency: str) -> list[str]:
    return [plain(Money(moved.get(account.value, 0), currency)) for account in ACCOUNTS]


def _moved(gifts: Iterable[Donation]) -> dict[UUID, Amounts]:
    """What each gift adds to each account; two queries."""
    found: dict[UUID, Amounts] = defaultdict(lambda: defaultdict(int))
    rows = Transfer.objects.filter(posting__donation__in=[gift.pk for gift in gifts]).order_by()
    for side, sign in (("credit", 1), ("debit", -1)):
        told = rows.filter(**{f"{side}__in": ACCOUNTS})
        for key, account, minor in told.values_list("posting__donation", side).annotate(
            Sum("amount_minor")
        ):
            found[key][account] += sign * minor
    return found


def _receipts(gifts: Iterable[Donation]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = Receipt.objects.filter(donation__in=[gift.pk for gift in gifts])
    for key, year, number in rows.order_by("number").values_list(
        "donation", "series__year", "number"
    ):
        found[key].append(number_words(year, number))
    return found


def _in_parts(gifts: Iterator[Donation]) -> Iterator[list[Donation]]:
    while part := list(islice(gifts, _AT_ONCE)):
        yield part


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    """The club's date of an instant."""
    return at and at.astimezone(zone).date()
