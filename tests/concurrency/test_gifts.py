"""Many gifts at the same moment: every penny is there, and no sponsor gives more than promised."""

from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import accumulate

import pytest

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.models import (
    Campaign,
    Donation,
    Match,
    PaymentAttempt,
    Posting,
    Receipt,
    ReceiptFile,
    Refund,
    Transfer,
)
from strongstride.giving.providers.seen import RefundSeen, RefundWord
from strongstride.giving.receipts.files import pdf_of
from strongstride.ledger.balances import Balances
from tests.concurrency.test_credits import at_once
from tests.giving.clearing.making import make_match, pay, seen
from tests.giving.making import OPENED, make_campaign, make_donation, make_donor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

GIFTS, DELIVERED_TWICE, DRAWN = 200, 60, 20
POOL = 100_000


def waiting(page: Campaign) -> list[PaymentAttempt]:
    """So many tries at paying gifts of £20.00, £20.01, £20.02 and so on, each with its fee."""
    donor = make_donor()
    gifts = [
        make_donation(
            page, 2000 + n, cover_minor=50, donor=donor, created_at=OPENED + timedelta(minutes=n)
        )
        for n in range(GIFTS)
    ]
    return [new_attempt(gift, "bank_transfer") for gift in gifts]


def deliver(attempt: PaymentAttempt) -> None:
    """Tell of a payment."""
    apply(attempt, seen(attempt))


def deliver_and_save(attempt: PaymentAttempt) -> None:
    """Tell of it, and have its receipt drawn while others are cleared."""
    deliver(attempt)
    assert pdf_of(Receipt.objects.get(donation=attempt.donation_id))


def test_two_hundred_gifts_at_once_against_one_match_are_exact() -> None:
    page = make_campaign()
    match = make_match(page, pool_minor=POOL)
    tries = waiting(page)
    at_once(
        [
            *(partial(deliver_and_save, each) for each in tries[:DRAWN]),
            *(partial(deliver, each) for each in [*tries[DRAWN:], *tries[:DELIVERED_TWICE]]),
        ]
    )
    raised = sum(2000 + n for n in range(GIFTS))
    assert balances(page) == Balances(raised=raised, matched=POOL, fees=50 * GIFTS)
    match.refresh_from_db()
    assert match.used_minor == POOL
    assert Donation.objects.filter(campaign=page, state="cleared").count() == GIFTS
    assert Posting.objects.filter(campaign=page, kind="gift").count() == GIFTS
    numbers = Receipt.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, GIFTS + 1))
    assert ReceiptFile.objects.count() == DRAWN
    assert list(check()) == []
    assert_first_come_first_matched(page)


def assert_first_come_first_matched(page: Campaign) -> None:
    """Each gift has its whole match until the pool is empty; one may have what was left."""
    arrived = Transfer.objects.filter(campaign=page).order_by("number")
    gifts = dict(arrived.filter(credit="cause").values_list("posting__donation", "amount_minor"))
    found = dict(arrived.filter(credit="matched").values_list("posting__donation", "amount_minor"))
    before = [0, *accumulate(gifts.values())]
    assert found == {
        gift: min(minor, POOL - gone)
        for (gift, minor), gone in zip(gifts.items(), before, strict=False)
        if gone < POOL
    }


def test_two_refunds_at_once_never_come_to_more_than_was_paid() -> None:
    attempt = pay(make_donation())

    def send_back() -> None:
        with suppress(RefundError):
            send_refund(ask_refund(attempt, 1500, "twice at once", None))

    at_once([send_back] * 6)
    assert Refund.objects.count() == 1
    assert balances(attempt.donation.campaign).raised == 500


def test_refunds_give_back_to_the_pool_while_gifts_take_from_it() -> None:
    page = make_campaign()
    match = make_match(page, pool_minor=POOL)
    paid = [pay(make_donation(page)) for _ in range(15)]
    tries = waiting(page)[:15]
    returns = [
        partial(apply, each, seen(each, refunds=(RefundSeen("re_1", 700, RefundWord.DONE),)))
        for each in paid
    ]
    gifts = [partial(apply, each, seen(each)) for each in tries]
    at_once([call for both in zip(returns, gifts, strict=True) for call in both])
    given = sum(each.amount_minor - 50 for each in tries) + 15 * 1300
    assert balances(page) == Balances(raised=given, matched=given, fees=15 * 50)
    assert Match.objects.get(pk=match.pk).used_minor == given
    assert list(check()) == []


def test_two_ways_of_paying_at_once_raise_a_gift_once() -> None:
    gift = make_donation()
    tries = [new_attempt(gift, provider) for provider in ("bank_transfer", "manual")]
    at_once([partial(apply, each, seen(each)) for each in tries] * 4)
    states = PaymentAttempt.objects.filter(donation=gift).values_list("state", flat=True)
    assert sorted(states) == ["double", "paid"]
    assert balances(gift.campaign).raised == 2000


def test_pressing_pay_many_times_at_once_is_one_try() -> None:
    gift = make_donation()
    at_once([partial(new_attempt, gift, "bank_transfer")] * 8)
    assert PaymentAttempt.objects.filter(donation=gift).count() == 1
