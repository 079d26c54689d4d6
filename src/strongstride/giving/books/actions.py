"""Writing into the books. Whoever writes holds the lock of the page's row."""

from datetime import datetime

from django.db.models import Max

from strongstride.giving.books.queries import balances
from strongstride.giving.models import BroughtForward, Campaign, Donation, Match
from strongstride.giving.models import Posting as PostingRow
from strongstride.giving.models import Transfer as TransferRow
from strongstride.ledger.transfers import Posting

FORWARD_EVERY = 100
"""Transfers after which what a page comes to is brought forward: our choice, for 1 ms a page."""


def post(
    campaign: Campaign,
    posting: Posting,
    *,
    at: datetime,
    donation: Donation | None = None,
    match: Match | None = None,
    note: str = "",
) -> bool:
    """Write a posting into the books of a page; False when one with its key is there already.

    To be called in a transaction that has locked the campaign's row. `note` names no donor: what
    is in the books stays there. Raises ValueError for a currency that is not the page's.
    """
    if any(transfer.currency != campaign.currency for transfer in posting.transfers):
        raise ValueError(f"{posting.key} is not in {campaign.currency}, the page's currency")
    if PostingRow.objects.filter(key=posting.key).exists():
        return False
    row = PostingRow.objects.create(
        key=posting.key, kind=posting.kind, campaign=campaign,
        donation=donation, match=match, note=note, at=at,
    )  # fmt: skip
    _write(campaign, row, posting)
    return True


def _write(campaign: Campaign, row: PostingRow, posting: Posting) -> None:
    last = TransferRow.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
    rows = [
        TransferRow(
            posting=row, campaign=campaign, number=number,
            debit=transfer.debit, credit=transfer.credit,
            amount_minor=transfer.amount_minor, currency=transfer.currency,
        )
        for number, transfer in enumerate(posting.transfers, last + 1)
    ]  # fmt: skip
    TransferRow.objects.bulk_create(rows)
    through = last + len(rows)
    if through // FORWARD_EVERY > last // FORWARD_EVERY:
        _bring_forward(campaign, through)


def _bring_forward(campaign: Campaign, through: int) -> None:
    now = balances(campaign)
    BroughtForward.objects.create(
        campaign=campaign, through=through,
        raised=now.raised, matched=now.matched, fees=now.fees, in_dispute=now.in_dispute,
    )  # fmt: skip
