"""Statement lines against gifts: what each line is found to be, and what follows."""

import pytest

from strongstride.clubs.models import AuditEntry
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.gifts.offline import verify
from strongstride.giving.models import Donation, DonationState, PaymentAttempt, StatementLine
from strongstride.giving.providers.seen import PaidWord, Seen
from tests.giving.desk.making import REFS, make_books, make_gift, only_line, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def paid_online(gift: Donation) -> None:
    attempt = new_attempt(gift, "stripe")
    apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))


def test_a_line_with_the_reference_and_amount_of_a_gift_clears_it() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    taken = read_in(page, treasurer, ("02/03", f"S REED {gift.ref.lower()}", "20.00"))
    gift.refresh_from_db()
    assert taken.states == {"matched": 1}
    assert gift.state == DonationState.CLEARED
    assert only_line(page.cause).donation == gift
    assert balances(page).raised == 2000


def test_the_same_file_read_twice_changes_nothing() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    rows = [("02/03", f"S REED {gift.ref}", "20.00"), ("03/03", "RENT", "-400.00")]
    read_in(page, treasurer, *rows)
    before = (balances(page), StatementLine.objects.count(), AuditEntry.objects.count())
    again = read_in(page, treasurer, *rows)
    assert (again.new, again.known) == (0, 2)
    assert (balances(page), StatementLine.objects.count(), AuditEntry.objects.count()) == before


def test_a_fee_cover_is_part_of_what_is_to_come() -> None:
    page, treasurer = make_books()
    gift = make_gift(page, cover_minor=80)
    read_in(page, treasurer, ("02/03", gift.ref, "20.80"))
    assert (balances(page).raised, balances(page).fees) == (2000, 80)


def test_another_amount_clears_nothing() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    assert read_in(page, treasurer, ("02/03", gift.ref, "2.00")).states == {"wrong_amount": 1}
    gift.refresh_from_db()
    assert gift.state == DonationState.CREATED
    assert not PaymentAttempt.objects.filter(donation=gift).exists()  # nothing to complain of
    assert only_line(page.cause).donation == gift
    assert balances(page).raised == 0


def test_a_second_payment_of_a_gift_is_a_duplicate() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    rows = [("02/03", gift.ref, "20.00"), ("03/03", gift.ref, "20.00")]
    assert read_in(page, treasurer, *rows).states == {"matched": 1, "duplicate": 1}
    assert balances(page).raised == 2000


def test_a_transfer_for_a_gift_paid_by_card_is_a_duplicate() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    paid_online(gift)
    assert read_in(page, treasurer, ("02/03", gift.ref, "20.00")).states == {"duplicate": 1}


def test_the_line_of_a_gift_somebody_verified_before_is_that_money() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    verify(gift, treasurer)
    rows = [("02/03", gift.ref, "20.00"), ("03/03", gift.ref, "20.00")]
    assert read_in(page, treasurer, *rows).states == {"matched": 1, "duplicate": 1}
    assert balances(page).raised == 2000


@pytest.mark.parametrize("text", ["RENT", REFS[5], f"{REFS[0]} and {REFS[1]}", "RNACDEF4A"])
def test_lines_that_name_no_gift_or_several_are_unmatched(text: str) -> None:
    page, treasurer = make_books()
    make_gift(page, 0)
    make_gift(page, 1)
    assert read_in(page, treasurer, ("02/03", text, "20.00")).states == {"unmatched": 1}
    assert balances(page).raised == 0


def test_a_gift_to_another_cause_is_not_paid_by_this_one() -> None:
    page, treasurer = make_books()
    other, _ = make_books()
    gift = make_gift(other)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"))
    assert only_line(page.cause).donation is None
    assert balances(other).raised == 0


def test_money_that_comes_after_a_gift_was_given_up_counts() -> None:
    page, treasurer = make_books()
    gift = make_gift(page, state=DonationState.CANCELLED)
    assert read_in(page, treasurer, ("02/03", gift.ref, "20.00")).states == {"matched": 1}
    assert balances(page).raised == 2000


def test_money_going_out_clears_nothing() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    assert read_in(page, treasurer, ("02/03", gift.ref, "-20.00")).states == {"unmatched": 1}
    assert balances(page).raised == 0


def test_money_going_out_for_a_refund_in_the_books_is_matched_once() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"))
    send_refund(ask_refund(PaymentAttempt.objects.get(), 500, "Asked", treasurer))
    rows = [("04/03", f"BACK {gift.ref}", "-5.00"), ("05/03", f"BACK {gift.ref}", "-5.00")]
    assert read_in(page, treasurer, *rows).states == {"matched": 1, "unmatched": 1}
    assert balances(page).raised == 1500


def test_what_was_read_stands_in_the_log() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"), ("03/03", "RENT", "-400.00"))
    told = {each.action: each.after for each in AuditEntry.objects.filter(club=page.club)}
    assert told == {
        "gift found on a statement": {"gift": gift.ref, "amount": "£20", "day": "2026-03-02"},
        "statement read": {"lines": 2, "matched": 1, "unmatched": 1},
    }
