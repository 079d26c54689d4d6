"""Lines settled by hand: as a gift, as one of its own, as a refund, or set aside."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from strongstride.clubs.models import AuditEntry, Role
from strongstride.giving.books.queries import balances
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.desk.giving_back import give_back
from strongstride.giving.desk.settling import (
    count_on_its_own,
    note_refund_of,
    set_aside,
    settle,
    take_up,
)
from strongstride.giving.models import (
    Cause,
    Display,
    Donation,
    DonationState,
    LineState,
    PaymentAttempt,
    Refund,
    StatementLine,
)
from tests.clubs.making import make_member
from tests.giving.desk.making import make_books, make_gift, make_line, only_line, read_in

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def test_a_line_without_a_reference_pays_the_gift_one_names() -> None:
    page, treasurer = make_books()
    gift, line = make_gift(page), make_line(page.cause)
    settle(line, gift, treasurer, takes_amount=False)
    gift.refresh_from_db()
    line.refresh_from_db()
    assert (gift.state, line.state, line.donation) == ("cleared", "matched", gift)
    assert balances(page).raised == 2000


def test_another_amount_counts_only_when_that_is_said() -> None:
    page, treasurer = make_books()
    gift, line = make_gift(page, cover_minor=80), make_line(page.cause, 1500)
    with pytest.raises(MoneyDeskError, match=r"£15 came where £20\.80 was to"):
        settle(line, gift, treasurer, takes_amount=False)
    settle(line, gift, treasurer, takes_amount=True)
    gift.refresh_from_db()
    assert (gift.amount_minor, gift.cover_minor) == (1500, 0)
    assert balances(page).raised == 1500
    entry = AuditEntry.objects.get(action="gift counted as it came")
    assert (entry.before["amount"], entry.after["amount"]) == ("£20.80", "£15")


def test_a_gift_is_paid_once() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    settle(make_line(page.cause), gift, treasurer, takes_amount=False)
    with pytest.raises(MoneyDeskError, match="is paid"):
        settle(make_line(page.cause), gift, treasurer, takes_amount=False)
    assert balances(page).raised == 2000


def test_a_settled_line_pays_nothing_again() -> None:
    page, treasurer = make_books()
    line = make_line(page.cause)
    settle(line, make_gift(page, 0), treasurer, takes_amount=False)
    for act in (
        lambda: settle(line, make_gift(page, 1), treasurer, takes_amount=True),
        lambda: count_on_its_own(line, page, treasurer, "Sam", Display.ANONYMOUS),
        lambda: set_aside(line, treasurer),
    ):
        with pytest.raises(MoneyDeskError, match="settled"):
            act()
    assert balances(page).raised == 2000


def test_money_nobody_announced_becomes_a_gift_of_its_own_once() -> None:
    page, treasurer = make_books()
    Cause.objects.filter(pk=page.cause.pk).update(ways=["bank_transfer"])
    line = make_line(page.cause, 3000)
    count_on_its_own(line, page, treasurer, "Sam", Display.ANONYMOUS)
    with pytest.raises(MoneyDeskError):
        count_on_its_own(line, page, treasurer, "Sam", Display.ANONYMOUS)
    gift = Donation.objects.get()
    assert (gift.state, gift.given_on, gift.verified_by) == ("cleared", line.on, treasurer)
    assert balances(page).raised == 3000


def test_a_line_set_aside_can_be_taken_up_and_is_then_looked_at_anew() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    line = make_line(page.cause, text=f"S REED {gift.ref}")
    set_aside(line, treasurer)
    take_up(line, treasurer)
    line.refresh_from_db()
    assert line.state == LineState.MATCHED
    assert balances(page).raised == 2000
    with pytest.raises(MoneyDeskError):
        take_up(line, treasurer)


def test_money_sent_back_goes_out_of_the_books_once() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"))
    line = make_line(page.cause, -500, donation=gift, on=date(2026, 3, 9))
    note_refund_of(line, treasurer)
    with pytest.raises(MoneyDeskError, match="settled"):
        note_refund_of(line, treasurer)
    gift.refresh_from_db()
    assert gift.state == DonationState.PARTLY_REFUNDED
    assert (Refund.objects.get().by, balances(page).raised) == (treasurer, 1500)


def test_a_refund_written_down_since_its_line_was_read_is_not_booked_again() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"), ("09/03", f"BACK {gift.ref}", "-5.00"))
    paid = PaymentAttempt.objects.get(donation=gift)
    give_back(paid, 500, "Too much", treasurer)
    line = StatementLine.objects.get(amount_minor=-500)
    note_refund_of(line, treasurer)
    line.refresh_from_db()
    assert (line.state, Refund.objects.count(), balances(page).raised) == ("matched", 1, 1500)


def test_more_than_came_cannot_go_back() -> None:
    page, treasurer = make_books()
    gift = make_gift(page)
    read_in(page, treasurer, ("02/03", gift.ref, "20.00"))
    line = make_line(page.cause, -2001, donation=gift)
    with pytest.raises(MoneyDeskError, match="£20"):
        note_refund_of(line, treasurer)
    line.refresh_from_db()
    assert (line.state, balances(page).raised) == ("unmatched", 2000)


def test_money_that_went_out_is_no_gift() -> None:
    page, treasurer = make_books()
    line = make_line(page.cause, -2000)
    with pytest.raises(MoneyDeskError, match="went out"):
        settle(line, make_gift(page), treasurer, takes_amount=True)
    with pytest.raises(MoneyDeskError, match="went out"):
        count_on_its_own(line, page, treasurer, "Sam", Display.ANONYMOUS)


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MODERATOR, Role.MEMBER, Role.OWNER])
def test_only_who_keeps_the_books_settles_a_line(role: str) -> None:
    page, _ = make_books()
    member = make_member(page.club, role=role)
    line, gift = make_line(page.cause), make_gift(page)
    for act in (
        lambda: settle(line, gift, member, takes_amount=False),
        lambda: set_aside(line, member),
        lambda: take_up(line, member),
        lambda: note_refund_of(line, member),
        lambda: count_on_its_own(line, page, member, "Sam", Display.ANONYMOUS),
        lambda: read_in(page, member, ("02/03", gift.ref, "20.00")),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert only_line(page.cause).state == "unmatched"
    assert balances(page).raised == 0
