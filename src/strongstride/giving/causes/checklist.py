"""What the law of a place asks of who collects there: points to see to, as data with sources.

Not legal advice: each point says what to look at and where it is written.
"""

from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec
import tomli

EVERYWHERE = "*"
_AS_PEOPLE_SAY = {"GB": "United Kingdom"}  # which the list calls Britain


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point: `ask` is what to see to, `source` where it is written, `address` its web page.

    `places` are countries (ISO 3166-1 alpha-2), or `*` for everywhere.
    """

    key: str
    places: tuple[str, ...]
    ask: str
    source: str
    why: str = ""
    address: str = ""


@cache
def checks() -> MappingProxyType[str, Check]:
    """All points by key, in the order they are told; ValueError for one without a source."""
    text = files("strongstride.giving.causes").joinpath("data/checklist.toml").read_text("utf-8")
    found = {
        key: msgspec.convert({"key": key, **body}, Check) for key, body in tomli.loads(text).items()
    }
    for check in found.values():
        if not check.source:
            raise ValueError(f"check {check.key}: it has no source")
    return MappingProxyType(found)


def checks_for(country: str) -> tuple[Check, ...]:
    """The points for a cause in a country: those of everywhere, then the country's own."""
    everywhere = [each for each in checks().values() if EVERYWHERE in each.places]
    own = [each for each in checks().values() if country in each.places]
    return (*everywhere, *own)


def left_of(country: str, ticked: list[str]) -> int:
    """How many points nobody has ticked yet."""
    return sum(check.key not in ticked for check in checks_for(country))


@cache
def countries() -> tuple[tuple[str, str], ...]:
    """Every country as (code, name), by name, from the list that comes with the time zones."""
    lines = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    named = {code: name for code, _, name in rows} | _AS_PEOPLE_SAY
    return tuple(sorted(named.items(), key=lambda pair: pair[1]))


def country_name(code: str) -> str:
    """The name of a country by its code; the code itself where it has none."""
    return dict(countries()).get(code, code)
