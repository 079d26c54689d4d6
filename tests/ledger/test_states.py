"""How the state of a gift may go on."""

from itertools import product

from strongstride.giving.models import DonationState
from strongstride.ledger.states import IN_THE_BOOKS, NEXT, may_become, state_of


def test_every_state_a_gift_can_have_is_known() -> None:
    assert set(NEXT) == set(DonationState.values)
    assert frozenset().union(*NEXT.values()) <= set(NEXT)


def test_what_is_in_the_books_never_leaves_them() -> None:
    for now, then in product(NEXT, NEXT):
        if may_become(now, then) and now in IN_THE_BOOKS:
            assert then in IN_THE_BOOKS


def test_the_books_are_entered_by_one_door() -> None:
    for now, then in product(NEXT, NEXT):
        if may_become(now, then) and now not in IN_THE_BOOKS and then in IN_THE_BOOKS:
            assert then == "cleared"


def test_no_state_follows_itself_and_only_a_won_dispute_leads_back() -> None:
    assert not any(may_become(state, state) for state in NEXT)
    back = {
        (now, then)
        for now, then in product(NEXT, NEXT)
        if may_become(now, then) and now in _reached_from(then)
    }
    assert back == {
        ("cleared", "disputed"), ("disputed", "cleared"),
        ("partly_refunded", "disputed"), ("disputed", "partly_refunded"),
        ("cleared", "partly_refunded"),
    }  # fmt: skip


def test_late_money_clears_what_had_failed() -> None:
    assert all(may_become(state, "cleared") for state in ("failed", "expired", "cancelled"))


def test_the_state_follows_from_the_books() -> None:
    assert state_of(2000, 0, 0, was_lost=False) == "cleared"
    assert state_of(2000, 500, 0, was_lost=False) == "partly_refunded"
    assert state_of(2000, 2000, 0, was_lost=False) == "refunded"
    assert state_of(2000, 500, 1500, was_lost=False) == "disputed"
    assert state_of(2000, 2000, 0, was_lost=True) == "lost"


def _reached_from(state: str) -> set[str]:
    found: set[str] = set()
    waiting = [state]
    while waiting:
        for then in NEXT[waiting.pop()] - found:
            found.add(then)
            waiting.append(then)
    return found
