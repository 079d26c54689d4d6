"""A stand-in for Stripe on this machine, and a server that has its keys."""

from collections.abc import Iterator

import pytest
import stripe
from django.conf import LazySettings

from tests.giving.fake_stripe import KEY, SECRET, FakeStripe
from tests.giving.fake_stripe_http import StripeServer, serving
from tests.giving.plainly import RENDER, told_plainly

CAUSE = "river-trust"


@pytest.fixture
def server() -> Iterator[StripeServer]:
    """The stand-in, served."""
    with serving(FakeStripe()) as found:
        yield found


@pytest.fixture
def fake(
    server: StripeServer, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> FakeStripe:
    """The account at the stand-in; this server has its keys, and asks again without a pause."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0)
    monkeypatch.setattr(stripe.HTTPClient, "MAX_DELAY", 0)
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET
    settings.STRIPE_CAUSE, settings.STRIPE_ADDRESS = CAUSE, server.stripe.address
    return server.stripe


@pytest.fixture
def plain_receipts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Receipts without drawing their PDF, which is most of the work and none of the question."""
    monkeypatch.setattr(RENDER, told_plainly)
