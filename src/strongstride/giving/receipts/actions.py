"""Giving receipts out: each number once, in order, in the transaction that gives the reason.

What a receipt says is written here; its PDF is drawn afterwards (`files`), for that takes longer
than all the rest, and the page is locked meanwhile.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from strongstride.giving.models import Cause, Donation, Receipt, ReceiptKind, ReceiptSeries
from strongstride.giving.receipts.document import digest_of, write_document
from strongstride.giving.receipts.writing import Numbered, document_of


def issue(donation: Donation, at: datetime) -> Receipt:
    """The receipt of a cleared gift, made at `at` unless it has one.

    Within the caller's transaction, which holds the lock of the page; the gift is in the books
    already.
    """
    key = f"receipt:{donation.pk}"
    found = Receipt.objects.filter(key=key).first()
    return found or _give(donation, key, at, None)


def correct(donation: Donation, key: str, at: datetime) -> Receipt:
    """The receipt that stands in for the gift's latest one after money went back.

    `key` names the refund or the dispute, which is in the books already; with the same key it is
    the same correction. Within the caller's transaction, as `issue`.
    """
    found = Receipt.objects.filter(key=key).first()
    return found or _give(donation, key, at, latest(donation) or issue(donation, at))


def latest(donation: Donation) -> Receipt | None:
    """The receipt of a gift that counts: its last."""
    return donation.receipts.select_related("series").order_by("series__year", "number").last()


def number_words(year: int, number: int) -> str:
    """A receipt's number as it is written, such as 2026-0007."""
    return f"{year}-{number:04}"


def _give(donation: Donation, key: str, at: datetime, corrects: Receipt | None) -> Receipt:
    campaign = donation.campaign
    made_on = at.astimezone(ZoneInfo(campaign.club.time_zone)).date()
    series = _next(campaign.cause, made_on.year)
    numbered = Numbered(
        number=number_words(series.year, series.last),
        made_on=made_on,
        corrects=number_words(corrects.series.year, corrects.number) if corrects else "",
    )
    document = write_document(document_of(donation, numbered))
    return Receipt.objects.create(
        series=series,
        number=series.last,
        key=key,
        donation=donation,
        kind=ReceiptKind.CORRECTION if corrects else ReceiptKind.RECEIPT,
        corrects=corrects,
        document=document,
        sha256=digest_of(document),
        made_at=at,
    )


def _next(cause: Cause, year: int) -> ReceiptSeries:
    """The series of a cause and year with its next number taken, locked until the commit."""
    ReceiptSeries.objects.get_or_create(cause=cause, year=year)
    series = ReceiptSeries.objects.select_for_update().get(cause=cause, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return series
