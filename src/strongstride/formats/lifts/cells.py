"""Cells of a strength log to values: numbers, durations, dates, kinds, in several languages."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from strongstride.formats.lifts.record import LogUnit, SetWord

NUMBER = re.compile(r"[+-]?\d{1,12}(?:[.,]\d{1,30})?")
CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:\.\d+)?)")
FINEST = Decimal("0.00001")
SPAN = re.compile(r"(\d{1,6})\s*([^\W\d]+)")
SECONDS_IN = {"h": 3600, "s": 1, "m": 60, "d": 86400}
NOT_SETS = ("resttimer", "rest", "note", "pausentimer", "notiz")
KINDS: dict[str, SetWord] = {
    "": "working", "normal": "working", "working": "working", "work": "working", "n": "working",
    "w": "warm-up", "warmup": "warm-up", "warm": "warm-up",
    "d": "drop", "drop": "drop", "dropset": "drop",
    "f": "failure", "failure": "failure",
}  # fmt: skip
DAY_FIRST = re.compile(
    r"(\d{1,2})\.?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+)?(\d{4})(?:[,\s]+(.*))?"
)
MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2}),?\s+(\d{4})(?:[,\s]+(.*))?")
SLASHED = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:[,\sT]+(.*))?")
HOUR = re.compile(
    r"(?:at\s+|um\s+)?(\d{1,2})[:.h](\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([ap]\.?m\.?)?", re.IGNORECASE
)
# First letters of the months in the apps' languages, without accents; the longest match wins.
MONTHS = {
    1: "jan ene gen janv sty ocak янв led sijec 1月",
    2: "feb fev fevr lut subat фев unor velj 2月",
    3: "mar mrt maerz mrz mars marz marc мар brez ozu 3月",
    4: "apr abr avr kwi nis апр dub trav 4月",
    5: "may mai mag maj mei maio mayo mayis май мая kvet svib 5月",
    6: "jun juin giu juni cze haz июн cerven lip 6月",
    7: "jul juil lug juli tem июл cervenec srp 7月",
    8: "aug ago aou aout sie agu авг srpen kol 8月",
    9: "sep set sept wrz eyl сен zari ruj 9月",
    10: "oct okt ott out paz eki окт rij lis 10月",
    11: "nov listop kas ноя stud 11月",
    12: "dec dez dic gru ara дек pros 12月",
}
MONTH_OF = {start: number for number, starts in MONTHS.items() for start in starts.split()}
DayOrder = Literal["day", "month"]


class CellError(ValueError):
    """A cell that is not what its column holds; the message is the middle of a sentence."""


# Logs repeat themselves: a few hundred different cells make thousands of rows.
_remembered = lru_cache(maxsize=4096)


@_remembered
def number(cell: str, what: str) -> Decimal | None:
    """A number with point or decimal comma; None when blank. `1,000` could be either: refused."""
    text = cell.strip().replace("\N{NO-BREAK SPACE}", "").replace("\N{MINUS SIGN}", "-")
    if not text or text in ("-", "–", "null", "None", "nan", "NaN"):
        return None
    if not NUMBER.fullmatch(text) or not text.isascii():
        raise CellError(f"{shown(cell)} is not a number of {what}")
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        raise CellError(f"{shown(cell)} {what} can be read in two ways")
    # Apps that convert units leave the noise of binary fractions behind: 74.99999999999999 is 75.
    return Decimal(text.replace(",", ".")).quantize(FINEST).normalize() + 0


def whole(cell: str, what: str) -> int | None:
    """A whole number, however it is written (`10`, `10.0`); part of one counts as not done."""
    amount = number(cell, what)
    return None if amount is None else int(amount)


def seconds(cell: str) -> float | None:
    """Seconds from `75`, `1:15`, `0:01:15`, `1h 14min`, `56m`; None when blank."""
    text = cell.strip()
    if not text or NUMBER.fullmatch(text):
        amount = number(text, "seconds")
        return None if amount is None else float(amount)
    clock = CLOCK.fullmatch(text)
    if clock:
        hours, minutes, rest = clock.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + float(rest)
    parts = SPAN.findall(text)
    if not parts or SPAN.sub("", text).strip(" ,."):
        raise CellError(f"{shown(cell)} is not a duration")
    try:
        return float(sum(int(n) * SECONDS_IN[word[0].lower()] for n, word in parts))
    except KeyError:
        raise CellError(f"{shown(cell)} is not a duration") from None


def unit(cell: str) -> LogUnit | None:
    """The mass unit a cell names, None when blank or unknown."""
    text = cell.strip().lower().rstrip(".")
    if text in ("kg", "kgs", "kilogram", "kilograms", "kilo", "kilos"):
        return "kg"
    return "lb" if text in ("lb", "lbs", "pound", "pounds") else None


def metres_in(cell: str) -> Decimal | None:
    """Metres in the distance unit a cell names, None when unknown."""
    text = cell.strip().lower()
    factors = {
        "m": "1",
        "km": "1000",
        "mi": "1609.344",
        "miles": "1609.344",
        "ft": "0.3048",
        "yd": "0.9144",
    }
    words = {
        "meters": "m",
        "metres": "m",
        "meter": "m",
        "kilometers": "km",
        "mile": "mi",
        "feet": "ft",
    }
    factor = factors.get(words.get(text, text))
    return None if factor is None else Decimal(factor)


@_remembered
def kind_or_order(cell: str) -> tuple[SetWord, int | None] | None:
    """Kind and number of a set from `Set Order` (`3`, `W`, `FAILURE`); None for rests and notes."""
    word = re.sub(r"[\W_]+", "", cell.casefold())
    if word in NOT_SETS:
        return None
    if word in KINDS:
        return KINDS[word], None
    if re.fullmatch(r"\d+", word) and word.isascii() and "." not in cell:
        return "working", int(word[:6])
    lettered = re.fullmatch(r"([wdf])(\d{1,3})|(\d{1,3})([wdf])", word)
    if lettered:
        letter, digits = lettered[1] or lettered[4], lettered[2] or lettered[3]
        return KINDS[letter], int(digits)
    order = number(cell, "sets")
    return "working", None if order is None else int(order)


def kind(cell: str) -> SetWord:
    """The kind of a set; a word nobody has seen counts as a working set."""
    return KINDS.get(re.sub(r"[\W_]+", "", cell.casefold()), "working")


def truth(cell: str) -> bool | None:
    """Yes or no; None when blank."""
    word = cell.strip().casefold()
    if not word:
        return None
    if word in ("yes", "y", "true", "1", "1.0", "ja", "x"):
        return True
    if word in ("no", "n", "false", "0", "0.0", "nein"):
        return False
    raise CellError(f"{shown(cell)} is neither yes nor no")


@_remembered
def moment(cell: str, order: DayOrder = "day") -> tuple[date, datetime | None]:
    """Date, and time where there is one: `2022-10-04 23:17:10`, `7 Apr 2026, 10:14`, `4/10/2022`.

    `order` says which comes first in an all-number date such as `4/10/2022`.
    """
    text = cell.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text), None
        if re.match(r"\d{4}-\d\d-\d\d[ T]\d", text):
            return _iso(text)
        return _written(text, order)
    except (ValueError, OverflowError):
        raise CellError(f"{shown(cell)} is not a date") from None


def _iso(text: str) -> tuple[date, datetime]:
    zoned = re.sub(r"\s+([+-]\d\d):?(\d\d)$", r"\1:\2", text)
    at = datetime.fromisoformat(zoned)
    return at.date(), at


def _written(text: str, order: DayOrder) -> tuple[date, datetime | None]:
    bare = plain_letters(text)
    if found := DAY_FIRST.fullmatch(bare):
        day, month, year, clock = found.groups()
        return _at(int(year), _month(month), int(day), clock)
    if found := MONTH_FIRST.fullmatch(bare):
        month, day, year, clock = found.groups()
        return _at(int(year), _month(month), int(day), clock)
    if found := SLASHED.fullmatch(bare):
        first, mark, second, third, clock = found.groups()
        if len(first) == 4:
            return _at(int(first), int(second), int(third), clock)
        day_first = mark == "." or order == "day"
        day, month = (first, second) if day_first else (second, first)
        return _at(int(third), int(month), int(day), clock)
    raise ValueError(text)


def _at(year: int, month: int, day: int, clock: str | None) -> tuple[date, datetime | None]:
    if year < 1900:
        raise ValueError(year)
    on = date(year, month, day)
    if not clock or not clock.strip():
        return on, None
    found = HOUR.fullmatch(clock.strip())
    if not found:
        raise ValueError(clock)
    hour = int(found[1])
    if found[4]:
        hour = hour % 12 + (12 if found[4][0] in "pP" else 0)
    return on, datetime(year, month, day, hour, int(found[2]), int(found[3] or 0))  # noqa: DTZ001 - local by design


def _month(name: str) -> int:
    for length in range(len(name), 2, -1):
        if name[:length] in MONTH_OF:
            return MONTH_OF[name[:length]]
    raise ValueError(name)


def plain_letters(text: str) -> str:
    """Lower case without accents."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text.casefold())
        if not unicodedata.combining(letter)
    )


def shown(cell: str) -> str:
    """A cell as an error message quotes it: one line, not long."""
    text = " ".join(cell.split())
    return f"“{text[:40]}…”" if len(text) > 41 else f"“{text}”"
