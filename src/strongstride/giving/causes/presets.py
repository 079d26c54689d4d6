"""With what a new cause begins."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from strongstride.clubs.models import Club
from strongstride.giving.fields import write_money
from strongstride.giving.models import Regime
from strongstride.giving.providers.bank_transfer import BankTransfer

_EURO = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
_CURRENCIES = dict.fromkeys(_EURO.split(), "EUR") | {
    "AU": "AUD",
    "CA": "CAD",
    "CH": "CHF",
    "DK": "DKK",
    "GB": "GBP",
    "JP": "JPY",
    "NO": "NOK",
    "NZ": "NZD",
    "SE": "SEK",
    "US": "USD",
}
_REGIMES = {"GB": Regime.UK, "US": Regime.US}
_LEAST_MINOR = 500  # five of most currencies: too much for who tests stolen cards


def new_cause(club: Club) -> dict[str, Any]:
    """What the forms of a new cause show: a guess from the club's time zone, all of it open."""
    country = _countries().get(club.time_zone, "GB")
    currency = _CURRENCIES.get(country, "USD")
    return {
        "country": country,
        "currency": currency,
        "regime": _REGIMES.get(country, Regime.PLAIN),
        "least": write_money(_LEAST_MINOR, currency),
        "ways": [BankTransfer.key],
    }


@cache
def _countries() -> MappingProxyType[str, str]:
    """The country of each time zone, from the list that comes with them (public domain)."""
    lines = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return MappingProxyType({zone: country for country, _, zone, *_ in rows})
