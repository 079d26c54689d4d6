"""What receipts say, as data (`data/sayings.toml`): by regime, each with its source."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import msgspec
import tomli


class Saying(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence of receipts; `least_minor` or `above_minor` of `currency` say from when on."""

    text: str
    source: str
    least_minor: int | None = None
    above_minor: int | None = None
    currency: str = ""

    def applies_to(self, minor: int, currency: str) -> bool:
        """Whether an amount is large enough; in another currency always: rather say too much."""
        if currency != self.currency:
            return True
        least = self.least_minor is None or minor >= self.least_minor
        return least and (self.above_minor is None or minor > self.above_minor)


def table(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml`, in the order they stand in."""
    text = files("strongstride.giving.receipts").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def sayings() -> MappingProxyType[str, dict[str, Saying]]:
    """Every saying by regime and key."""
    return MappingProxyType(msgspec.convert(table("sayings"), dict[str, dict[str, Saying]]))


def saying(regime: str, key: str) -> Saying | None:
    """A saying of a regime; None where the regime has nothing to say of it."""
    return sayings()[regime].get(key)
