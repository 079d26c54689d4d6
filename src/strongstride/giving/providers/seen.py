"""What a provider says of a payment when asked: facts as they stand, in no order of events."""

from enum import StrEnum

from msgspec import Struct


class PaidWord(StrEnum):
    """How far the payment is."""

    OPEN = "open"
    PROCESSING = "processing"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"


class RefundWord(StrEnum):
    """How far a refund is."""

    TRANSIT = "transit"
    DONE = "done"
    FAILED = "failed"


class DisputeWord(StrEnum):
    """How far a dispute is."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class RefundSeen(Struct, frozen=True):
    """A refund as the provider has it; `idem_key` is ours, blank where it was made elsewhere."""

    provider_id: str
    amount_minor: int
    word: RefundWord
    idem_key: str = ""


class DisputeSeen(Struct, frozen=True):
    """A dispute as the provider has it."""

    provider_id: str
    amount_minor: int
    word: DisputeWord


class Seen(Struct, frozen=True):
    """All that a provider knows of one attempt; amounts in minor units of `currency`."""

    word: PaidWord
    amount_minor: int
    currency: str
    payment_id: str = ""
    refunds: tuple[RefundSeen, ...] = ()
    disputes: tuple[DisputeSeen, ...] = ()
