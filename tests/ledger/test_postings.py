"""What is written into the books, and what it comes to: invariant 1 of the design.

The examples of docs/reference/ledger.md stand here with their numbers.
"""

from collections import defaultdict
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from strongstride.ledger import postings
from strongstride.ledger.audit import Audit, Line
from strongstride.ledger.balances import Balances, balances, of_accounts
from strongstride.ledger.cover import Parts, parts_back
from strongstride.ledger.matches import match_back, match_for
from strongstride.ledger.transfers import LEGS, Posting, PostingKind, Transfer, kind_of

GIFT = postings.gift("g", "stripe", 2_000, 90, "GBP")
MATCH = postings.match("g", "m", 1_000, "GBP")


def _come_to(*written: Posting) -> Balances:
    return balances(of_accounts(leg for posting in written for leg in posting.transfers))


def lines(*written: Posting) -> list[Line]:
    """The lines of the books in which these are written."""
    legs = [(posting, leg) for posting in written for leg in posting.transfers]
    return [
        Line(number, posting.key, posting.kind, leg.debit, leg.credit, leg.amount_minor, "GBP")
        for number, (posting, leg) in enumerate(legs, 1)
    ]


def test_a_gift_with_cover_and_a_match() -> None:
    assert GIFT.transfers == (
        Transfer("donor", "clearing:stripe", 2_090, "GBP"),
        Transfer("clearing:stripe", "cause", 2_000, "GBP"),
        Transfer("clearing:stripe", "fees", 90, "GBP"),
    )
    assert _come_to(GIFT, MATCH) == Balances(raised=2_000, matched=1_000, fees=90)


def test_half_of_it_goes_back() -> None:
    parts = parts_back(2_000, 90, 0, 1_045)
    back = postings.refund("r", "stripe", parts, "GBP")
    returned = match_back(1_000, 1_000, 50)
    assert returned == 500
    unmatched = postings.match_return("r", "m", returned, "GBP")
    assert _come_to(GIFT, MATCH, back, unmatched) == Balances(raised=1_000, matched=500, fees=45)


def test_a_dispute_is_won() -> None:
    parts = Parts(2_000, 90)
    out = postings.dispute("d", parts, "GBP")
    assert _come_to(GIFT, out) == Balances(in_dispute=2_090)
    won = postings.dispute_won("d", parts, "GBP")
    assert _come_to(GIFT, out, won) == Balances(raised=2_000, fees=90)


def test_a_dispute_is_lost() -> None:
    parts = Parts(2_000, 90)
    out, lost = postings.dispute("d", parts, "GBP"), postings.dispute_lost("d", parts, "GBP")
    returned = postings.match_return("d", "m", match_back(1_000, 0, 50), "GBP")
    assert _come_to(GIFT, MATCH, out, lost, returned) == Balances()


def test_what_is_nothing_is_not_written() -> None:
    assert len(postings.gift("g", "manual", 2_000, 0, "GBP").transfers) == 2
    assert len(postings.refund("r", "manual", Parts(5, 0), "GBP").transfers) == 2


@pytest.mark.parametrize("minor", [0, -5])
def test_a_posting_moves_something(minor: int) -> None:
    with pytest.raises(ValueError, match="match:g:m moves nothing"):
        postings.match("g", "m", minor, "GBP")


def test_each_kind_of_posting_moves_between_its_accounts_alone() -> None:
    parts = Parts(20, 3)
    made = [
        GIFT, MATCH, postings.refund("r", "p", parts, "GBP"),
        postings.match_return("r", "m", 5, "GBP"), postings.dispute("d", parts, "GBP"),
        postings.dispute_won("d", parts, "GBP"), postings.dispute_lost("d", parts, "GBP"),
    ]  # fmt: skip
    assert {posting.kind for posting in made} == set(PostingKind) == set(LEGS)
    for posting in made:
        legs = {(kind_of(leg.debit), kind_of(leg.credit)) for leg in posting.transfers}
        assert legs == LEGS[posting.kind]
        assert posting.key.startswith(f"{posting.kind}:")


names = st.sampled_from(["a", "b", "c"])


@given(
    st.lists(st.builds(Transfer, names, names, st.integers(1, 2**62), st.just("GBP")), max_size=30)
)
def test_all_accounts_together_are_zero(transfers: list[Transfer]) -> None:
    assert sum(of_accounts(transfers).values()) == 0


