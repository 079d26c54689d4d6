"""Which column of a bank's table is what: guessed from its names, else from what stands in it."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from strongstride.giving.desk.cells import (
    amount,
    day,
    plain,
    reads_day_first,
    reads_decimal,
    words,
)
from strongstride.ledger.money import Currency

Row = Sequence[str]
_HEADER_WITHIN = 40  # rows
_LOOKED_AT = 300  # rows, to guess from what stands in them
_MOSTLY = 0.8
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
_NOT_WORDS = re.compile(r"[^a-z0-9]+")


class Columns(Struct, frozen=True, kw_only=True):
    """The places of what a statement says, from 0; None for what it has not.

    `amount` is one column of signed amounts, or `paid_in` and `paid_out` are two. `sign` is a
    column of words such as CR and DR. `first` is the row of the first line.
    """

    on: int
    text: tuple[int, ...]
    amount: int | None = None
    paid_in: int | None = None
    paid_out: int | None = None
    sign: int | None = None
    currency: int | None = None
    first: int = 0
    day_first: bool = True
    decimal: str = "."

    @property
    def amounts(self) -> tuple[int, ...]:
        """Where amounts stand."""
        both = (self.paid_in, self.paid_out) if self.amount is None else (self.amount,)
        return tuple(each for each in both if each is not None)


def guess(rows: Sequence[Row], currency: Currency) -> Columns | None:
    """The columns of a table as far as can be told; None without a day or an amount."""
    found = _by_names(rows) or _by_content(rows, currency)
    if found is None:
        return None
    lines = rows[found.first :][:_LOOKED_AT]
    return replace(
        found,
        day_first=reads_day_first(column(lines, found.on), currency),
        decimal=reads_decimal(
            [cell for place in found.amounts for cell in column(lines, place)], currency
        ),
    )


def column(rows: Sequence[Row], place: int) -> list[str]:
    """The cells of a column; rows that are too short have none."""
    return [row[place] for row in rows if place < len(row)]


def names(rows: Sequence[Row], columns: Columns) -> list[str]:
    """What the columns are called in the row above the first line; their letters without one."""
    width = max(map(len, rows), default=0)
    head = rows[columns.first - 1] if 0 < columns.first <= len(rows) else ()
    told = [cell.strip() for cell in head] + [""] * width
    return [told[place] or f"Column {place + 1}" for place in range(width)]


def _by_names(rows: Sequence[Row]) -> Columns | None:
    for number, row in enumerate(rows[:_HEADER_WITHIN]):
        found = _named([_as_word(cell) for cell in row])
        if found is not None:
            return replace(found, first=number + 1)
    return None


def _named(head: list[str]) -> Columns | None:
    known = words()["columns"]
    places = {role: _place(head, known[role]) for role in known if role != "text"}
    on, signed = places["on"], places["amount"] is not None
    if on is None or not (signed or places["paid_in"] is not None):
        return None
    named = [place for place, word in enumerate(head) if _is_one(word, known["text"])]
    rest = [place for place, word in enumerate(head) if word and place not in places.values()]
    return Columns(
        on=on,
        text=tuple(named or rest),
        amount=places["amount"],
        paid_in=None if signed else places["paid_in"],
        paid_out=None if signed else places["paid_out"],
        sign=places["sign"],
        currency=places["currency"],
    )


def _place(head: list[str], called: list[str]) -> int | None:
    """Where the best known of these names stands."""
    plainly = [_NOT_WORDS.sub(" ", plain(word)).strip() for word in called]
    return next((head.index(word) for word in plainly if word in head), None)


def _is_one(word: str, called: list[str]) -> bool:
    return _place([word], called) is not None


def _as_word(cell: str) -> str:
    return _NOT_WORDS.sub(" ", plain(_BRACKETS.sub(" ", cell))).strip()


def _by_content(rows: Sequence[Row], currency: Currency) -> Columns | None:
    lines = rows[:_LOOKED_AT]
    places = range(max(map(len, lines), default=0))
    days = [place for place in places if _is_of_days(column(lines, place))]
    sums = [place for place in places if _is_of_amounts(column(lines, place), currency)]
    if not days or not (sums := [each for each in sums if each not in days]):
        return None
    text = [place for place in places if _is_of_words(column(lines, place))]
    told = Columns(
        on=days[0], text=tuple(each for each in text if each not in {*days, *sums}), first=0
    )
    first = next((n for n, row in enumerate(rows) if _has_day(row, days[0])), 0)
    if len(sums) > 1 and _take_turns(lines, sums[0], sums[1]):
        return replace(told, paid_out=sums[0], paid_in=sums[1], first=first)
    return replace(told, amount=sums[0], first=first)


def _has_day(row: Row, place: int) -> bool:
    return place < len(row) and _is_day(row[place])


def _is_day(cell: str) -> bool:
    return any(day(cell, day_first=way) is not None for way in (True, False))


def _is_of_days(cells: list[str]) -> bool:
    return _mostly([_is_day(cell) for cell in cells])


def _is_of_amounts(cells: list[str], currency: Currency) -> bool:
    """Amounts with pence: a column of whole numbers is rather one of accounts."""
    told = [cell for cell in cells if cell.strip()]
    pence = [
        any(amount(cell, sign, currency) is not None for sign in ".,")
        and (currency.minor_digits == 0 or "." in cell or "," in cell)
        for cell in told
    ]
    return _mostly(pence)


def _is_of_words(cells: list[str]) -> bool:
    return any(sum(letter.isalpha() for letter in cell) > 2 for cell in cells)


def _mostly(found: list[bool]) -> bool:
    return sum(found) > _MOSTLY * len(found) if found else False


def _take_turns(lines: Sequence[Row], one: int, other: int) -> bool:
    """Whether each line has an amount in one of two columns, never in both."""
    pairs = [(row[one].strip(), row[other].strip()) for row in lines if other < len(row)]
    return bool(pairs) and not any(left and right for left, right in pairs)
