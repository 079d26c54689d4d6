"""The money desk: what waits, and what pages and causes come to. No donor is named on it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, Sum
from msgspec import Struct

from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.books.queries import balances_of
from strongstride.giving.campaigns.states import WITH_MONEY
from strongstride.giving.desk.gifts import complaints
from strongstride.giving.models import (
    Campaign,
    Cause,
    Donation,
    LineState,
    Refund,
    RefundState,
    StatementLine,
)
from strongstride.giving.pledges.queries import changed_since, pledged_of
from strongstride.ledger.balances import Balances
from strongstride.ledger.states import WAITING

LOOKED_AT = (LineState.UNMATCHED, LineState.WRONG_AMOUNT, LineState.DUPLICATE)
"""Lines somebody still has to look at."""
MOST_PAGES = 200


class Sums(Struct, frozen=True, kw_only=True):
    """What something comes to, in minor units of its currency."""

    raised: int = 0
    matched: int = 0
    fees: int = 0
    in_dispute: int = 0
    pledged: int = 0


class PageLine(Struct, frozen=True):
    """A giving page and what it comes to; whether runs changed after its pledges were frozen."""

    campaign: Campaign
    sums: Sums
    has_changed: bool


class CauseLine(Struct, frozen=True, kw_only=True):
    """A cause and what its pages come to in its currency; `waiting` lines of its statement."""

    cause: Cause
    sums: Sums
    waiting: int


class Waits(Struct, frozen=True, kw_only=True):
    """What waits for whoever keeps the books."""

    gifts: int
    owed: tuple[tuple[str, int], ...]  # currency and what those gifts come to
    lines: int
    complaints: int
    refunds: int

    @property
    def is_clear(self) -> bool:
        """Whether nothing does."""
        return not (self.gifts or self.lines or self.complaints or self.refunds)


class MoneyDesk(Struct, frozen=True, kw_only=True):
    """The desk of somebody who may see the club's money."""

    me: Membership
    waits: Waits
    causes: tuple[CauseLine, ...]
    pages: tuple[PageLine, ...]
    keeps_books: bool
    manages_causes: bool


def money_desk(me: Membership) -> MoneyDesk:
    """The desk: ten queries, however many gifts there are."""
    pages = list(
        Campaign.objects.filter(club=me.club, state__in=WITH_MONEY)
        .select_related("cause")
        .annotate(has_changed=changed_since())
        .order_by("-created_at", "-pk")[:MOST_PAGES]
    )
    sums = _sums(pages)
    lines = _lines_waiting(me)
    return MoneyDesk(
        me=me,
        waits=_waits(me, lines.total()),
        causes=_causes(me, pages, sums, lines),
        pages=tuple(PageLine(page, sums[page.pk], page.has_changed) for page in pages),
        keeps_books=may_money(me, MoneyAct.KEEP_BOOKS),
        manages_causes=may_money(me, MoneyAct.MANAGE_CAUSES),
    )


def _sums(pages: Sequence[Campaign]) -> dict[UUID, Sums]:
    books, pledges = balances_of(pages), pledged_of(pages)
    return {page.pk: _of_page(books[page.pk], pledges[page.pk]) for page in pages}


def _of_page(books: Balances, pledged: int) -> Sums:
    return Sums(
        raised=books.raised,
        matched=books.matched,
        fees=books.fees,
        in_dispute=books.in_dispute,
        pledged=pledged,
    )


def _causes(
    me: Membership, pages: Sequence[Campaign], sums: dict[UUID, Sums], lines: Counter[UUID]
) -> tuple[CauseLine, ...]:
    return tuple(
        CauseLine(
            cause=cause,
            sums=_together(
                sums[page.pk]
                for page in pages
                if page.cause_id == cause.pk and page.currency == cause.currency
            ),
            waiting=lines[cause.pk],
        )
        for cause in Cause.objects.filter(club=me.club).order_by("name", "pk")
    )


def _together(sums: Iterable[Sums]) -> Sums:
    each = list(sums)
    return Sums(
        **{name: sum(getattr(one, name) for one in each) for name in Sums.__struct_fields__}
    )


def _waits(me: Membership, lines: int) -> Waits:
    gifts = Donation.objects.filter(campaign__club=me.club, state__in=WAITING)
    owed = gifts.values_list("currency").annotate(
        Count("pk"), minor=Sum("amount_minor") + Sum("cover_minor")
    )
    found = list(owed.order_by("currency"))
    under_way = Refund.objects.filter(
        attempt__donation__campaign__club=me.club,
        state__in=(RefundState.CREATED, RefundState.TRANSIT),
    )
    return Waits(
        gifts=sum(number for _, number, _ in found),
        owed=tuple((currency, minor) for currency, _, minor in found),
        lines=lines,
        complaints=complaints(me.club.pk).count(),
        refunds=under_way.count(),
    )


def _lines_waiting(me: Membership) -> Counter[UUID]:
    rows = StatementLine.objects.filter(cause__club=me.club, state__in=LOOKED_AT)
    return Counter(dict(rows.values_list("cause").annotate(Count("pk")).order_by()))
