"""What giving pages came to, worked out from their transfers: by page, by source and by cause.

Of each: given = raised + fees + in dispute + sent back + lost, whatever happened since.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

import msgspec
from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from strongstride.clubs.models import Challenge, Club
from strongstride.giving.books.queries import ACCOUNTS
from strongstride.giving.campaigns.states import WITH_MONEY
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    PaymentAttempt,
    Posting,
    Transfer,
)
from strongstride.giving.pledges.queries import pledged_of
from strongstride.giving.providers import title_of
from strongstride.ledger.transfers import AccountKind, PostingKind

_MOST_OFFERED = 50  # challenges in the menu


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """Amounts in minor units; `lost` went back by a donor's bank, `sent_back` by refunds."""

    gifts: int = 0
    given: int = 0
    raised: int = 0
    fees: int = 0
    matched: int = 0
    sent_back: int = 0
    lost: int = 0
    in_dispute: int = 0
    pledged: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        names = self.__struct_fields__
        return Totals(**{name: getattr(self, name) + getattr(other, name) for name in names})


class ReportLine(msgspec.Struct, frozen=True):
    """What one page, source or cause came to in a currency."""

    name: str
    currency: str
    totals: Totals


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The same money three times over; `together` has a line for each currency."""

    pages: tuple[ReportLine, ...]
    sources: tuple[ReportLine, ...]  # without what is pledged: nobody knows yet by what way
    causes: tuple[ReportLine, ...]
    together: tuple[ReportLine, ...]


def challenges_with_pages(club: Club) -> list[Challenge]:
    """The challenges money was raised in, the latest first."""
    rows = Challenge.objects.filter(club=club, campaigns__isnull=False).distinct()
    return list(rows.order_by("-starts_on", "-pk")[:_MOST_OFFERED])


def report_of(club: Club, challenge: Challenge | None = None) -> Report:
    """The report of a club's pages, or of those in one challenge: four queries."""
    rows = Campaign.objects.filter(club=club, state__in=WITH_MONEY).select_related("cause")
    pages = list((rows.filter(challenge=challenge) if challenge else rows).order_by("title", "pk"))
    by_both = _by_page_and_source(pages)
    pledged = pledged_of(pages)
    sums = {page.pk: Totals(pledged=pledged[page.pk]) for page in pages}
    for (key, _), totals in by_both.items():
        sums[key] += totals
    of = {page.pk: page for page in pages}
    lines = [ReportLine(page.title, page.currency, sums[page.pk]) for page in pages]
    paid = [
        ReportLine(title_of(source), of[key].currency, totals)
        for (key, source), totals in by_both.items()
    ]
    given_to = [ReportLine(page.cause.name, page.currency, sums[page.pk]) for page in pages]
    return Report(
        pages=tuple(lines),
        sources=_joined(paid, lambda line: line.name),
        causes=_joined(given_to, lambda line: line.name),
        together=_joined(lines, lambda _: "All"),
    )


def _by_page_and_source(pages: Iterable[Campaign]) -> dict[tuple[UUID, str], Totals]:
    """Totals by page and key of the provider, of all that moved."""
    found: dict[tuple[UUID, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Transfer.objects.filter(campaign__in=pages).order_by()
    moved: Any = rows.annotate(source=_paid_by("posting__donation")).values_list(
        "campaign", "source", "debit", "credit"
    )
    for page, source, debit, credit, minor in moved.annotate(Sum("amount_minor")):
        for name, amount in _amounts(debit, credit, minor):
            found[page, source or ""][name] += amount
    gifts = Posting.objects.filter(kind=PostingKind.GIFT.value, campaign__in=pages).order_by()
    counted: Any = gifts.annotate(source=_paid_by("donation")).values_list("campaign", "source")
    for page, source, number in counted.annotate(Count("pk")):
        found[page, source or ""]["gifts"] += number
    return {key: Totals(**amounts) for key, amounts in found.items()}


def _paid_by(gift: str) -> Coalesce:
    """The provider by which a gift was paid in the end, though it was begun by another."""
    paid = PaymentAttempt.objects.filter(donation=OuterRef(gift), state=AttemptState.PAID)
    return Coalesce(Subquery(paid.values("provider")[:1]), F(f"{gift}__provider"))


def _amounts(debit: str, credit: str, minor: int) -> Iterable[tuple[str, int]]:
    """What a transfer adds to which total."""
    for name, account in ACCOUNTS.items():
        if credit == account:
            yield name, minor
        if debit == account:
            yield name, -minor
    if debit == AccountKind.DONOR:
        yield "given", minor
    if credit == AccountKind.DONOR:
        yield ("lost" if debit == AccountKind.DISPUTE else "sent_back"), minor


def _joined(
    lines: Iterable[ReportLine], name: Callable[[ReportLine], str]
) -> tuple[ReportLine, ...]:
    """Lines of one name and currency as one, by name."""
    sums: dict[tuple[str, str], Totals] = defaultdict(Totals)
    for line in lines:
        sums[name(line), line.currency] += line.totals
    return tuple(ReportLine(*key, totals) for key, totals in sorted(sums.items()))
