"""Gifts by card for tests, begun at the stand-in."""

from typing import Any
from uuid import uuid4

from strongstride.giving.models import (
    AttemptState,
    Campaign,
    Donation,
    DonationState,
    PaymentAttempt,
)
from strongstride.giving.providers.stripe.adapter import Stripe
from tests.giving.making import OPENED, make_campaign, make_cause, make_donation
from tests.giving.stripe.conftest import CAUSE

BACK = "http://127.0.0.1:8000/gifts/a-link/"


def card_page(**columns: Any) -> Campaign:
    """A live page of the cause whose Stripe account the server has the keys of."""
    return make_campaign(make_cause(slug=CAUSE, ways=["stripe"]), **columns)


def card_gift(page: Campaign, amount_minor: int = 2000, cover_minor: int = 0) -> PaymentAttempt:
    """A try at paying a new gift that Stripe has not heard of yet."""
    donation = make_donation(
        page, amount_minor, cover_minor=cover_minor, provider="stripe", state=DonationState.CREATED
    )
    return attempt_at(donation)


def attempt_at(donation: Donation) -> PaymentAttempt:
    """One more try."""
    return PaymentAttempt.objects.create(
        donation=donation,
        provider="stripe",
        idem_key=uuid4().hex,
        amount_minor=donation.amount_minor + donation.cover_minor,
        currency=donation.currency,
        created_at=OPENED,
    )


def begun(page: Campaign, amount_minor: int = 2000, cover_minor: int = 0) -> PaymentAttempt:
    """A try at paying a new gift for which Stripe waits."""
    attempt = card_gift(page, amount_minor, cover_minor)
    attempt.provider_id = Stripe().start(attempt, BACK).provider_id
    attempt.state = AttemptState.OPEN
    attempt.save()
    return attempt
