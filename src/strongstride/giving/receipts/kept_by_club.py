"""A cause's receipts and a donor's year, for whoever keeps the club's books."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

import msgspec
from django.core.paginator import Page, Paginator
from django.http import Http404

from strongstride.clubs.models import Club
from strongstride.giving.models import Campaign, Cause, Donation, Receipt, ReceiptSeries
from strongstride.giving.receipts.actions import number_words
from strongstride.giving.receipts.document import ReceiptDocument, read_document
from strongstride.giving.receipts.kept import kept_of
from strongstride.ledger.states import IN_THE_BOOKS

PAGE = 50


class KeptReceipt(msgspec.Struct, frozen=True):
    """A receipt in the list and what it says; None once the law has let go of it."""

    receipt: Receipt
    number: str
    says: ReceiptDocument | None


class YearLine(msgspec.Struct, frozen=True, kw_only=True):
    """A gift in a donor's year: what stays of it, in minor units, and its receipts."""

    gift: Donation
    stays_minor: int
    receipts: tuple[str, ...]


class DonorYear(msgspec.Struct, frozen=True):
    """What somebody gave in a year, and what it comes to in each currency."""

    lines: tuple[YearLine, ...]
    totals: tuple[tuple[str, int], ...]


def years_of(cause: Cause) -> list[int]:
    """The years in which a cause gave receipts, the latest first."""
    rows = ReceiptSeries.objects.filter(cause=cause, last__gt=0).order_by("-year")
    return list(rows.values_list("year", flat=True))


def receipts_of(cause: Cause, year: int, number: int) -> Page[Receipt]:
    """A page of a year's receipts, the latest first."""
    rows = Receipt.objects.filter(series__cause=cause, series__year=year).order_by("-number")
    shown = rows.select_related("series", "donation__donor")
    return Paginator(shown, PAGE).get_page(number)


def receipt_in(cause: Cause, key: UUID) -> Receipt:
    """A receipt of the cause that still says something; Http404 for others."""
    rows = Receipt.objects.filter(series__cause=cause).exclude(document="")
    found = rows.select_related("series").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def pages_of(cause: Cause) -> list[Campaign]:
    """The cause's pages, the newest first."""
    return list(Campaign.objects.filter(cause=cause).order_by("-created_at", "-pk")[:PAGE])


def page_in(cause: Cause, slug: str) -> Campaign:
    """A page of the cause; Http404 for others."""
    found = Campaign.objects.filter(cause=cause, slug=slug).first()
    if found is None:
        raise Http404
    return found


def listed(receipts: Iterable[Receipt]) -> list[KeptReceipt]:
    """Receipts with their numbers in words and what they say."""
    return [
        KeptReceipt(
            each,
            number_words(each.series.year, each.number),
            read_document(each.document) if each.document else None,
        )
        for each in receipts
    ]


def donor_year(club: Club, email: str, year: int) -> DonorYear:
    """What the donor with this address gave to a club's pages in a year, as the books have it."""
    rows = Donation.objects.filter(
        campaign__club=club,
        donor__email__iexact=email,
        given_on__year=year,
        state__in=IN_THE_BOOKS,
    ).select_related("campaign__cause", "donor")
    gifts = list(rows.prefetch_related("receipts__series").order_by("given_on", "pk"))
    stays = {key: kept.all_minor for key, kept in kept_of(gifts).items()}
    totals: dict[str, int] = defaultdict(int)
    for gift in gifts:
        totals[gift.currency] += stays[gift.pk]
    lines = [
        YearLine(gift=gift, stays_minor=stays[gift.pk], receipts=_numbers(gift)) for gift in gifts
    ]
    return DonorYear(tuple(lines), tuple(sorted(totals.items())))


def _numbers(gift: Donation) -> tuple[str, ...]:
    found = sorted(gift.receipts.all(), key=lambda each: (each.series.year, each.number))
    return tuple(number_words(each.series.year, each.number) for each in found)
