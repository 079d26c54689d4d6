"""A cause as its organisers tell it."""

from datetime import date

import msgspec

from strongstride.giving.models import Regime


class CauseWords(msgspec.Struct, frozen=True, kw_only=True):
    """Who the cause is; texts are plain."""

    name: str
    country: str  # ISO 3166-1 alpha-2
    about: str = ""
    registered_with: str = ""
    registration_number: str = ""
    website: str = ""
    complaints: str = ""
    regime: Regime = Regime.PLAIN
    receipt_text: str = ""


class MoneyWords(msgspec.Struct, frozen=True, kw_only=True):
    """Where the money goes and how; `bank` as in `Cause`, `ways` are keys of providers."""

    receives: str
    currency: str  # ISO 4217
    least_minor: int
    ways: tuple[str, ...] = ()
    bank: dict[str, str] = {}
    giving_url: str = ""


class PermissionWords(msgspec.Struct, frozen=True, kw_only=True):
    """Who of the cause agreed, when, and where that is kept."""

    permission_by: str
    permission_on: date
    permission_proof: str


Words = CauseWords | MoneyWords | PermissionWords
