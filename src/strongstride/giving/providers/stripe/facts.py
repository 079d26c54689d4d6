"""What Stripe's objects say of a payment, purely: from them to `Seen`."""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
    Seen,
)
from strongstride.giving.providers.stripe.amounts import from_stripe
from strongstride.giving.providers.stripe.errors import StrangeAnswerError


class Charge(Struct, frozen=True):
    """A charge: whether a bank ever questioned it."""

    id: str
    disputed: bool = False


class Payment(Struct, frozen=True):
    """A PaymentIntent: the money itself."""

    id: str
    status: str
    amount_received: int
    currency: str
    latest_charge: Charge | None = None


class Session(Struct, frozen=True):
    """A Checkout Session: one visit to the page where a donor pays."""

    id: str
    status: str
    payment_status: str
    amount_total: int
    currency: str
    expires_at: int  # seconds since 1970
    url: str | None = None
    metadata: dict[str, str] = {}
    payment_intent: Payment | None = None


class Refund(Struct, frozen=True):
    """A refund, ours or one made in Stripe's dashboard."""

    id: str
    amount: int
    currency: str
    status: str
    metadata: dict[str, str] = {}


class Dispute(Struct, frozen=True):
    """A donor's bank asking for its money back, or (`warning_…`) only asking."""

    id: str
    amount: int
    currency: str
    status: str


_REFUND = {
    "succeeded": RefundWord.DONE,
    "failed": RefundWord.FAILED,
    "canceled": RefundWord.FAILED,
}
_DISPUTE = {"won": DisputeWord.WON, "lost": DisputeWord.LOST}
_UNDER_WAY = ("processing", "requires_action")  # the latter of a voucher, until it is paid
_NO_MONEY_MOVES = ("warning_", "prevented")


def read(found: dict[str, Any], kind: type[msgspec.Struct]) -> Any:
    """The parts of an object of Stripe's we use. Raises `StrangeAnswerError` if it lacks them."""
    try:
        return msgspec.convert(found, kind)
    except msgspec.ValidationError as error:
        raise StrangeAnswerError(
            f"Stripe's {kind.__name__.lower()} is not as this version knows it: {error}."
        ) from None


def seen_of(session: Session, refunds: Sequence[Refund], disputes: Sequence[Dispute]) -> Seen:
    """All of a payment at once. Raises `StrangeAnswerError` where the parts contradict."""
    payment, currency = session.payment_intent, session.currency.upper()
    word = _word(session)
    amount = session.amount_total
    if word is PaidWord.PAID:
        if payment is None or payment.currency.upper() != currency:
            raise StrangeAnswerError("Stripe says it is paid, and not by what payment.")
        amount = payment.amount_received
    _check_currencies(currency, refunds, disputes)
    return Seen(
        word=word,
        amount_minor=from_stripe(amount, currency),
        currency=currency,
        payment_id=payment.id if payment else "",
        refunds=tuple(refund_seen(each) for each in refunds),
        disputes=tuple(_dispute(each) for each in disputes if _takes_money(each)),
    )


def refund_seen(refund: Refund) -> RefundSeen:
    """A refund as we speak of it."""
    return RefundSeen(
        provider_id=refund.id,
        amount_minor=from_stripe(refund.amount, refund.currency.upper()),
        word=_REFUND.get(refund.status, RefundWord.TRANSIT),
        idem_key=refund.metadata.get("refund", ""),
    )


def _word(session: Session) -> PaidWord:
    if session.payment_status == "paid":
        return PaidWord.PAID
    if session.status == "expired":
        return PaidWord.EXPIRED
    if session.status == "open":
        return PaidWord.OPEN
    payment = session.payment_intent
    is_under_way = payment is not None and payment.status in _UNDER_WAY
    return PaidWord.PROCESSING if is_under_way else PaidWord.FAILED


def _dispute(dispute: Dispute) -> DisputeSeen:
    return DisputeSeen(
        provider_id=dispute.id,
        amount_minor=from_stripe(dispute.amount, dispute.currency.upper()),
        word=_DISPUTE.get(dispute.status, DisputeWord.OPEN),
    )


def _takes_money(dispute: Dispute) -> bool:
    """An inquiry, and a dispute that was prevented, leave the money where it is."""
    return not dispute.status.startswith(_NO_MONEY_MOVES)


def _check_currencies(
    currency: str, refunds: Sequence[Refund], disputes: Sequence[Dispute]
) -> None:
    named = [each.currency for each in refunds] + [each.currency for each in disputes]
    others = {each.upper() for each in named} - {currency}
    if others:
        raise StrangeAnswerError(
            f"A payment in {currency} has refunds or disputes in {', '.join(sorted(others))}."
        )
