"""Messages of Stripe in any order, many of them twice, some never: the balances are the same.

bench/giving_webhooks.py does it with 10,000 deliveries.
"""

from random import Random

import pytest
from django.conf import LazySettings

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.models import (
    Campaign,
    Donation,
    Letter,
    PaymentAttempt,
    ProviderEvent,
    Receipt,
)
from strongstride.giving.recovery import recover
from strongstride.ledger.balances import Balances
from tests.giving.clearing.making import make_match
from tests.giving.fake_stripe import FakeStripe
from tests.giving.making import OPENED
from tests.giving.stripe.deliveries import deliver
from tests.giving.stripe.lives import LIVES, live, muddled
from tests.giving.stripe.making import begun, card_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_receipts"),
]

GIFTS = len(LIVES)  # each life once
COVER = 51  # pence for the fee


def test_any_order_and_repeats_end_as_the_clean_order_does(fake: FakeStripe) -> None:
    page, other = two_pages()
    clean = gifts_of(page)
    for told in live(fake, clean, Random(1)):
        for event in told:
            assert deliver(event) == 200
    mixed = gifts_of(other)
    for event in muddled(live(fake, mixed, Random(1)), Random(2)):
        assert deliver(event) == 200
    assert balances(other) == balances(page) == expected(fake, clean)
    assert outcome(other) == outcome(page)
    assert list(check()) == []
    kept = ProviderEvent.objects.values_list("event_id", flat=True)
    assert len(set(kept)) == len(kept)


def test_what_is_never_told_is_found_by_asking(fake: FakeStripe, settings: LazySettings) -> None:
    settings.HAS_MAIL = True
    page, _ = two_pages()
    sessions = gifts_of(page)
    for told in live(fake, sessions, Random(3)):
        for event in told:
            if event["type"] == "checkout.session.completed":
                continue  # lost on the way, each of them
            deliver(event)
    recover(OPENED.replace(year=2027))
    assert balances(page) == expected(fake, sessions)
    cleared = Donation.objects.exclude(cleared_at=None).count()
    assert Letter.objects.filter(key__startswith="thanks:").count() == cleared
    assert list(check()) == []


def two_pages() -> tuple[Campaign, Campaign]:
    """Two pages of the cause, each with a sponsor whose money lasts for every gift."""
    page = card_page()
    other = Campaign.objects.get(pk=page.pk)
    other.pk, other.slug, other._state.adding = None, "another-page", True
    other.id = Campaign._meta.pk.get_default()
    other.save()
    for each in (page, other):
        make_match(each, pool_minor=10**10, ends_at=OPENED.replace(year=2028))
    return page, other


def gifts_of(page: Campaign, gifts: int = GIFTS) -> list[str]:
    """The sessions of gifts of many amounts, begun and waiting."""
    return [begun(page, 2000 + 7 * at, COVER).provider_id or "" for at in range(gifts)]


def expected(fake: FakeStripe, sessions: list[str]) -> Balances:
    """What Stripe's own books come to; the match, of which it knows nothing, doubles each gift.

    Of what went back the fee's part is rounded down, and a match stays while a dispute is open.
    """
    raised = matched = fees = disputed = 0
    for session_id in sessions:
        paid, back, in_dispute = _at_stripe(fake, session_id)
        fee = COVER - (back + in_dispute) * COVER // paid if paid else 0
        fees, disputed = fees + fee, disputed + in_dispute
        raised += paid - back - in_dispute - fee
        matched += paid - back - (COVER - back * COVER // paid) if paid else 0
    return Balances(raised=raised, matched=matched, fees=fees, in_dispute=disputed)


def _at_stripe(fake: FakeStripe, session_id: str) -> tuple[int, int, int]:
    """What was paid, what of it went back for good, and what is disputed."""
    session = fake.things[session_id]
    if session["payment_status"] != "paid":
        return 0, 0, 0
    charge = fake.charge_of(session["payment_intent"])
    disputes = {
        each["status"]: each["amount"] for each in fake.listed("dispute", charge["payment_intent"])
    }
    back = charge["amount_refunded"] + disputes.get("lost", 0)
    return charge["amount"], back, disputes.get("needs_response", 0)


def outcome(page: Campaign) -> list[tuple[object, ...]]:
    """How each gift ended, in order of amount: states, what went back, receipts."""
    rows: list[tuple[object, ...]] = []
    for attempt in PaymentAttempt.objects.filter(donation__campaign=page).order_by("amount_minor"):
        gift = attempt.donation
        rows.append(
            (
                attempt.state,
                gift.state,
                attempt.complaint,
                sorted(attempt.refunds.values_list("amount_minor", "state")),
                sorted(attempt.disputes.values_list("amount_minor", "state")),
                Receipt.objects.filter(donation=gift).count() > 0,
            )
        )
    return rows
