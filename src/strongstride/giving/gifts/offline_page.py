"""What the pages of gifts that were handed over show."""

from datetime import date

from django.db.models import Q
from msgspec import Struct

from strongstride.clubs.models import Club
from strongstride.giving.models import Campaign, Donation, DonationState
from strongstride.giving.providers.manual import ByHand
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.web.marks import Mark

_ON_A_PAGE = 30
_LATEST = 20
_WAITING = (DonationState.CREATED, DonationState.PENDING)


class Entered(Struct, frozen=True):
    """A gift written down for a page, without a name: its owner need not keep the books."""

    ref: str
    amount: str
    on: date
    words: str


def entered_for(campaign: Campaign) -> list[Entered]:
    """The latest gifts written down for a page. One query."""
    rows = Donation.objects.filter(campaign=campaign, provider=ByHand.key, pledge=None)
    return [
        Entered(
            row.ref, show(Money(row.amount_minor, row.currency)), row.given_on, _words(row.state)
        )
        for row in rows.order_by("-created_at", "-pk")[:_LATEST]
    ]


def list_context(club: Club, after: Mark | None) -> dict[str, object]:
    """The gifts of a club that wait to be verified, the oldest first."""
    rows = Donation.objects.filter(
        campaign__club=club, provider=ByHand.key, state__in=_WAITING
    ).select_related("campaign", "donor", "entered_by")
    if after is not None:
        later = Q(created_at__gt=after.at) | Q(created_at=after.at, pk__gt=after.key)
        rows = rows.filter(later)
    found = list(rows.order_by("created_at", "pk")[: _ON_A_PAGE + 1])
    shown = found[:_ON_A_PAGE]
    has_more = len(found) > _ON_A_PAGE
    return {
        "club": club,
        "gifts": [(row, show(Money(row.amount_minor, row.currency))) for row in shown],
        "more": str(Mark(shown[-1].created_at, shown[-1].pk)) if has_more else "",
        "is_first": after is None,
    }


def _words(state: str) -> str:
    if state in IN_THE_BOOKS:
        return "verified"
    return "waits" if state in _WAITING else "not verified: it does not count"
