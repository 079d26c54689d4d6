"""Going through the books of a page line by line, as an auditor would."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from strongstride.ledger.balances import Balances, balances
from strongstride.ledger.transfers import (
    LEGS,
    NEVER_ABOVE_ZERO,
    NEVER_BELOW_ZERO,
    AccountKind,
    PostingKind,
    kind_of,
)


class Line(NamedTuple):
    """A transfer as it stands in the books of a page, with the posting it is part of."""

    number: int
    key: str
    kind: str
    debit: str
    credit: str
    amount_minor: int
    currency: str


class Audit:
    """What is found wrong in the books of one page, and what its accounts come to.

    `forwards` are the balances brought forward, by the number of the transfer they include.
    Amounts are minor units of `currency`.
    """

    def __init__(self, currency: str, forwards: Mapping[int, Balances]) -> None:
        self.accounts: defaultdict[str, int] = defaultdict(int)
        self.last = 0
        self._currency = currency
        self._forwards = dict(forwards)
        self._key = ""
        self._touched: set[str] = set()
        self._told: set[str] = set()

    def faults(self, lines: Iterable[Line]) -> Iterator[str]:
        """Every fault as a sentence; `lines` in the order of their numbers."""
        for line in lines:
            if line.key != self._key:
                yield from self._close()
            yield from self._line(line)
        yield from self._close()
        for through in sorted(self._forwards):
            yield f"A balance is brought forward at transfer {through}, which does not exist."

    def _line(self, line: Line) -> Iterator[str]:
        if line.number != self.last + 1:
            yield f"Transfer {self.last + 1} is missing: {line.number} follows {self.last}."
        if line.currency != self._currency:
            yield f"Transfer {line.number} is in {line.currency}, the page in {self._currency}."
        yield from _out_of_place(line)
        self.accounts[line.debit] -= line.amount_minor
        self.accounts[line.credit] += line.amount_minor
        self.last, self._key = line.number, line.key
        self._touched.update((line.debit, line.credit))
        if self._forwards:
            yield from self._forward(line.number)

    def _forward(self, number: int) -> Iterator[str]:
        told = self._forwards.pop(number, None)
        if told is not None and told != balances(self.accounts):
            yield (
                f"The balance brought forward at transfer {number} is not what the transfers up "
                "to there come to."
            )

    def _close(self) -> Iterator[str]:
        """After a posting: what no account may be."""
        for account in self._touched - self._told:
            wrong = _wrong_side(account, self.accounts[account])
            if wrong:
                self._told.add(account)
                yield f"After {self._key} account {account} {wrong}."
        self._touched.clear()


def _out_of_place(line: Line) -> Iterator[str]:
    """Where a transfer is none that what happened can have."""
    try:
        legs = LEGS[PostingKind(line.kind)]
        leg = (kind_of(line.debit), kind_of(line.credit))
    except ValueError:
        leg, legs = None, frozenset()
    if leg not in legs:
        yield (
            f"Transfer {line.number} goes from {line.debit} to {line.credit}, which no "
            f"{line.kind} does."
        )
    if not line.key.startswith(f"{line.kind}:"):
        yield f"Transfer {line.number} is of the {line.kind} {line.key}, whose key is of another."


def _wrong_side(account: str, balance: int) -> str:
    """What is wrong with an account having this balance; blank where nothing is."""
    try:
        kind = kind_of(account)
    except ValueError:
        return "is none of the books"
    if kind in NEVER_BELOW_ZERO and balance < 0:
        return f"is {balance}, less than nothing"
    if kind in NEVER_ABOVE_ZERO and balance > 0:
        return f"is {balance}, where more came back than went out"
    if kind is AccountKind.CLEARING and balance:
        return f"holds {balance} that went on to nobody"
    return ""
