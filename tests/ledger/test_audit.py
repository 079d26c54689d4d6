"""An auditor who goes through the books of a page finds what is wrong, and nothing else."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger import postings
from strongstride.ledger.audit import Audit, Line
from strongstride.ledger.balances import Balances
from strongstride.ledger.cover import Parts
from tests.ledger.test_postings import GIFT, MATCH, lines

REFUND = postings.refund("r", "stripe", Parts(2_000, 90), "GBP")


def _faults(given_lines: Sequence[Line], forwards: dict[int, Balances] | None = None) -> list[str]:
    return list(Audit("GBP", forwards or {}).faults(given_lines))


def test_sound_books_have_no_fault() -> None:
    forwards = {3: Balances(2_000, 0, 90), 4: Balances(2_000, 1_000, 90)}
    assert _faults(lines(GIFT, MATCH, REFUND), forwards) == []


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_transfer_taken_out_is_missed(at: int) -> None:
    books = lines(GIFT, MATCH)
    del books[at]
    assert f"Transfer {at + 1} is missing: {at + 2} follows {at}." in _faults(books)


def test_a_transfer_changed_leaves_money_in_clearing() -> None:
    books = lines(GIFT)
    books[1] = books[1]._replace(amount_minor=1_999)
    assert _faults(books) == [
        "After gift:g account clearing:stripe holds 1 that went on to nobody."
    ]


def test_another_currency_is_found() -> None:
    books = lines(GIFT)
    books[0] = books[0]._replace(currency="EUR")
    assert _faults(books) == ["Transfer 1 is in EUR, the page in GBP."]


def test_a_transfer_no_posting_can_have_is_found() -> None:
    books = lines(MATCH)
    books[0] = books[0]._replace(credit="cause")
    assert "Transfer 1 goes from match:m to cause, which no match does." in _faults(books)


def test_kinds_and_accounts_that_do_not_exist_are_found() -> None:
    line = lines(MATCH)[0]
    for wrong in (line._replace(kind="present"), line._replace(debit="the till")):
        assert any("goes from" in fault for fault in _faults([wrong]))


def test_a_key_of_another_kind_is_found() -> None:
    books = [lines(MATCH)[0]._replace(key="gift:g")]
    assert _faults(books) == ["Transfer 1 is of the match gift:g, whose key is of another."]


def test_more_going_back_than_came_is_found_at_the_posting() -> None:
    twice = postings.refund("r2", "stripe", Parts(5, 0), "GBP")
    faults = _faults(lines(GIFT, REFUND, twice))
    assert "After refund:r2 account cause is -5, less than nothing." in faults
    assert "After refund:r2 account donor is 5, where more came back than went out." in faults


def test_less_than_nothing_in_between_is_found_though_the_end_is_right() -> None:
    faults = _faults(lines(REFUND, GIFT))
    assert "After refund:r account cause is -2000, less than nothing." in faults


def test_a_wrong_balance_brought_forward_is_found() -> None:
    assert _faults(lines(GIFT), {3: Balances(2_001, 0, 90)}) == [
        "The balance brought forward at transfer 3 is not what the transfers up to there come to."
    ]


def test_a_balance_brought_forward_from_nowhere_is_found() -> None:
    assert _faults(lines(GIFT), {9: Balances()}) == [
        "A balance is brought forward at transfer 9, which does not exist."
    ]


@given(st.integers(0, 8), st.integers(1, 10**6))
def test_no_single_amount_can_be_changed_unnoticed(at: int, by: int) -> None:
    """With the balance brought forward at the end, as at each hundredth transfer."""
    books = lines(GIFT, MATCH, REFUND, postings.match_return("r", "m", 1_000, "GBP"))
    changed = [*books]
    at %= len(books)
    changed[at] = books[at]._replace(amount_minor=books[at].amount_minor + by)
    end = {len(books): Balances()}
    assert _faults(books, end) == []
    assert _faults(changed, end)
