"""What a page's owner sees of the gifts that were handed over."""

from datetime import date

from msgspec import Struct

from strongstride.giving.models import Campaign, Donation
from strongstride.giving.providers.manual import ByHand
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS, WAITING

_LATEST = 20


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


def _words(state: str) -> str:
    if state in IN_THE_BOOKS:
        return "verified"
    return "waits" if state in WAITING else "not verified: it does not count"
