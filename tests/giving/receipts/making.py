"""Gifts that cleared, for tests of what comes after: straight into the books."""

from datetime import datetime
from typing import Any

from strongstride.giving.models import Campaign, Donation, DonationState, Posting, Transfer
from tests.giving.making import OPENED, make_donation

CLEARING = "clearing:bank_transfer"


def book(donation: Donation, key: str, *moves: tuple[str, str, int], at: datetime = OPENED) -> None:
    """A posting of these (debit, credit, minor)."""
    posting = Posting.objects.create(
        key=key, kind=key.split(":")[0], campaign=donation.campaign, donation=donation, at=at
    )
    for debit, credit, minor in moves:
        Transfer.objects.create(
            posting=posting,
            campaign=donation.campaign,
            debit=debit,
            credit=credit,
            amount_minor=minor,
            currency=donation.currency,
        )


def make_cleared(
    campaign: Campaign | None = None, amount_minor: int = 2000, **columns: Any
) -> Donation:
    """A gift that is paid and in the books."""
    given = {"state": DonationState.CLEARED, "cleared_at": OPENED, **columns}
    donation = make_donation(campaign, amount_minor, **given)
    cover = donation.cover_minor
    moves = [("donor", CLEARING, amount_minor + cover), (CLEARING, "cause", amount_minor)]
    book(donation, f"gift:{donation.pk}", *moves, *([(CLEARING, "fees", cover)] if cover else []))
    return donation


def send_back(donation: Donation, minor: int, key: str, cover: int = 0) -> None:
    """A refund of `minor` of the gift and `cover` of what was added for fees."""
    moves = [("cause", CLEARING, minor), (CLEARING, "donor", minor + cover)]
    book(donation, key, *moves, *([("fees", CLEARING, cover)] if cover else []))
