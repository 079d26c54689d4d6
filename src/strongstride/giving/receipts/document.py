"""What a receipt says, as a value: everything the PDF is drawn from, and nothing else."""

from datetime import date
from hashlib import sha256

import msgspec

from strongstride.giving.models import ReceiptKind, Regime
from strongstride.ledger.money import Money, show

VERSION = 1
"""Of the fields of a document, so that a receipt of today can still be read in ten years."""


class CauseWords(msgspec.Struct, frozen=True, kw_only=True):
    """The cause as it was when the receipt was made."""

    name: str
    country: str
    registered_with: str = ""
    registration_number: str = ""
    website: str = ""
    says: str = ""  # in its own words, plain text


class GiftWords(msgspec.Struct, frozen=True, kw_only=True):
    """The gift: `amount_minor` and on top `cover_minor` for fees, of which `returned_minor` went
    back since.
    """

    ref: str
    page: str
    club: str
    given_on: date
    amount_minor: int
    cover_minor: int
    returned_minor: int
    currency: str

    @property
    def paid(self) -> Money:
        """All that the donor paid."""
        return Money(self.amount_minor + self.cover_minor, self.currency)

    @property
    def stays(self) -> Money:
        """What of it the cause has kept."""
        return Money(self.paid.minor - self.returned_minor, self.currency)


class ReceiptDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt in words; `corrects` is the number of the one it stands in for."""

    kind: ReceiptKind
    regime: Regime
    title: str
    number: str
    made_on: date
    corrects: str = ""
    donor: str
    cause: CauseWords
    gift: GiftWords
    statements: tuple[str, ...]
    version: int = VERSION


def write_document(document: ReceiptDocument) -> str:
    """The document as JSON, the same for the same document."""
    return msgspec.json.encode(document, order="deterministic").decode()


def read_document(text: str) -> ReceiptDocument:
    """The document that JSON says; ValueError where it is none."""
    return msgspec.json.decode(text, type=ReceiptDocument)


def digest_of(text: str) -> str:
    """The SHA-256 of a document as it is stored, in hexadecimal; its file carries it too."""
    return sha256(text.encode()).hexdigest()


def in_full(money: Money) -> str:
    """An amount with its currency's code, as a document of years to come needs it."""
    shown = show(money)
    return shown if money.currency in shown else f"{shown} {money.currency}"


def lines(document: ReceiptDocument) -> tuple[tuple[str, str], ...]:
    """The facts of a receipt, each as what it is and what it says."""
    cause, gift = document.cause, document.gift
    registered = f"{cause.registered_with} {cause.registration_number}".strip()
    told = (
        ("From", document.donor),
        ("To", cause.name),
        ("Registered", registered),
        ("Given on", f"{gift.given_on:%-d %B %Y}"),
        ("Through", f"{gift.page}, {gift.club}"),
        ("Reference", gift.ref),
        *_amounts(gift),
        ("Replaces receipt", document.corrects),
    )
    return tuple((what, says) for what, says in told if says)


def _amounts(gift: GiftWords) -> tuple[tuple[str, str], ...]:
    currency = gift.currency
    parts: tuple[tuple[str, str], ...] = ()
    if gift.cover_minor:
        parts = (
            ("Gift", in_full(Money(gift.amount_minor, currency))),
            ("Added for fees", in_full(Money(gift.cover_minor, currency))),
        )
    if not gift.returned_minor:
        return (*parts, ("Amount", in_full(gift.paid)))
    return (
        *parts,
        ("You paid", in_full(gift.paid)),
        ("Went back to you", in_full(Money(gift.returned_minor, currency))),
        ("Amount now", in_full(gift.stays)),
    )
