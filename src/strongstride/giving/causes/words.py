"""A cause as its organisers tell it."""

from datetime import date
from typing import Any

import msgspec

from strongstride.giving.models import Cause, Regime


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


def say(cause: Cause, words: Words) -> list[str]:
    """Write words into the columns they are named for; the names of the columns."""
    told = msgspec.structs.asdict(words)
    for name, value in told.items():
        setattr(cause, name, list(value) if isinstance(value, tuple) else value)
    return list(told)


def differences(cause: Cause, words: Words) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the words change, as it was and as it is, for the audit log."""
    now = msgspec.to_builtins(words)
    was = {name: msgspec.to_builtins(getattr(cause, name)) for name in now}
    changed = [name for name in now if was[name] != now[name]]
    return {name: was[name] for name in changed}, {name: now[name] for name in changed}
