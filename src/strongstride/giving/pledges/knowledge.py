"""What pledges know as data (`data/rules.toml`): their days."""

from datetime import timedelta
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import msgspec
import tomli

from strongstride.coach.rules import Rule, Strength


@cache
def rules() -> MappingProxyType[str, Rule]:
    """The rules of pledges by id; one without a source loads only as our choice."""
    text = files("strongstride.giving.pledges").joinpath("data/rules.toml").read_text("utf-8")
    found = {
        key: msgspec.convert({"id": key, **body}, Rule) for key, body in tomli.loads(text).items()
    }
    for key, rule in found.items():
        if rule.strength is not Strength.OUR_CHOICE and not rule.citations:
            raise ValueError(f"rule {key}: strength is {rule.strength} but no source is cited")
    return MappingProxyType(found)


@cache
def days(rule: str, name: str = "days") -> timedelta:
    """The days that rule `rule` calls `name`; KeyError where there are none."""
    return timedelta(days=rules()[rule].number(name))
