"""Writing into the books, and what they come to."""

from datetime import UTC, datetime
from unittest import mock
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.giving.books import actions
from strongstride.giving.books.actions import post
from strongstride.giving.books.queries import balances, balances_of
from strongstride.giving.models import BroughtForward, Campaign, Posting, Transfer
from strongstride.ledger import postings
from strongstride.ledger.balances import Balances, of_accounts
from strongstride.ledger.balances import balances as page_balances
from strongstride.ledger.cover import Parts
from strongstride.ledger.transfers import Transfer as PureTransfer
from tests.giving.making import make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
AT = datetime(2026, 3, 2, 12, tzinfo=UTC)


def test_a_gift_is_raised_and_its_cover_is_not() -> None:
    campaign = make_campaign()
    gift = make_donation(campaign)
    assert post(campaign, postings.gift(gift.pk, "stripe", 2000, 90, "GBP"), at=AT, donation=gift)
    assert balances(campaign) == Balances(raised=2000, fees=90)


def test_the_same_posting_is_written_once() -> None:
    campaign = make_campaign()
    gift = postings.gift("a", "manual", 2000, 0, "GBP")
    assert [post(campaign, gift, at=AT) for _ in range(3)] == [True, False, False]
    assert balances(campaign).raised == 2000
    assert Posting.objects.count() == 1


def test_another_currency_is_not_written() -> None:
    with pytest.raises(ValueError, match="not in GBP"):
        post(make_campaign(), postings.gift("a", "manual", 2000, 0, "EUR"), at=AT)
    assert not Posting.objects.exists()


@pytest.mark.parametrize("table", ["posting", "transfer", "broughtforward"])
@pytest.mark.parametrize(
    "statement", ["UPDATE giving_{0} SET id = id", "DELETE FROM giving_{0}", "emptied"]
)
def test_the_database_refuses_to_change_the_books(table: str, statement: str) -> None:
    _fill_with_all(make_campaign())
    if statement == "emptied":
        if connection.vendor != "postgresql":
            pytest.skip("SQLite empties by DELETE")
        statement = "SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE giving_{0} CASCADE"
    with (
        pytest.raises(IntegrityError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))


@pytest.mark.parametrize("table", ["posting", "transfer", "broughtforward"])
def test_no_row_takes_the_place_of_another(table: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite has INSERT OR REPLACE")
    _fill_with_all(make_campaign())
    with (
        pytest.raises(IntegrityError, match="only ever added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"INSERT OR REPLACE INTO giving_{table} SELECT * FROM giving_{table}")


def _fill_with_all(campaign: Campaign) -> None:
    with mock.patch.object(actions, "FORWARD_EVERY", 2):
        post(campaign, postings.gift("a", "manual", 100, 0, "GBP"), at=AT)
    assert BroughtForward.objects.filter(campaign=campaign).exists()


def test_many_pages_ask_once_whatever_they_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "FORWARD_EVERY", 3)
    pages = [make_campaign() for _ in range(3)]
    for number in range(10):
        post(pages[0], postings.gift(f"a{number}", "manual", 100, 3, "GBP"), at=AT)
        post(pages[1], postings.match(f"a{number}", "m", 7, "GBP"), at=AT)
    post(pages[0], postings.refund("r", "manual", Parts(40, 1), "GBP"), at=AT)
    post(pages[0], postings.dispute("d", Parts(100, 3), "GBP"), at=AT)
    with CaptureQueriesContext(connection) as asked:
        found = balances_of(pages)
    assert len(asked) == 1
    assert found == {
        pages[0].pk: Balances(raised=860, fees=26, in_dispute=103),
        pages[1].pk: Balances(matched=70),
        pages[2].pk: Balances(),
    }
    assert BroughtForward.objects.count() > 5
    assert Transfer.objects.filter(campaign=pages[0]).order_by("-number")[0].number == 35


MOVES = {
    "gift": lambda key, parts: postings.gift(key, "p", parts.gift_minor, parts.cover_minor, "GBP"),
    "refund": lambda key, parts: postings.refund(key, "p", parts, "GBP"),
    "dispute": lambda key, parts: postings.dispute(key, parts, "GBP"),
    "won": lambda key, parts: postings.dispute_won(key, parts, "GBP"),
    "match": lambda key, parts: postings.match(key, "m", parts.gift_minor, "GBP"),
}
_moves = st.tuples(
    st.integers(0, 1),  # which page
    st.sampled_from(sorted(MOVES)),
    st.builds(Parts, st.integers(1, 99), st.integers(0, 99)),
)


@given(st.lists(_moves, max_size=12), st.integers(1, 7))
@settings(max_examples=25)
def test_the_database_adds_up_as_the_pure_books_do(
    moves: list[tuple[int, str, Parts]], every: int
) -> None:
    pages = [make_campaign(), make_campaign()]
    legs: list[list[PureTransfer]] = [[], []]
    with mock.patch.object(actions, "FORWARD_EVERY", every):
        for which, kind, parts in moves:
            posting = MOVES[kind](uuid4(), parts)
            assert post(pages[which], posting, at=AT)
            legs[which] += posting.transfers
    found = balances_of(pages)
    for page, moved in zip(pages, legs, strict=True):
        assert found[page.pk] == page_balances(of_accounts(moved))
        numbers = Transfer.objects.filter(campaign=page).values_list("number", flat=True)
        assert sorted(numbers) == list(range(1, len(moved) + 1))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("again", [1, 2])
def test_a_transactional_test_finds_the_books_empty_and_guarded(again: int) -> None:
    del again
    assert not Posting.objects.exists()
    _fill_with_all(make_campaign())
    with pytest.raises(IntegrityError, match="only ever added to"):
        Transfer.objects.all().delete()
