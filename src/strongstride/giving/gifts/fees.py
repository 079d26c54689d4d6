"""What a way of paying costs, so that a donor may add it: none of it is ever ours."""

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from strongstride.ledger.cover import Fee, cover_for


class FeeRow(Struct, frozen=True, forbid_unknown_fields=True):
    """What a provider keeps of a payment: basis points of it, and so many minor units."""

    provider: str
    currency: str
    basis_points: int
    fixed_minor: int
    source: str


class _Table(Struct, frozen=True, forbid_unknown_fields=True):
    fees: tuple[FeeRow, ...]


def fee_of(provider: str, currency: str) -> Fee | None:
    """The fee of a provider in a currency; None where there is none, or it is not known."""
    row = _rows().get((provider, currency))
    return None if row is None else Fee(row.basis_points, row.fixed_minor)


def cover(amount_minor: int, provider: str, currency: str) -> int:
    """What to add so that the cause gets all of `amount_minor`; 0 where there is no fee."""
    fee = fee_of(provider, currency)
    return 0 if fee is None else cover_for(amount_minor, fee)


@cache
def _rows() -> dict[tuple[str, str], FeeRow]:
    text = files("strongstride.giving").joinpath("gifts/data/fees.toml").read_bytes()
    table = msgspec.toml.decode(text, type=_Table)
    return {(row.provider, row.currency): row for row in table.fees}
