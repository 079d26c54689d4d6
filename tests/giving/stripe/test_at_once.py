"""Stripe's messages arriving at the same moment: one row, one posting, one receipt, one letter."""

from functools import partial

import pytest
from django.conf import LazySettings

from strongstride.giving.books.queries import balances
from strongstride.giving.models import (
    Letter,
    PaymentAttempt,
    Posting,
    ProviderEvent,
    Receipt,
    Refund,
)
from tests.concurrency.test_credits import at_once
from tests.giving.fake_stripe import FakeStripe
from tests.giving.stripe.deliveries import deliver
from tests.giving.stripe.making import begun, card_page

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_receipts"),
]


@pytest.fixture
def attempt(fake: FakeStripe, settings: LazySettings) -> PaymentAttempt:
    """A gift that was paid at Stripe a moment ago; letters are written."""
    settings.HAS_MAIL = True
    made = begun(card_page())
    fake.pay(made.provider_id or "")
    return made


def assert_once(attempt: PaymentAttempt) -> None:
    """All that a payment brings is there, once."""
    gift = attempt.donation
    assert Posting.objects.filter(donation=gift, kind="gift").count() == 1
    assert Receipt.objects.filter(donation=gift, kind="receipt").count() == 1
    assert Letter.objects.filter(key=f"thanks:{gift.pk}").count() == 1
    attempt.refresh_from_db()
    assert attempt.state == "paid"


def test_one_message_ten_times_at_once_is_one(fake: FakeStripe, attempt: PaymentAttempt) -> None:
    at_once(partial(deliver, fake.events[-1]) for _ in range(10))
    assert ProviderEvent.objects.count() == 1
    assert_once(attempt)
    assert balances(attempt.donation.campaign).raised == 2000


def test_two_messages_of_one_payment_at_once_are_one_gift(
    fake: FakeStripe, attempt: PaymentAttempt
) -> None:
    completed = fake.events[-1]
    other = {**completed, "id": "evt_other", "type": "checkout.session.async_payment_succeeded"}
    at_once(partial(deliver, each) for each in (completed, other) * 3)
    assert ProviderEvent.objects.count() == 2
    assert_once(attempt)


def test_a_payment_and_money_given_back_told_at_once(
    fake: FakeStripe, attempt: PaymentAttempt
) -> None:
    fake.refund_there(attempt.provider_id or "", 500)
    at_once(partial(deliver, each) for each in fake.events * 2)
    assert_once(attempt)
    assert Refund.objects.count() == 1
    assert balances(attempt.donation.campaign).raised == 1500
