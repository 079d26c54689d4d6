"""Amounts as Stripe counts them, which is as ISO 4217 does, but for two currencies.

https://docs.stripe.com/currencies#special-cases: ISK and UGX have no decimals and are written with
two all the same; of currencies with three the last must be 0, so we take none of them.
"""

from strongstride.giving.providers.stripe.errors import StrangeAnswerError
from strongstride.ledger.money import CURRENCIES

_WRITTEN_WITH_TWO = frozenset({"ISK", "UGX"})


def is_taken(currency: str) -> bool:
    """Whether gifts in a currency can be paid at Stripe."""
    known = CURRENCIES.get(currency)
    return known is not None and known.minor_digits <= 2


def to_stripe(minor: int, currency: str) -> int:
    """Our minor units as Stripe's."""
    return minor * 100 if currency in _WRITTEN_WITH_TWO else minor


def from_stripe(amount: int, currency: str) -> int:
    """Stripe's as ours. Raises `StrangeAnswerError` for what is no whole amount."""
    if currency not in _WRITTEN_WITH_TWO:
        return amount
    minor, rest = divmod(amount, 100)
    if rest:
        raise StrangeAnswerError(f"Stripe says {amount} hundredths of {currency}, which has none.")
    return minor
