"""Receipts: none missing from their numbers, none changed, one for each gift in the books.

What a receipt says and its file each have a hash of their own, and the file carries that of what it
was drawn from. It is not drawn again: fonts may be newer than it.
"""

from collections.abc import Iterator
from hashlib import sha256

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q

from strongstride.giving.books.check_pages import AT_ONCE
from strongstride.giving.books.findings import Finding
from strongstride.giving.models import (
    Donation,
    Posting,
    Receipt,
    ReceiptFile,
    ReceiptKind,
    ReceiptSeries,
)
from strongstride.giving.receipts.document import digest_of
from strongstride.giving.receipts.pdf import is_of
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.ledger.transfers import PostingKind

_CORRECTED = (PostingKind.REFUND, PostingKind.DISPUTE_LOST)
_PDFS_AT_ONCE = 100


def receipts() -> Iterator[Finding]:
    """Every receipt and every series of them."""
    yield from _numbers()
    yield from _documents()
    yield from _files()
    yield from _of_gifts()
    yield from _corrections()


def _numbers() -> Iterator[Finding]:
    of = "receipts__number"
    series = ReceiptSeries.objects.annotate(
        given=Count("receipts"), first=Min(of), latest=Max(of)
    ).exclude(last=0, given=0)
    rows = series.exclude(first=1, given=F("last"), latest=F("last"))
    for each in rows.select_related("cause"):
        yield Finding(
            each.cause.name,
            f"receipts of {each.year} should be numbered 1 to {each.last} without a gap, but there "
            f"are {each.given}, from {each.first or 'none'} to {each.latest or 'none'}.",
        )


def _documents() -> Iterator[Finding]:
    told = ("series__cause__name", "series__year", "number", "document", "sha256")
    rows = Receipt.objects.exclude(document="").order_by("pk").values_list(*told)  # "": forgotten
    for cause, year, number, document, digest in rows.iterator(AT_ONCE):
        if digest_of(document) != digest:
            yield Finding(cause, f"receipt {number} of {year} is not what it was when given.")


def _files() -> Iterator[Finding]:
    of = ("receipt__series__cause__name", "receipt__series__year", "receipt__number")
    rows = ReceiptFile.objects.exclude(receipt__document="").order_by("pk")
    told = rows.values_list(*of, "pdf", "sha256", "receipt__sha256")
    for cause, year, number, pdf, digest, document in told.iterator(_PDFS_AT_ONCE):
        if sha256(pdf).hexdigest() != digest:
            says = f"the file of receipt {number} of {year} is not what it was when drawn."
            yield Finding(cause, says)
        elif not is_of(bytes(pdf), document):
            says = f"the file of receipt {number} of {year} was drawn from something else."
            yield Finding(cause, says)


def _of_gifts() -> Iterator[Finding]:
    firsts = Receipt.objects.filter(kind=ReceiptKind.RECEIPT, donation=OuterRef("pk"))
    rows = Donation.objects.values_list("ref", "campaign__slug")
    for ref, slug in rows.filter(~Exists(firsts), state__in=IN_THE_BOOKS).iterator(AT_ONCE):
        yield Finding(slug, f"gift {ref} is in the books, but has no receipt.")
    for ref, slug in rows.exclude(state__in=IN_THE_BOOKS).exclude(receipts=None).distinct():
        yield Finding(slug, f"gift {ref} has a receipt, but is not in the books.")
    of_kind = Count("receipts", filter=Q(receipts__kind=ReceiptKind.RECEIPT))
    for ref, slug in (
        rows.annotate(receipted=of_kind)
        .filter(receipted__gt=1)
        .values_list("ref", "campaign__slug")
    ):
        yield Finding(slug, f"gift {ref} has more than one receipt besides corrections.")


def _corrections() -> Iterator[Finding]:
    corrected = Receipt.objects.filter(kind=ReceiptKind.CORRECTION)
    keys = set(corrected.values_list("key", flat=True).iterator(AT_ONCE))
    rows = Posting.objects.filter(kind__in=_CORRECTED).values_list("key", "campaign__slug")
    for key, slug in rows.iterator(AT_ONCE):
        if key not in keys:
            yield Finding(slug, f"{key} is in the books, but no receipt was corrected for it.")
        keys.discard(key)
    for key in sorted(keys):
        yield Finding("Receipts", f"one was corrected for {key}, which is not in the books.")
