"""Money going back: never more than came, and everything that followed from it follows back."""

import pytest

from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.clearing.refunds import ask_refund, refundable, send_refund
from strongstride.giving.models import (
    Donation,
    DonationState,
    PaymentAttempt,
    Posting,
    Receipt,
    ReceiptKind,
    Refund,
    RefundState,
)
from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
)
from strongstride.ledger.balances import Balances
from tests.giving.clearing.making import again, make_attempt, make_match, pay, seen
from tests.giving.making import make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def send_back(attempt: PaymentAttempt, minor: int) -> Refund:
    refund = ask_refund(attempt, minor, "asked by the donor", None)
    send_refund(refund)
    return Refund.objects.get(pk=refund.pk)


def state_of(gift: Donation) -> str:
    return Donation.objects.get(pk=gift.pk).state


def test_a_part_and_then_the_rest_goes_back_with_its_share_of_the_cover() -> None:
    gift = make_donation(amount_minor=10_000, cover_minor=330)
    attempt = pay(gift)
    first = send_back(attempt, 5000)
    # 5000 of 10330 is 159.7 of the cover: rounded down once
    assert balances(gift.campaign) == Balances(raised=10_000 - 4841, fees=330 - 159)
    assert (first.state, state_of(gift)) == (RefundState.DONE, DonationState.PARTLY_REFUNDED)
    send_back(again(attempt), 5330)
    assert balances(gift.campaign) == Balances()
    assert state_of(gift) == DonationState.REFUNDED
    assert refundable(again(attempt)) == 0


def test_sending_a_refund_again_changes_nothing() -> None:
    gift = make_donation()
    refund = send_back(pay(gift), 500)
    send_refund(refund)
    assert balances(gift.campaign).raised == 1500
    assert Refund.objects.count() == 1


@pytest.mark.parametrize("minor", [0, -1, 2001])
def test_nothing_and_more_than_came_is_not_sent_back(minor: int) -> None:
    attempt = pay(make_donation())
    with pytest.raises(RefundError):
        ask_refund(attempt, minor, "", None)
    assert not Refund.objects.exists()


def test_what_is_asked_for_is_taken_at_once() -> None:
    attempt = pay(make_donation())
    ask_refund(attempt, 1500, "", None)
    with pytest.raises(RefundError, match="at most £5 can still be sent back"):
        ask_refund(attempt, 501, "", None)
    ask_refund(attempt, 500, "", None)


def test_a_failed_refund_frees_what_it_had_taken() -> None:
    gift = make_donation()
    attempt = pay(gift)
    refund = ask_refund(attempt, 2000, "", None)
    failed = RefundSeen("re_1", 2000, RefundWord.FAILED, refund.idem_key)
    apply(attempt, seen(attempt, refunds=(failed,)))
    assert refundable(attempt) == 2000
    assert balances(gift.campaign).raised == 2000


def test_what_is_not_paid_cannot_be_sent_back() -> None:
    with pytest.raises(RefundError, match="has not come"):
        ask_refund(make_attempt(), 100, "", None)


def test_a_refund_made_at_the_provider_is_found_once() -> None:
    gift = make_donation()
    attempt = pay(gift)
    for word in (RefundWord.TRANSIT, RefundWord.DONE, RefundWord.TRANSIT, RefundWord.DONE):
        apply(attempt, seen(attempt, refunds=(RefundSeen("re_9", 700, word),)))
    (refund,) = Refund.objects.all()
    assert (refund.state, refund.by, refund.amount_minor) == (RefundState.DONE, None, 700)
    assert balances(gift.campaign).raised == 1300


def test_a_refund_that_fails_after_it_was_done_is_told_at_the_desk() -> None:
    gift = make_donation()
    attempt = pay(gift)
    for word in (RefundWord.DONE, RefundWord.FAILED):
        apply(attempt, seen(attempt, refunds=(RefundSeen("re_9", 700, word),)))
    assert "send the money back in another way" in again(attempt).complaint
    assert balances(gift.campaign).raised == 1300


