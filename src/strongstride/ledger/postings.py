"""What is written into the books for each thing that happens to the money of a page.

Amounts are minor units of one currency. A transfer of nothing is not written, since none exists.
"""

from collections.abc import Iterable
from typing import TypeAlias
from uuid import UUID

from strongstride.ledger.cover import Parts
from strongstride.ledger.transfers import AccountKind, Posting, PostingKind, Transfer

Key: TypeAlias = UUID | str

DONOR, CAUSE, FEES = AccountKind.DONOR.value, AccountKind.CAUSE.value, AccountKind.FEES.value
MATCHED, DISPUTE = AccountKind.MATCHED.value, AccountKind.DISPUTE.value


def key_of(kind: PostingKind, *of: Key) -> str:
    """By what the books know that something happened, and to what; once for ever."""
    return ":".join((kind.value, *map(str, of)))


def clearing_of(provider: str) -> str:
    """The account through which a provider's money passes."""
    return f"{AccountKind.CLEARING}:{provider}"


def match_account(match: Key) -> str:
    """The account of what a sponsor has promised."""
    return f"{AccountKind.MATCH}:{match}"


def gift(
    donation: Key, provider: str, amount_minor: int, cover_minor: int, currency: str
) -> Posting:
    """A gift has come, with what the donor added for the fee."""
    clearing = clearing_of(provider)
    legs = [
        (DONOR, clearing, amount_minor + cover_minor),
        (clearing, CAUSE, amount_minor),
        (clearing, FEES, cover_minor),
    ]
    return _posting(PostingKind.GIFT, (donation,), legs, currency)


def refund(refund: Key, provider: str, parts: Parts, currency: str) -> Posting:
    """Money went back to the donor, the cover's part with it; `parts` by `cover.parts_back`."""
    clearing = clearing_of(provider)
    legs = [
        (CAUSE, clearing, parts.gift_minor),
        (FEES, clearing, parts.cover_minor),
        (clearing, DONOR, parts.gift_minor + parts.cover_minor),
    ]
    return _posting(PostingKind.REFUND, (refund,), legs, currency)


def match(donation: Key, match: Key, amount_minor: int, currency: str) -> Posting:
    """A sponsor adds to a gift."""
    legs = [(match_account(match), MATCHED, amount_minor)]
    return _posting(PostingKind.MATCH, (donation, match), legs, currency)


def match_return(reason: Key, match: Key, amount_minor: int, currency: str) -> Posting:
    """The gift went back, and what a sponsor added to it into the pool.

    `reason` is the refund or the dispute.
    """
    legs = [(MATCHED, match_account(match), amount_minor)]
    return _posting(PostingKind.MATCH_RETURN, (reason, match), legs, currency)


def dispute(dispute: Key, parts: Parts, currency: str) -> Posting:
    """The donor's bank took the money back until it is decided."""
    legs = [(CAUSE, DISPUTE, parts.gift_minor), (FEES, DISPUTE, parts.cover_minor)]
    return _posting(PostingKind.DISPUTE, (dispute,), legs, currency)


def dispute_won(dispute: Key, parts: Parts, currency: str) -> Posting:
    """The bank gave it back: the same parts as were disputed."""
    legs = [(DISPUTE, CAUSE, parts.gift_minor), (DISPUTE, FEES, parts.cover_minor)]
    return _posting(PostingKind.DISPUTE_WON, (dispute,), legs, currency)


def dispute_lost(dispute: Key, parts: Parts, currency: str) -> Posting:
    """The bank keeps it for the donor."""
    legs = [(DISPUTE, DONOR, parts.gift_minor + parts.cover_minor)]
    return _posting(PostingKind.DISPUTE_LOST, (dispute,), legs, currency)


def _posting(
    kind: PostingKind, of: Iterable[Key], legs: Iterable[tuple[str, str, int]], currency: str
) -> Posting:
    key = key_of(kind, *of)
    transfers = tuple(
        Transfer(debit, credit, amount, currency) for debit, credit, amount in legs if amount
    )
    if not transfers or any(transfer.amount_minor < 0 for transfer in transfers):
        raise ValueError(f"{key} moves nothing, or less than nothing")
    return Posting(key, kind, transfers)
