"""One word of a provider: what is booked, and what is not."""

from typing import Any

import pytest

from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.clearing.errors import AlreadyPaidError
from strongstride.giving.models import (
    AttemptState,
    Donation,
    DonationState,
    PaymentAttempt,
    Posting,
    Receipt,
)
from strongstride.giving.providers.seen import PaidWord
from strongstride.ledger.balances import Balances
from tests.giving.clearing.making import again, make_attempt, make_match, pay, seen
from tests.giving.making import make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def state_of(donation: Donation) -> str:
    return Donation.objects.get(pk=donation.pk).state


def test_a_paid_gift_is_raised_and_its_receipt_given() -> None:
    gift = make_donation(amount_minor=10_000, cover_minor=330)
    pay(gift)
    assert balances(gift.campaign) == Balances(raised=10_000, fees=330)
    assert state_of(gift) == DonationState.CLEARED
    assert Donation.objects.get(pk=gift.pk).cleared_at is not None
    assert Receipt.objects.filter(donation=gift).count() == 1


def test_the_same_word_ten_times_is_booked_once() -> None:
    gift = make_donation()
    attempt = make_attempt(gift)
    for _ in range(10):
        apply(attempt, seen(attempt))
    assert balances(gift.campaign).raised == 2000
    assert Posting.objects.filter(donation=gift).count() == 1
    assert Receipt.objects.filter(donation=gift).count() == 1


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({"amount_minor": 1999}, "£19.99 was paid where £20 was asked for"),
        ({"amount_minor": 200_000}, "£2,000 was paid where £20 was asked for"),
        ({"currency": "EUR"}, "Paid in EUR where GBP was asked for"),
    ],
)
def test_another_amount_or_currency_is_complained_of_and_not_booked(
    facts: dict[str, Any], complaint: str
) -> None:
    gift = make_donation()
    attempt = make_attempt(gift)
    apply(attempt, seen(attempt, **facts))
    assert again(attempt).complaint.startswith(complaint)
    assert again(attempt).state == AttemptState.CREATED
    assert not Posting.objects.exists()
    apply(attempt, seen(attempt))
    assert again(attempt).complaint == ""
    assert balances(gift.campaign).raised == 2000


@pytest.mark.parametrize("stale", [PaidWord.OPEN, PaidWord.PROCESSING, PaidWord.EXPIRED])
def test_a_stale_word_takes_nothing_back(stale: PaidWord) -> None:
    gift = make_donation()
    attempt = pay(gift)
    apply(attempt, seen(attempt, stale))
    assert again(attempt).state == AttemptState.PAID
    assert state_of(gift) == DonationState.CLEARED
    assert balances(gift.campaign).raised == 2000


@pytest.mark.parametrize(
    ("word", "state"),
    [
        (PaidWord.OPEN, DonationState.PENDING),
        (PaidWord.PROCESSING, DonationState.PENDING),
        (PaidWord.FAILED, DonationState.FAILED),
        (PaidWord.EXPIRED, DonationState.EXPIRED),
    ],
)
def test_until_it_is_paid_nothing_is_booked(word: PaidWord, state: DonationState) -> None:
    gift = make_donation()
    attempt = make_attempt(gift)
    apply(attempt, seen(attempt, word))
    assert state_of(gift) == state
    assert not Posting.objects.exists()
    apply(attempt, seen(attempt))  # late money is money
    assert state_of(gift) == DonationState.CLEARED


def test_one_try_that_fails_leaves_the_gift_to_the_other() -> None:
    gift = make_donation()
    first, second = make_attempt(gift), make_attempt(gift, "manual")
    apply(first, seen(first, PaidWord.OPEN))
    apply(second, seen(second, PaidWord.OPEN))
    apply(first, seen(first, PaidWord.FAILED))
    assert state_of(gift) == DonationState.PENDING
    apply(second, seen(second))
    assert state_of(gift) == DonationState.CLEARED


def test_a_second_payment_of_one_gift_is_not_raised_but_told_at_the_desk() -> None:
    gift = make_donation()
    first, second = make_attempt(gift), make_attempt(gift, "manual")
    for attempt in (first, second, first, second):
        apply(attempt, seen(attempt))
    assert balances(gift.campaign).raised == 2000
    assert again(first).state == AttemptState.PAID
    assert again(second).state == AttemptState.DOUBLE
    assert "send this second payment back" in again(second).complaint


def test_pressing_pay_twice_is_one_try() -> None:
    gift = make_donation()
    assert new_attempt(gift, "manual") == new_attempt(gift, "manual")
    assert PaymentAttempt.objects.count() == 1


def test_a_try_that_has_ended_is_followed_by_a_new_one() -> None:
    gift = make_donation()
    first = make_attempt(gift)
    apply(first, seen(first, PaidWord.EXPIRED))
    assert make_attempt(gift) != first


def test_a_paid_gift_takes_no_further_try() -> None:
    gift = make_donation()
    pay(gift)
    with pytest.raises(AlreadyPaidError, match="is paid"):
        new_attempt(gift, "manual")


def test_a_match_adds_to_the_gift() -> None:
    page = make_campaign()
    match = make_match(page, pool_minor=2500)
    pay(make_donation(page))
    pay(make_donation(page))
    match.refresh_from_db()
    assert (match.used_minor, balances(page).matched) == (2500, 2500)
