"""The files of receipts: each drawn once, by whoever needs it first, and then kept for everybody.

Drawing takes longer than all else that a gift asks for, so it is done after the transaction that
gives the receipt, by the task that sends it, by the first who saves it, or by recovery.
"""

from contextlib import suppress
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from strongstride.giving.models import Receipt, ReceiptFile
from strongstride.giving.receipts.pdf import render
from strongstride.web import clock


def pdf_of(receipt: Receipt) -> bytes | None:
    """The PDF of a receipt, drawn now where nobody has; None where the law has let go of it.

    Not to be called within a transaction, for nothing may wait for the drawing. Where two draw at
    once both get what the first has written.
    """
    found = _file(receipt)
    if found is None and receipt.document:
        _draw(receipt)
        found = _file(receipt)
    return bytes(found.pdf) or None if found else None


def undrawn(before: datetime) -> list[Receipt]:
    """Receipts made up to `before` that nobody has drawn yet, in their order."""
    without = Receipt.objects.filter(file=None).values("pk")  # by two indexes, past the documents
    rows = Receipt.objects.filter(pk__in=without, made_at__lte=before).exclude(document="")
    return list(rows.order_by("made_at", "pk"))


def _file(receipt: Receipt) -> ReceiptFile | None:
    return ReceiptFile.objects.filter(receipt=receipt).first()


def _draw(receipt: Receipt) -> None:
    pdf = render(receipt.document)
    # Refused where another was first, or where the law let go of the receipt meanwhile.
    with suppress(IntegrityError), transaction.atomic():
        ReceiptFile.objects.create(
            receipt=receipt, pdf=pdf, sha256=sha256(pdf).hexdigest(), drawn_at=clock.now()
        )
