"""Amounts of money: whole minor units of one currency, as people write and read them."""

import re
from importlib import resources

import msgspec
import tomli
from msgspec import Struct

MOST_MINOR = 10**12
"""The largest amount anything here may have, in minor units: our choice, far inside 64 bits."""

_LONGEST = 40  # characters of an amount somebody typed
_SPACES = "\\s\u00a0\u202f"
_DIGITS = re.compile(rf"(?P<whole>\d*|\d{{1,3}}([,{_SPACES}]\d{{3}})+)(\.(?P<part>\d+))?", re.ASCII)


class MoneyError(ValueError):
    """What was written is no amount of this currency; the message says what to write."""


class Currency(Struct, frozen=True):
    """A currency as ISO 4217 has it: `minor_digits` decimals, 2 for pence and cents, 0 for yen.

    Amounts are shown with `symbol`; `also` is what else people write for it.
    """

    code: str
    name: str
    symbol: str
    minor_digits: int
    also: tuple[str, ...] = ()


class Money(Struct, frozen=True, order=True):
    """An amount, in minor units; amounts of two currencies never meet."""

    minor: int
    currency: str


def _read() -> dict[str, Currency]:
    file = resources.files("strongstride.ledger") / "data" / "currencies.toml"
    rows = tomli.loads(file.read_text("utf-8"))
    return {
        code: msgspec.convert({"code": code, "symbol": f"{code} ", **row}, Currency)
        for code, row in rows.items()
    }


CURRENCIES = _read()
"""Every currency a cause may take, by its code; data/currencies.toml."""


def currency(code: str) -> Currency:
    """The currency with this ISO 4217 code. Raises `MoneyError` for one we do not have."""
    try:
        return CURRENCIES[code]
    except KeyError:
        raise MoneyError(f"“{code}” is no currency we know: write a code such as GBP.") from None


def parse_money(text: str, code: str) -> Money:
    """The amount somebody typed, more than nothing: “20”, “£20.50”, “1,250” or “20 GBP”.

    The point parts pounds and pence; a comma or a space only groups thousands. What could be
    read in two ways is not guessed. Raises `MoneyError`.
    """
    unit = currency(code)
    if len(text) > _LONGEST:
        raise MoneyError(f"This is too long for an amount. {_example(unit)}")
    bare = _without_symbol(text.strip(), unit)
    if bare.startswith(("-", "\u2212")):
        raise MoneyError(f"An amount is more than zero. {_example(unit)}")
    found = _DIGITS.fullmatch(bare)
    if found is None or not (found["whole"] or found["part"]):
        raise MoneyError(_complaint(bare, unit))
    return Money(_in_bounds(_minor(found["whole"], found["part"] or "", unit), unit), code)


def show(money: Money) -> str:
    """The amount as people read it, in English: “£20”, “£20.50”, “€1,250”, “CHF 15”."""
    unit = currency(money.currency)
    whole, part = divmod(abs(money.minor), 10**unit.minor_digits)
    sign = "\u2212" if money.minor < 0 else ""
    tail = f".{part:0{unit.minor_digits}}" if part else ""
    return f"{sign}{unit.symbol}{whole:,}{tail}"


def plain(money: Money) -> str:
    """The amount as a spreadsheet and a form's field read it: “20.50”, “-5.00”, “500” yen."""
    digits = currency(money.currency).minor_digits
    whole, part = divmod(abs(money.minor), 10**digits)
    tail = f".{part:0{digits}}" if digits else ""
    return f"{'-' if money.minor < 0 else ''}{whole}{tail}"


def _without_symbol(text: str, unit: Currency) -> str:
    """The text without the currency's own sign before or behind; longest signs first."""
    signs = sorted({unit.code, unit.symbol.strip(), *unit.also}, key=len, reverse=True)
    folded = text.casefold()
    for sign in signs:
        small = sign.casefold()
        if folded.startswith(small):
            return text[len(sign) :].strip()
        if folded.endswith(small):
            return text[: -len(sign)].strip()
    return text


def _minor(whole: str, part: str, unit: Currency) -> int:
    if len(part) > unit.minor_digits:
        raise MoneyError(_too_fine(unit))
    if "," in whole and unit.minor_digits == 3 and not part:
        raise MoneyError(f"This can be read in two ways. {_example(unit)}")
    digits = re.sub(rf"[,{_SPACES}]", "", whole)
    return int((digits or "0") + part.ljust(unit.minor_digits, "0"))


def _too_fine(unit: Currency) -> str:
    if unit.minor_digits == 0:
        return f"An amount in {unit.code} has no digits after the point. {_example(unit)}"
    return f"There are at most {unit.minor_digits} digits after the point. {_example(unit)}"


def _in_bounds(minor: int, unit: Currency) -> int:
    if minor == 0:
        raise MoneyError(f"An amount is more than zero. {_example(unit)}")
    if minor > MOST_MINOR:
        most = show(Money(MOST_MINOR, unit.code))
        raise MoneyError(f"This is more than {most}, the most we can write down.")
    return minor


def _complaint(bare: str, unit: Currency) -> str:
    if re.fullmatch(r"[\d.,\s]+", bare, re.ASCII):
        return f"Write a point before the last digits, not a comma. {_example(unit)}"
    return f"This is no amount in {unit.code} ({unit.name}). {_example(unit)}"


def _example(unit: Currency) -> str:
    written = plain(Money(2050 if unit.minor_digits == 2 else 20500, unit.code))
    return f"Write it like {written}."
