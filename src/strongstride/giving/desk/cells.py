"""One cell of a bank's table: a day, or an amount, as banks around the world write them."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import tomli

from strongstride.ledger.money import MOST_MINOR, Currency

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_EIGHT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)$")
_NUMBERS = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_NAME = re.compile(r"(\d{1,2})[-/. ]*([a-z]{3,10})[-/., ]*(\d{4}|\d{2})(?!\d)")
_NAME_DAY = re.compile(r"([a-z]{3,10})[-/. ]*(\d{1,2})(?:st|nd|rd|th)?[-/., ]+(\d{4})(?!\d)")
_SPACES = re.compile(r"[\s'’]+")  # the Swiss group by apostrophes
_AMOUNT = re.compile(
    r"(?P<bracket>\()?(?P<before>[-+−–]?)(?P<symbol>[^\d.,()+−–-]{0,5})(?P<inner>[-+−–]?)"
    r"(?P<number>[\d.,]*\d)(?P<after>[-+−–]?)(?P<word>[^\d.,()+−–-]{0,6})\)?"
)
_GROUPED = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}|\d+")
_CENTURY = 2000
_LONGEST = 40  # characters of an amount, as `ledger.money` has it


@cache
def words() -> MappingProxyType[str, Any]:
    """What banks write, by what it means: `data/statement_words.toml`."""
    text = files("strongstride.giving.desk").joinpath("data/statement_words.toml")
    return MappingProxyType(tomli.loads(text.read_text("utf-8")))


def plain(text: str) -> str:
    """Small letters without accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in apart if not unicodedata.combining(each))


def day(text: str, *, day_first: bool) -> date | None:
    """The day a cell names, what follows it left aside; None where it names none.

    `day_first` says what 3/4/2026 means; full stops between numbers always mean day.month.year.
    """
    said = plain(text.strip())
    parts = _year_month_day(said, day_first=day_first)
    if parts is None:
        return None
    year, month, of_month = parts
    try:
        return date(year if year > 99 else _CENTURY + year, month, of_month)
    except ValueError:
        return None


def _year_month_day(said: str, *, day_first: bool) -> tuple[int, int, int] | None:
    if found := _YEAR_FIRST.match(said):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _EIGHT.match(said):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _NUMBERS.match(said):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        return (year, two, one) if day_first or found[2] == "." else (year, one, two)
    if found := _DAY_NAME.match(said):
        return int(found[3]), _month(found[2]), int(found[1])
    if found := _NAME_DAY.match(said):
        return int(found[3]), _month(found[1]), int(found[2])
    return None


def _month(name: str) -> int:
    """The number of a month by its first letters; 0 for no month."""
    named = words()["months"].items()
    return next((int(n) for n, heads in named if name.startswith(tuple(heads))), 0)


def amount(text: str, decimal: str, currency: Currency) -> int | None:
    """The amount of a cell in minor units, negative for money that went out; None for no amount.

    `decimal` is the sign before the pence, the other of `.` and `,` groups thousands.
    """
    found = None if len(text) > _LONGEST else _AMOUNT.fullmatch(_SPACES.sub("", text).casefold())
    if found is None:
        return None
    minor = _minor(found["number"], decimal, currency.minor_digits)
    if minor is None or minor >= MOST_MINOR:
        return None
    is_out = found["bracket"] or {found["before"], found["inner"], found["after"]} & set("-−–")
    return -minor if is_out or direction(found["word"]) < 0 else minor


def direction(word: str) -> int:
    """+1 for a word such as CR, -1 for one such as DR, 0 for any other."""
    said, signs = plain(word).strip(" ./"), words()["signs"]
    return int(said in signs["in"]) - int(said in signs["out"])


def _minor(number: str, decimal: str, digits: int) -> int | None:
    if decimal == ",":
        number = number.translate({ord("."): ",", ord(","): "."})
    whole, _, fraction = number.partition(".")
    is_fraction = fraction.isdecimal() or not fraction
    if not is_fraction or not _GROUPED.fullmatch(whole or "0"):
        return None
    kept = fraction[:digits].ljust(digits, "0")
    if len(fraction) > max(digits, 2) or fraction[digits:].strip("0"):
        return None
    return int((whole.replace(",", "") or "0") + kept)


def reads_day_first(cells: Iterable[str], currency: Currency) -> bool:
    """Whether days stand before months in these cells: what more of them can be read as.

    Where both do as well, only dollars of the United States put the month first.
    """
    seen = tuple(cells)
    first, second = (
        sum(day(each, day_first=way) is not None for each in seen) for way in (True, False)
    )
    return first > second if first != second else currency.code != "USD"


def reads_decimal(cells: Iterable[str], currency: Currency) -> str:
    """The sign before the pence in these cells: what more of them can be read by; else a point."""
    seen = tuple(each for each in cells if each.strip())
    point, comma = (sum(amount(each, sign, currency) is not None for each in seen) for sign in ".,")
    return "," if comma > point else "."
