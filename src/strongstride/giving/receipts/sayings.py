"""What receipts say, as data (`data/sayings.toml`): by regime, each saying with its source."""

from collections.abc import Collection
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import tomli

from strongstride.giving.models import Regime
from strongstride.ledger.money import Money

EVERY = "every"


class When(StrEnum):
    """What may be true of a gift when its receipt is written."""

    RECEIPT = "receipt"  # its first
    CORRECTION = "correction"
    SOME_STAYS = "some stays"
    ALL_BACK = "all back"
    BENEFIT = "benefit"  # something was given in return
    NO_BENEFIT = "no benefit"
    DECLARED = "declared"  # as Gift Aid
    NOT_DECLARED = "not declared"


class Saying(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence or a title; `least_minor` and `above_minor` of `currency` say from when on."""

    text: str
    source: str
    title: bool = False
    when: tuple[When, ...] = ()
    least_minor: int | None = None
    above_minor: int | None = None
    currency: str = ""

    def applies(self, true: Collection[When], amount: Money) -> bool:
        """Whether it is to be said; an amount in another currency is always large enough."""
        if not set(self.when) <= set(true):
            return False
        if amount.currency != self.currency:
            return True
        reaches = self.least_minor is None or amount.minor >= self.least_minor
        return reaches and (self.above_minor is None or amount.minor > self.above_minor)


def table(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml`, in the order they stand in."""
    text = files("strongstride.giving.receipts").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def sayings() -> dict[str, dict[str, Saying]]:
    """Every saying by regime and key; those of `EVERY` hold in each."""
    return msgspec.convert(table("sayings"), dict[str, dict[str, Saying]])


def said(regime: Regime, true: Collection[When], amount: Money) -> tuple[str, list[str]]:
    """The title and the sentences of a receipt, with places to fill."""
    known = [*sayings()[EVERY].values(), *sayings()[regime].values()]
    found = [each for each in known if each.applies(true, amount)]
    titles = [each.text for each in found if each.title]
    return titles[-1], [each.text for each in found if not each.title]
