"""Transfers between accounts: each moves one amount, so that all of them sum to zero."""

from enum import StrEnum

from msgspec import Struct


class AccountKind(StrEnum):
    """The accounts of one giving page. All but `cause` and `matched` are where money came from."""

    DONOR = "donor"  # the world outside
    CLEARING = "clearing"  # `clearing:<provider>`: paid, and on its way to the cause
    CAUSE = "cause"  # given to the cause: its balance is what the page has raised
    FEES = "fees"  # what donors added so that the provider's fee costs the cause nothing
    MATCH = "match"  # `match:<id>`: what a sponsor has promised to add
    MATCHED = "matched"  # added by sponsors: its balance is what the page was matched
    DISPUTE = "dispute"  # taken back by a donor's bank until it is decided


class PostingKind(StrEnum):
    """What happened, of which a posting is the record."""

    GIFT = "gift"
    MATCH = "match"
    REFUND = "refund"
    MATCH_RETURN = "match_return"
    DISPUTE = "dispute"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"


LEGS: dict[PostingKind, frozenset[tuple[AccountKind, AccountKind]]] = {
    PostingKind.GIFT: frozenset(
        {
            (AccountKind.DONOR, AccountKind.CLEARING),
            (AccountKind.CLEARING, AccountKind.CAUSE),
            (AccountKind.CLEARING, AccountKind.FEES),
        }
    ),
    PostingKind.REFUND: frozenset(
        {
            (AccountKind.CAUSE, AccountKind.CLEARING),
            (AccountKind.FEES, AccountKind.CLEARING),
            (AccountKind.CLEARING, AccountKind.DONOR),
        }
    ),
    PostingKind.MATCH: frozenset({(AccountKind.MATCH, AccountKind.MATCHED)}),
    PostingKind.MATCH_RETURN: frozenset({(AccountKind.MATCHED, AccountKind.MATCH)}),
    PostingKind.DISPUTE: frozenset(
        {(AccountKind.CAUSE, AccountKind.DISPUTE), (AccountKind.FEES, AccountKind.DISPUTE)}
    ),
    PostingKind.DISPUTE_WON: frozenset(
        {(AccountKind.DISPUTE, AccountKind.CAUSE), (AccountKind.DISPUTE, AccountKind.FEES)}
    ),
    PostingKind.DISPUTE_LOST: frozenset({(AccountKind.DISPUTE, AccountKind.DONOR)}),
}
"""From where to where money may go for each thing that happens; nothing else is in the books."""

NEVER_BELOW_ZERO = frozenset(
    {AccountKind.CAUSE, AccountKind.FEES, AccountKind.MATCHED, AccountKind.DISPUTE}
)
NEVER_ABOVE_ZERO = frozenset({AccountKind.DONOR, AccountKind.MATCH})
"""`clearing` is zero after each posting: what comes through a provider goes on to the cause."""


def kind_of(account: str) -> AccountKind:
    """The kind of an account by its name. Raises ValueError for a name that is none."""
    return AccountKind(account.partition(":")[0])


class Transfer(Struct, frozen=True):
    """`amount_minor` > 0 of `currency` goes from `debit` to `credit`, accounts by name."""

    debit: str
    credit: str
    amount_minor: int
    currency: str


class Posting(Struct, frozen=True):
    """One thing that happened and the transfers it consists of; `key` says it once for ever."""

    key: str
    kind: PostingKind
    transfers: tuple[Transfer, ...]
