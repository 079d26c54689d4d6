"""Stripe as a way of paying. Every word that counts is asked for here, of Stripe itself."""

from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.base import BACK, Started
from strongstride.giving.providers.seen import RefundSeen, Seen
from strongstride.giving.providers.stripe import facts
from strongstride.giving.providers.stripe.account import CHECKOUT, Account, account
from strongstride.giving.providers.stripe.amounts import is_taken, to_stripe
from strongstride.giving.providers.stripe.errors import (
    OffError,
    StrangeAnswerError,
    said_plainly,
)

if TYPE_CHECKING:
    from stripe import StripeClient
    from stripe.params.checkout import SessionCreateParams

WAIT_S = 20  # for an answer
TRIES_AGAIN = 2  # of stripe-python by itself, with the same key
_MOST_LISTED = 100  # a page of Stripe's lists


class Stripe:
    """Checkout by redirect: cards, wallets, and whatever else the cause has switched on there."""

    key = "stripe"
    is_online = True

    @property
    def title(self) -> str:
        """As the donor reads it; a server that only tries it out says so."""
        found = account()
        return "Card" if found is None or found.is_live else "Card (a trial: no money moves)"

    @property
    def hosts(self) -> tuple[str, ...]:
        """Where Stripe shows the page on which donors pay."""
        found = account()
        return () if found is None else (found.address or CHECKOUT,)

    def serves(self, cause: Cause) -> bool:
        """Whether it is this cause's account that the server has the keys of."""
        found = account()
        return found is not None and found.cause == cause.slug and is_taken(cause.currency)

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """A Checkout Session; asked again with the attempt's key Stripe answers the same one."""
        client = _client(_keys())
        with said_plainly():
            made = client.v1.checkout.sessions.create(
                params=_asked_for(attempt, back_url),
                options={"idempotency_key": attempt.idem_key},
            )
        session = facts.read(made.to_dict(), facts.Session)
        ends = datetime.fromtimestamp(session.expires_at, UTC)
        return Started(provider_id=session.id, url=session.url or "", expires_at=ends)

    def look(self, attempt: PaymentAttempt) -> Seen | None:
        """How a payment stands, with all that came back of it. None before it has begun."""
        if not attempt.provider_id:
            return None
        client = _client(_keys_of(attempt.provider_id))
        with said_plainly():
            found = client.v1.checkout.sessions.retrieve(
                attempt.provider_id, params={"expand": ["payment_intent.latest_charge"]}
            )
        session: facts.Session = facts.read(found.to_dict(), facts.Session)
        if session.metadata.get("attempt") != attempt.idem_key or session.id != attempt.provider_id:
            raise StrangeAnswerError("What Stripe has under this number is another payment.")
        payment = session.payment_intent
        if payment is None or payment.latest_charge is None:
            return facts.seen_of(session, (), ())
        disputes = _disputes(client, payment.id) if payment.latest_charge.disputed else []
        return facts.seen_of(session, _refunds(client, payment.id), disputes)

    def refund(self, refund: Refund) -> RefundSeen:
        """Send money back. One Stripe has already is not sent again, however long ago it was."""
        attempt = refund.attempt
        client = _client(_keys_of(attempt.provider_id or ""))
        for known in _refunds(client, attempt.payment_id):
            if known.metadata.get("refund") == refund.idem_key:
                return facts.refund_seen(known)
        with said_plainly():
            made = client.v1.refunds.create(
                params={
                    "payment_intent": attempt.payment_id,
                    "amount": to_stripe(refund.amount_minor, attempt.currency),
                    "metadata": {"refund": refund.idem_key},
                },
                options={"idempotency_key": refund.idem_key},
            )
        return facts.refund_seen(facts.read(made.to_dict(), facts.Refund))


def _keys() -> Account:
    found = account()
    if found is None:
        raise OffError("Gifts by card are switched off on this server.")
    return found


def _keys_of(session_id: str) -> Account:
    """The keys, if they are those of the mode a payment was made in: it has to be asked there."""
    found = _keys()
    if session_id.startswith("cs_live_") != found.is_live:
        was, now = ("test", "live") if found.is_live else ("live", "test")
        raise OffError(f"This payment was made with a {was} key; the server has a {now} key now.")
    return found


@lru_cache(maxsize=1)
def _client(keys: Account) -> "StripeClient":
    import stripe

    stripe.enable_telemetry = False  # what machine this is, and how fast, is nobody's business
    return stripe.StripeClient(
        keys.key,
        base_addresses={"api": keys.address} if keys.address else None,
        max_network_retries=TRIES_AGAIN,
        http_client=stripe.RequestsClient(timeout=WAIT_S),
    )


def _asked_for(attempt: PaymentAttempt, back_url: str) -> "SessionCreateParams":
    """The same for the same attempt for ever, or Stripe would take it for another request.

    So it says nothing of the donor, whom Stripe asks itself, and nothing that can be edited.
    """
    gift = attempt.donation
    named = {"attempt": attempt.idem_key, "gift": gift.ref}
    parts = [(f"Gift {gift.ref}", attempt.amount_minor - gift.cover_minor)]
    if gift.cover_minor:
        parts.append(("Added for the card fee", gift.cover_minor))
    return {
        "mode": "payment",
        "submit_type": "donate",
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": attempt.currency.lower(),
                    "unit_amount": to_stripe(minor, attempt.currency),
                    "product_data": {"name": name},
                },
            }
            for name, minor in parts
        ],
        "client_reference_id": gift.ref,
        "metadata": named,
        "payment_intent_data": {"description": f"Gift {gift.ref}", "metadata": named},
        "adaptive_pricing": {"enabled": False},  # the donor pays the amount they chose
        "success_url": f"{back_url}?{BACK}=1",
        "cancel_url": back_url,
    }


def _refunds(client: "StripeClient", payment_id: str) -> list[facts.Refund]:
    with said_plainly():
        found = client.v1.refunds.list(params={"payment_intent": payment_id, "limit": _MOST_LISTED})
        return [facts.read(each.to_dict(), facts.Refund) for each in found.auto_paging_iter()]


def _disputes(client: "StripeClient", payment_id: str) -> list[facts.Dispute]:
    with said_plainly():
        found = client.v1.disputes.list(
            params={"payment_intent": payment_id, "limit": _MOST_LISTED}
        )
        return [facts.read(each.to_dict(), facts.Dispute) for each in found.auto_paging_iter()]
