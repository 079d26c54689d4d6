"""How events reach us: signed as Stripe signs them."""

import hashlib
import hmac
import json

from django.http import HttpResponse
from django.test import Client

from strongstride.web import clock
from tests.giving.fake_stripe import SECRET, Thing

ADDRESS = "/giving/stripe/"


def signature(body: bytes, *, secret: str = SECRET, age_s: int = 0) -> str:
    """The header Stripe sends with a body: https://docs.stripe.com/webhooks#verify-manually."""
    at = int(clock.now().timestamp()) - age_s
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac}"


def bring(client: Client, body: bytes, header: str | None) -> HttpResponse:
    """Post a body to us, with a signature or without."""
    headers = {} if header is None else {"Stripe-Signature": header}
    return client.post(  # type: ignore[return-value]
        ADDRESS, body, content_type="application/json", headers=headers
    )


def deliver(event: Thing, client: Client | None = None) -> int:
    """Bring one event as Stripe would; the status of our answer."""
    body = json.dumps(event).encode()
    return bring(client or Client(), body, signature(body)).status_code
