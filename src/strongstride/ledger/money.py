"""Amounts of money: whole minor units of one currency."""

from msgspec import Struct

MOST_MINOR = 10**12
"""The largest amount anything here may have, in minor units: our choice, far inside 64 bits."""


class MoneyError(ValueError):
    """What was written is no amount of this currency; the message says what to write."""


class Currency(Struct, frozen=True):
    """A currency as ISO 4217 has it: `minor_digits` decimals, 2 for pence and cents, 0 for yen."""

    code: str
    name: str
    symbol: str
    minor_digits: int


class Money(Struct, frozen=True, order=True):
    """An amount, in minor units; amounts of two currencies never meet."""

    minor: int
    currency: str