def test_a_second_payment_goes_back_without_touching_the_books() -> None:
    gift = make_donation()
    pay_second = make_attempt(gift, "manual")
    pay(gift)
    apply(pay_second, seen(pay_second))
    send_back(again(pay_second), 2000)
    assert balances(gift.campaign).raised == 2000
    assert state_of(gift) == DonationState.CLEARED
    assert Posting.objects.count() == 1


def test_each_return_corrects_the_receipt() -> None:
    gift = make_donation()
    attempt = pay(gift)
    send_back(attempt, 500)
    send_back(attempt, 1500)
    kinds = Receipt.objects.filter(donation=gift).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == [ReceiptKind.RECEIPT, ReceiptKind.CORRECTION, ReceiptKind.CORRECTION]


def test_the_match_goes_back_in_proportion_and_its_pool_is_there_for_the_next() -> None:
    page = make_campaign()
    match = make_match(page, pool_minor=2000)
    attempt = pay(make_donation(page))
    send_back(attempt, 500)
    match.refresh_from_db()
    assert (match.used_minor, balances(page).matched) == (1500, 1500)
    pay(make_donation(page))
    match.refresh_from_db()
    assert (match.used_minor, balances(page).matched) == (2000, 2000)


def dispute(attempt: PaymentAttempt, word: DisputeWord, minor: int = 2000) -> None:
    apply(attempt, seen(attempt, disputes=(DisputeSeen("dp_1", minor, word),)))


def test_a_disputed_gift_is_not_raised_until_it_is_won() -> None:
    gift = make_donation()
    attempt = pay(gift)
    dispute(attempt, DisputeWord.OPEN)
    assert balances(gift.campaign) == Balances(raised=0, in_dispute=2000)
    assert state_of(gift) == DonationState.DISPUTED
    dispute(attempt, DisputeWord.WON)
    dispute(attempt, DisputeWord.OPEN)  # stale
    assert balances(gift.campaign) == Balances(raised=2000)
    assert state_of(gift) == DonationState.CLEARED
    assert Receipt.objects.count() == 1


def test_a_lost_dispute_takes_gift_match_and_receipt_back() -> None:
    gift = make_donation(amount_minor=10_000, cover_minor=330)
    match = make_match(gift.campaign)
    attempt = pay(gift)
    dispute(attempt, DisputeWord.OPEN, 10_330)
    assert balances(gift.campaign) == Balances(matched=10_000, in_dispute=10_330)
    dispute(attempt, DisputeWord.LOST, 10_330)
    assert balances(gift.campaign) == Balances()
    match.refresh_from_db()
    assert match.used_minor == 0
    assert state_of(gift) == DonationState.LOST
    assert Receipt.objects.filter(kind=ReceiptKind.CORRECTION).count() == 1


def test_a_disputed_payment_is_not_sent_back_too() -> None:
    attempt = pay(make_donation())
    dispute(attempt, DisputeWord.OPEN)
    with pytest.raises(RefundError, match="wait for its decision"):
        ask_refund(attempt, 100, "", None)


def test_more_than_was_left_is_not_taken_from_the_gifts_of_others() -> None:
    gift = make_donation()
    pay(make_donation(gift.campaign))
    attempt = pay(gift)
    send_back(attempt, 1500)
    dispute(attempt, DisputeWord.LOST)
    assert balances(gift.campaign).raised == 2000
    assert "More went back than was left" in again(attempt).complaint


@pytest.mark.parametrize("word", [PaidWord.OPEN, PaidWord.EXPIRED])
def test_refunds_are_noted_however_stale_the_word_beside_them(word: PaidWord) -> None:
    gift = make_donation()
    attempt = pay(gift)
    apply(attempt, seen(attempt, word, refunds=(RefundSeen("re_9", 700, RefundWord.DONE),)))
    assert balances(gift.campaign).raised == 1300
