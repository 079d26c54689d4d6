"""What Stripe tells us: kept once, without anything about the donor, and a reason to ask it.

Nothing an event says clears money. It names a payment; how that payment stands we ask Stripe, and
`clearing.apply` does the rest. So events may come twice, late, in any order, or not at all.
"""

import msgspec
from msgspec import Struct

from strongstride.giving.clearing.looking import look
from strongstride.giving.models import PaymentAttempt, ProviderEvent
from strongstride.giving.providers.base import AwayError
from strongstride.giving.providers.stripe.account import Account
from strongstride.giving.providers.stripe.adapter import Stripe
from strongstride.web import clock

SIGNED_WITHIN_S = 300
HEARD = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
        "charge.refunded",
        "charge.refund.updated",
        "refund.created",
        "refund.updated",
        "refund.failed",
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    }
)
"""The events that change how a payment stands; others are answered and not kept."""

NOT_OURS = "No gift of ours."
_LONGEST_RESULT = 300


class NotFromStripeError(Exception):
    """What came is not signed by Stripe for this account, or is no event."""


class Ours(Struct, frozen=True, omit_defaults=True):
    """What we wrote on a payment."""

    attempt: str = ""
    gift: str = ""
    refund: str = ""


class Object(Struct, frozen=True, omit_defaults=True):
    """What an event is about, without the donor: what is not named here is not kept."""

    id: str
    object: str
    payment_intent: str | None = None
    status: str | None = None
    payment_status: str | None = None
    amount_total: int | None = None
    amount: int | None = None
    amount_refunded: int | None = None
    currency: str | None = None
    metadata: Ours | None = None


class _Data(Struct, frozen=True):
    object: Object


class Told(Struct, frozen=True):
    """An event."""

    id: str
    type: str
    created: int
    livemode: bool
    data: _Data

    @property
    def about(self) -> str:
        """The session or the payment to ask Stripe about."""
        thing = self.data.object
        return thing.id if thing.object == "checkout.session" else thing.payment_intent or ""


def read(body: bytes, signature: str, keys: Account) -> Told | None:
    """The event in a request, None for one of a kind we do not need.

    `body` is as it came, to the byte. Raises `NotFromStripeError`.
    """
    import stripe

    try:
        if not signature.isascii():  # cannot be compared, and is none
            raise NotFromStripeError("The signature is none.")
        stripe.WebhookSignature.verify_header(body, signature, keys.webhook_secret, SIGNED_WITHIN_S)
        kind = msgspec.json.decode(body, type=_Kind)
        if kind.livemode is not keys.is_live:
            raise NotFromStripeError("A test event at a live key, or a live one at a test key.")
        return msgspec.json.decode(body, type=Told) if kind.type in HEARD else None
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        raise NotFromStripeError("The signature is not of this event and this hour.") from None
    except msgspec.MsgspecError:
        raise NotFromStripeError("This is no event as Stripe writes them.") from None


class _Kind(Struct, frozen=True):
    type: str
    livemode: bool


def keep(told: Told) -> ProviderEvent:
    """The row of an event, which is made once however often it comes."""
    row, _ = ProviderEvent.objects.get_or_create(
        provider=Stripe.key,
        event_id=told.id,
        defaults={
            "kind": told.type,
            "object_id": told.about,
            "payload": msgspec.json.encode(told).decode(),
            "received_at": clock.now(),
        },
    )
    return row


def kept(event_id: str) -> ProviderEvent | None:
    """An event by the name Stripe has for it."""
    return ProviderEvent.objects.filter(provider=Stripe.key, event_id=event_id).first()


def handle(event: ProviderEvent) -> str:
    """Bring the gift an event is about to how it stands at Stripe; what came of it, in words.

    Safe to call again. While Stripe cannot be asked the event stays waiting: `recovery` comes back
    to it. No transaction is open meanwhile.
    """
    attempt = _attempt_of(event.object_id)
    if attempt is None:
        return _done(event, NOT_OURS)
    try:
        look(attempt)
    except AwayError as error:
        ProviderEvent.objects.filter(pk=event.pk).update(result=str(error)[:_LONGEST_RESULT])
        return str(error)
    attempt.refresh_from_db(fields=["state", "complaint"])
    return _done(event, attempt.complaint or f"The payment is {attempt.state}.")


def _attempt_of(object_id: str) -> PaymentAttempt | None:
    """The try a session or a payment belongs to, if it is one of ours."""
    tries = PaymentAttempt.objects.filter(provider=Stripe.key).select_related("donation")
    if not object_id:
        return None
    return tries.filter(provider_id=object_id).first() or tries.filter(payment_id=object_id).first()


def _done(event: ProviderEvent, result: str) -> str:
    event.handled_at, event.result = clock.now(), result[:_LONGEST_RESULT]
    event.save(update_fields=["handled_at", "result"])
    return result
