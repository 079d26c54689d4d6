"""The process dies between any two steps of the desk's work: what is left is whole."""

from datetime import timedelta

import pytest
import time_machine

from strongstride.clubs.models import AuditEntry, Membership
from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.desk.settling import note_refund_of
from strongstride.giving.models import Campaign, Receipt, Refund, StatementLine
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.recovery import recover
from strongstride.web import clock
from tests.giving.desk.making import make_books, make_gift, make_line, read_in
from tests.giving.killing import die_everywhere
from tests.giving.making import OPENED

pytestmark = pytest.mark.django_db(transaction=True)

NOW = OPENED + timedelta(days=3)
Books = tuple[Campaign, Membership, str]


def later() -> None:
    """Recovery, when whoever began is surely gone."""
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        recover(clock.now())


def a_gift() -> Books:
    page, treasurer = make_books()
    return page, treasurer, make_gift(page, created_at=NOW, given_on=NOW.date()).ref


def read_statement(books: Books) -> None:
    page, treasurer, ref = books
    with time_machine.travel(NOW, tick=False):
        read_in(page, treasurer, ("02/03", f"S REED {ref}", "20.00"), ("03/03", "RENT", "-4.00"))


def test_a_statement_read_again_goes_on_where_it_stopped() -> None:
    def sound(books: Books) -> None:
        page, _, ref = books
        later()
        lines = StatementLine.objects.filter(cause=page.cause, state="matched")
        assert balances(page).raised == 2000 * lines.count()
        read_statement(books)
        assert list(check()) == []
        assert balances(page).raised == 2000
        assert StatementLine.objects.filter(cause=page.cause).count() == 2
        assert Receipt.objects.filter(donation__ref=ref).count() == 1
        noted = AuditEntry.objects.filter(action="gift found on a statement", club=page.club)
        assert noted.count() == 1
        _clear_away(page)

    assert die_everywhere(a_gift, read_statement, sound) > 30


def test_a_refund_found_on_a_statement_goes_out_once() -> None:
    def prepare() -> tuple[Books, StatementLine]:
        books = a_gift()
        read_statement(books)
        page, _, ref = books
        gift = page.donations.get(ref=ref)
        return books, make_line(page.cause, -500, donation=gift, on=NOW.date())

    def send_back(made: tuple[Books, StatementLine]) -> None:
        (_, treasurer, _), line = made
        with time_machine.travel(NOW, tick=False):
            note_refund_of(line, treasurer)

    def sound(made: tuple[Books, StatementLine]) -> None:
        (page, _, ref), line = made
        later()
        line.refresh_from_db()
        if line.state != "matched":
            send_back(made)
        with pytest.raises(MoneyDeskError):
            send_back(made)
        assert list(check()) == []
        assert balances(page).raised == 1500
        assert Refund.objects.get(attempt__donation__ref=ref).state == "done"
        assert Receipt.objects.filter(donation__ref=ref).count() == 2
        _clear_away(page)

    assert die_everywhere(prepare, send_back, sound, calls=[(BankTransfer, "refund")]) > 30


def _clear_away(page: Campaign) -> None:
    """Free the reference for the next page: it is the same each time."""
    page.donations.update(ref=f"U{page.pk.hex[-11:]}")
