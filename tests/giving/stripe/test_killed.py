"""The process dies between any two steps of a gift by card: one session, one charge, one receipt.

The stand-in for Stripe lives in the parent and remembers, as Stripe does. Each step of a path is a
death of its own: a forked child dies there, and recovery runs.
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import stripe
import time_machine
from django.conf import LazySettings

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.looking import look
from strongstride.giving.clearing.refunds import ask_refund, refundable, send_refund
from strongstride.giving.gifts.actions import make_gift, start_attempt
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    Donation,
    DonationState,
    Letter,
    PaymentAttempt,
    Posting,
    ProviderEvent,
    Receipt,
    Refund,
    RefundState,
)
from strongstride.giving.recovery import recover
from tests.giving.fake_stripe import FakeStripe, Thing
from tests.giving.killing import die_everywhere
from tests.giving.making import OPENED
from tests.giving.stripe.deliveries import deliver
from tests.giving.stripe.making import begun, card_page

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_receipts"),
    # the stand-in's thread only waits while we fork
    pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning"),
]

NOW = OPENED + timedelta(days=3)
TO_STRIPE = [(stripe.RequestsClient, "request")]


@pytest.fixture(autouse=True)
def in_march(settings: LazySettings) -> Iterator[None]:
    """Letters are written, and no time passes."""
    settings.HAS_MAIL = True
    with time_machine.travel(NOW, tick=False):
        yield


def assert_cleared_once(attempt: PaymentAttempt, raised: int = 2000) -> None:
    """The books, the receipt and the letter of a gift are there, each once."""
    gift = Donation.objects.get(pk=attempt.donation_id)
    assert Posting.objects.filter(donation=gift, kind="gift").count() == 1
    assert Receipt.objects.filter(donation=gift, kind="receipt").count() == 1
    assert Letter.objects.filter(key=f"thanks:{gift.pk}").count() == 1
    rows = gift.postings.values_list(
        "transfers__debit", "transfers__credit", "transfers__amount_minor"
    )
    held = sum(
        (credit == "cause") * amount - (debit == "cause") * amount for debit, credit, amount in rows
    )
    assert held == raised


def test_from_the_form_to_stripe(fake: FakeStripe) -> None:
    page = card_page()

    def give(asked: UUID) -> None:
        words = GiftWords(
            asked=asked, amount_minor=2000, provider="stripe", email="sam@example.org"
        )
        start_attempt(make_gift(page, words, NOW)[1])

    def sound(asked: UUID) -> None:
        recover(NOW + timedelta(minutes=5))
        for attempt in PaymentAttempt.objects.filter(donation__asked=asked):
            assert attempt.state == AttemptState.OPEN
        give(asked)
        attempt = PaymentAttempt.objects.get(donation__asked=asked)
        mine = [each for each in _sessions(fake) if each["metadata"]["attempt"] == attempt.idem_key]
        assert [(each["id"], each["url"]) for each in mine] == [(attempt.provider_id, attempt.url)]

    assert die_everywhere(uuid4, give, sound, TO_STRIPE) > 10
    assert len(_sessions(fake)) == Donation.objects.count()
    assert list(check()) == []


def test_from_the_message_to_the_receipt(fake: FakeStripe) -> None:
    page = card_page()

    def prepare() -> tuple[PaymentAttempt, Thing]:
        attempt = begun(page)
        fake.pay(attempt.provider_id or "")
        return attempt, fake.events[-1]

    def hear(made: tuple[PaymentAttempt, Thing]) -> None:
        assert deliver(made[1]) == 200

    def sound(made: tuple[PaymentAttempt, Thing]) -> None:
        recover(NOW + timedelta(minutes=5))
        assert_cleared_once(made[0])
        hear(made)
        assert_cleared_once(made[0])
        event = ProviderEvent.objects.get(event_id=made[1]["id"])
        assert event.handled_at is not None

    assert die_everywhere(prepare, hear, sound, TO_STRIPE) > 20
    assert balances(page).raised == 2000 * Donation.objects.count()
    assert list(check()) == []


def test_from_the_treasurers_word_to_money_sent_back(fake: FakeStripe) -> None:
    page = card_page()

    def give_back(attempt: PaymentAttempt) -> None:
        send_refund(ask_refund(attempt, 500, "Given twice", None))

    def sound(attempt: PaymentAttempt) -> None:
        recover(NOW + timedelta(minutes=5))
        sent = fake.listed("refund", _payment(fake, attempt))
        asked = Refund.objects.filter(attempt=attempt)
        assert [each.state for each in asked] == [RefundState.DONE] * len(sent)
        assert len(sent) <= 1
        assert_cleared_once(attempt, 2000 - 500 * len(sent))
        attempt.refresh_from_db()
        assert refundable(attempt) == 2000 - 500 * len(sent)

    assert die_everywhere(lambda: _cleared(fake, page), give_back, sound, TO_STRIPE) > 20
    assert Refund.objects.filter(state=RefundState.DONE).exists()
    assert list(check()) == []


def test_from_the_message_of_a_lost_dispute_to_the_corrected_receipt(fake: FakeStripe) -> None:
    page = card_page()

    def prepare() -> tuple[PaymentAttempt, Thing]:
        attempt = _cleared(fake, page)
        fake.decide(fake.dispute(attempt.provider_id or ""), "lost")
        return attempt, fake.events[-1]

    def hear(made: tuple[PaymentAttempt, Thing]) -> None:
        assert deliver(made[1]) == 200

    def sound(made: tuple[PaymentAttempt, Thing]) -> None:
        recover(NOW + timedelta(minutes=5))
        is_known = ProviderEvent.objects.filter(event_id=made[1]["id"]).exists()
        assert_cleared_once(made[0], 0 if is_known else 2000)
        hear(made)  # Stripe brings again what was not answered
        assert_cleared_once(made[0], 0)
        gift = Donation.objects.get(pk=made[0].donation_id)
        assert gift.state == DonationState.LOST

    assert die_everywhere(prepare, hear, sound, TO_STRIPE) > 20
    assert balances(page).raised == 0
    assert list(check()) == []


def _sessions(fake: FakeStripe) -> list[Thing]:
    return [fake.things[each] for each in fake.session_ids()]


def _payment(fake: FakeStripe, attempt: PaymentAttempt) -> str:
    return str(fake.things[attempt.provider_id or ""]["payment_intent"])


def _cleared(fake: FakeStripe, page: Campaign) -> PaymentAttempt:
    attempt = begun(page)
    fake.pay(attempt.provider_id or "")
    look(attempt)
    attempt.refresh_from_db()
    return attempt