class Page(RuleBasedStateMachine):
    """Gifts, refunds, disputes and a match of one page, against sums kept by hand."""

    RATE = 60

    def __init__(self) -> None:
        super().__init__()
        self.pool = 3_000
        self.written: list[Posting] = []
        self.gifts: list[dict[str, Any]] = []
        self.numbers = 0

    def _key(self) -> str:
        self.numbers += 1
        return str(self.numbers)

    @rule(amount=st.integers(1, 5_000), cover=st.integers(0, 300))
    def give(self, amount: int, cover: int) -> None:
        key = self._key()
        self.written.append(postings.gift(key, "p", amount, cover, "GBP"))
        added = match_for(amount, self.RATE, self.pool, 2_000)
        if added:
            self.written.append(postings.match(key, "m", added, "GBP"))
            self.pool -= added
        self.gifts.append(
            {"amount": amount, "cover": cover, "gone": 0, "matched": added, "disputed": None}
        )

    @precondition(lambda self: self.gifts)
    @rule(data=st.data())
    def refund(self, data: st.DataObject) -> None:
        gift = data.draw(st.sampled_from(self.gifts))
        left = gift["amount"] + gift["cover"] - gift["gone"]
        if gift["disputed"] or not left:
            return
        back, key = data.draw(st.integers(1, left)), self._key()
        parts = parts_back(gift["amount"], gift["cover"], gift["gone"], back)
        self.written.append(postings.refund(key, "p", parts, "GBP"))
        self._gone(gift, back, key)

    @precondition(lambda self: self.gifts)
    @rule(data=st.data())
    def dispute(self, data: st.DataObject) -> None:
        gift = data.draw(st.sampled_from(self.gifts))
        left = gift["amount"] + gift["cover"] - gift["gone"]
        if gift["disputed"] or not left:
            return
        key = self._key()
        parts = parts_back(gift["amount"], gift["cover"], gift["gone"], left)
        gift["disputed"] = (key, parts)
        self.written.append(postings.dispute(key, parts, "GBP"))

    @precondition(lambda self: any(gift["disputed"] for gift in self.gifts))
    @rule(data=st.data(), is_won=st.booleans())
    def decide(self, data: st.DataObject, is_won: bool) -> None:
        gift = data.draw(st.sampled_from([each for each in self.gifts if each["disputed"]]))
        key, parts = gift["disputed"]
        gift["disputed"] = None
        if is_won:
            self.written.append(postings.dispute_won(key, parts, "GBP"))
            return
        self.written.append(postings.dispute_lost(key, parts, "GBP"))
        self._gone(gift, parts.gift_minor + parts.cover_minor, key)

    def _gone(self, gift: dict[str, Any], back: int, key: str) -> None:
        gift["gone"] += back
        returned = match_back(gift["matched"], self._stays(gift)[0], self.RATE)
        if returned:
            self.written.append(postings.match_return(key, "m", returned, "GBP"))
        gift["matched"] -= returned
        self.pool += returned

    def _stays(self, gift: dict[str, Any]) -> tuple[int, int]:
        """What stays of the gift and of its cover: all that went back, rounded once."""
        paid = gift["amount"] + gift["cover"]
        cover_gone = int(Fraction(gift["gone"] * gift["cover"], paid))
        return gift["amount"] - (gift["gone"] - cover_gone), gift["cover"] - cover_gone

    @invariant()
    def the_books_come_to_what_stays(self) -> None:
        wanted: defaultdict[str, int] = defaultdict(int)
        for gift in self.gifts:
            amount, cover = self._stays(gift)
            if gift["disputed"]:
                wanted["in_dispute"] += amount + cover
            else:
                wanted["raised"] += amount
                wanted["fees"] += cover
            wanted["matched"] += gift["matched"]
        assert _come_to(*self.written) == Balances(**wanted)
        assert 0 <= self.pool <= 3_000
        assert wanted["matched"] == 3_000 - self.pool

    @invariant()
    def an_auditor_finds_nothing(self) -> None:
        audit = Audit("GBP", {})
        assert list(audit.faults(lines(*self.written))) == []
        assert sum(audit.accounts.values()) == 0


TestPage = Page.TestCase
