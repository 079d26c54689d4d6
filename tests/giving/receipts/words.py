"""Receipts as values, for tests of what is drawn from them."""

from datetime import date
from typing import Any

import msgspec

from strongstride.giving.models import ReceiptKind, Regime
from strongstride.giving.receipts.document import CauseWords, GiftWords, ReceiptDocument

GIFT = GiftWords(
    ref="SST000001",
    page="Miles for the river",
    club="Riverside Striders",
    given_on=date(2026, 3, 1),
    amount_minor=2000,
    cover_minor=60,
    returned_minor=0,
    currency="GBP",
)
DOCUMENT = ReceiptDocument(
    kind=ReceiptKind.RECEIPT,
    regime=Regime.PLAIN,
    title="Receipt",
    number="2026-0007",
    made_on=date(2026, 3, 2),
    donor="Zoë Reed",
    cause=CauseWords(name="The River Trust", country="GB", says="With love from the river."),
    gift=GIFT,
    statements=("Thank you.",),
)


def document(**changes: Any) -> ReceiptDocument:
    """A receipt of £20 and 60p for fees."""
    return msgspec.structs.replace(DOCUMENT, **changes)
