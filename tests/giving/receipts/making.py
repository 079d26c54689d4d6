"""Gifts that cleared, for tests of what comes after: straight into the books."""

from typing import Any

from strongstride.giving.books.actions import post
from strongstride.giving.models import Campaign, Donation, DonationState
from strongstride.ledger import postings
from strongstride.ledger.cover import parts_back
from tests.giving.making import OPENED, make_donation


def make_cleared(
    campaign: Campaign | None = None, amount_minor: int = 2000, **columns: Any
) -> Donation:
    """A gift that is paid and in the books."""
    given = {"state": DonationState.CLEARED, "cleared_at": OPENED, **columns}
    gift = make_donation(campaign, amount_minor, **given)
    posting = postings.gift(
        gift.pk, gift.provider, gift.amount_minor, gift.cover_minor, gift.currency
    )
    post(gift.campaign, posting, at=OPENED, donation=gift)
    return gift


def send_back(gift: Donation, minor: int, refund: str, before: int = 0) -> str:
    """A refund of this much of the payment, after so much before it; its key."""
    parts = parts_back(gift.amount_minor, gift.cover_minor, before, minor)
    posting = postings.refund(refund, gift.provider, parts, gift.currency)
    post(gift.campaign, posting, at=OPENED, donation=gift)
    return posting.key
