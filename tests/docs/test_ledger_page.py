"""docs/reference/ledger.md says what the code does: its tables, its examples, its numbers."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from strongstride.giving.books.actions import FORWARD_EVERY
from strongstride.giving.books.tables import COLUMNS
from strongstride.ledger import postings
from strongstride.ledger.balances import balances, of_accounts
from strongstride.ledger.codes import ALPHABET, PREFIX, find_refs, make_ref
from strongstride.ledger.cover import Fee, cover_for, parts_back
from strongstride.ledger.dues import due
from strongstride.ledger.matches import match_back, match_for
from strongstride.ledger.money import CURRENCIES, Money, show
from strongstride.ledger.states import NEXT
from strongstride.ledger.transfers import (
    LEGS,
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    AccountKind,
    Posting,
)

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "ledger.md").read_text("utf-8")

GIFT = postings.gift("g", "stripe", 2_000, 90, "GBP")
MATCH = postings.match("g", "m", match_for(2_000, 50, 100_000), "GBP")
REFUND = postings.refund("r", "stripe", parts_back(2_000, 90, 0, 1_045), "GBP")
MATCH_RETURN = postings.match_return("r", "m", match_back(1_000, 1_000, 50), "GBP")
REST = parts_back(2_000, 90, 1_045, 1_045)
DISPUTE = postings.dispute("d", REST, "GBP")
DISPUTE_WON = postings.dispute_won("d", REST, "GBP")
DISPUTE_LOST = postings.dispute_lost("d", REST, "GBP")
LAST_RETURN = postings.match_return("d", "m", match_back(500, 0, 50), "GBP")


def _table(first: str) -> list[list[str]]:
    """The cells of the table whose head begins with this, without head and line."""
    lines = PAGE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
    return rows


def _side(kind: AccountKind) -> str:
    if kind in NEVER_BELOW_ZERO:
        return "never below zero"
    return "never above zero" if kind in NEVER_ABOVE_ZERO else "zero after each posting"


def test_the_accounts_are_those_of_the_code() -> None:
    told = {row[0].partition(":")[0]: row[2] for row in _table("account")}
    assert told == {kind.value: _side(kind) for kind in AccountKind}


def test_the_postings_are_those_of_the_code() -> None:
    told = {
        kind: {tuple(leg.strip().split(" → ")) for leg in legs.split(",")}
        for kind, _, legs in _table("posting")
    }
    assert told == {
        kind.value: {(a.value, b.value) for a, b in legs} for kind, legs in LEGS.items()
    }
    assert all(key.startswith(f"{kind}:") for kind, key, _ in _table("posting"))


def test_the_states_are_those_of_the_code() -> None:
    told = {
        state: set() if then == "nothing" else set(then.split(", "))
        for state, then in _table("state")
    }
    assert told == {state: set(then) for state, then in NEXT.items()}


def test_the_columns_of_the_export_are_those_of_the_code() -> None:
    told = chain.from_iterable(row[0].split(", ") for row in _table("column"))
    assert tuple(told) == COLUMNS


def _rows(posting: Posting) -> list[str]:
    return [
        f"| {posting.kind} | `{leg.debit}` | `{leg.credit}` | {_shown(leg.amount_minor)} |"
        for leg in posting.transfers
    ]


def _shown(minor: int) -> str:
    return show(Money(minor, "GBP"))


def _come_to(written: Iterable[Posting]) -> str:
    found = balances(of_accounts(leg for posting in written for leg in posting.transfers))
    return (
        f"Raised {_shown(found.raised)}, matched {_shown(found.matched)}, "
        f"fees {_shown(found.fees)}, in dispute {_shown(found.in_dispute)}."
    )


def _is_told(new: tuple[Posting, ...], before: tuple[Posting, ...]) -> None:
    """The rows of these postings stand in the page as one table, and then what all come to."""
    head = "| posting | from | to | amount |\n|---|---|---|---|\n"
    rows = "\n".join(line for posting in new for line in _rows(posting))
    assert f"{head}{rows}\n\n{_come_to((*before, *new))}" in PAGE


def test_the_example_of_a_gift() -> None:
    _is_told((GIFT, MATCH), ())


def test_the_example_of_a_refund() -> None:
    _is_told((REFUND, MATCH_RETURN), (GIFT, MATCH))


def test_the_example_of_a_dispute() -> None:
    before = (GIFT, MATCH, REFUND, MATCH_RETURN)
    _is_told((DISPUTE,), before)
    _is_told((DISPUTE_WON,), (*before, DISPUTE))
    _is_told((DISPUTE_LOST, LAST_RETURN), (*before, DISPUTE))


def test_the_numbers_in_the_text() -> None:
    cover = cover_for(10_000, Fee(290, 30))
    assert f"asks for {show(Money(cover, 'USD'))} on top of $100" in PAGE
    runs = [3_700] * 30
    once, each = due(sum(runs), 50, "mile", 10**6), sum(due(run, 50, "mile", 10**6) for run in runs)
    assert f"{_shown(once)}, not the {_shown(each)}" in PAGE
    assert f"every {FORWARD_EVERY} transfers" in PAGE
    assert f"{len(CURRENCIES)} currencies" in PAGE


def test_the_reference_in_the_text_is_one() -> None:
    ref = make_ref([1, 2, 3, 4, 5, 6])
    assert f"`{ref}`" in PAGE
    assert f"`{ALPHABET}`" in PAGE
    assert f"`{PREFIX}`" in PAGE
    assert find_refs(f"{ref[:2]} {ref[2:5]}-{ref[5:].lower()}") == (ref,)
