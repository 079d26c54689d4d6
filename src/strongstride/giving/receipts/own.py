"""A donor's receipts and declarations, as the page of their gift shows them."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse
from msgspec import Struct

from strongstride.giving.models import (
    Donation,
    DonationState,
    GiftAidDeclaration,
    Receipt,
    ReceiptKind,
)
from strongstride.giving.receipts.actions import number_words
from strongstride.giving.receipts.declarations import can_declare, declared

_MAY_COUNT = (DonationState.CLEARED, DonationState.PARTLY_REFUNDED)


class ReceiptLink(Struct, frozen=True):
    """A receipt to be saved: where, and what it is called."""

    url: str
    words: str


class GiftAid(Struct, frozen=True):
    """Whether a gift can be declared as Gift Aid, and the declaration it is covered by."""

    may_declare: bool
    declaration: GiftAidDeclaration | None = None


def own_receipts(donation: Donation, token: str) -> dict[str, object]:
    """What the page of a gift needs: its receipts, the one that counts first, and Gift Aid."""
    return {"receipts": _links(donation, token), "gift_aid": gift_aid_of(donation)}


def gift_aid_of(donation: Donation) -> GiftAid:
    """How a gift stands with Gift Aid; it can be declared once it has come and while some stays."""
    if not can_declare(donation):
        return GiftAid(may_declare=False)
    may_count = donation.state in _MAY_COUNT and donation.donor.erased_at is None
    return GiftAid(may_count, declared(donation))


def own_receipt(donation: Donation, key: UUID) -> Receipt:
    """A receipt of this gift; Http404 for any other, or where the law has let go of it."""
    found = donation.receipts.select_related("series").filter(pk=key).first()
    if found is None or not found.document:
        raise Http404
    return found


def file_name(receipt: Receipt) -> str:
    """What a receipt is called when it is saved."""
    return f"receipt-{number_words(receipt.series.year, receipt.number)}.pdf"


def _links(donation: Donation, token: str) -> list[ReceiptLink]:
    rows = donation.receipts.exclude(document="").select_related("series").defer("document")
    return [
        ReceiptLink(reverse("giving:receipt", args=[token, row.pk]), _words(row, is_last=not place))
        for place, row in enumerate(rows.order_by("-series__year", "-number"))
    ]


def _words(row: Receipt, *, is_last: bool) -> str:
    what = "Correction" if row.kind == ReceiptKind.CORRECTION else "Receipt"
    number = number_words(row.series.year, row.number)
    return f"{what} {number} (PDF)" if is_last else f"{what} {number} (PDF), replaced"
