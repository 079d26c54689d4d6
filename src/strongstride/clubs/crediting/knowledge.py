"""What crediting knows as data (`data/*.toml`), and the numbers of its rules."""

from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import msgspec
import tomli

from strongstride.coach.rules import Rule, Strength


def table(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml` by their keys, in the order they stand in."""
    text = files("strongstride.clubs.crediting").joinpath(f"data/{name}.toml").read_text("utf-8")
    return tomli.loads(text)


@cache
def rules() -> MappingProxyType[str, Rule]:
    """The rules of crediting by id; one without a source loads only as our choice."""
    found = {
        key: msgspec.convert({"id": key, **body}, Rule) for key, body in table("rules").items()
    }
    for key, rule in found.items():
        if rule.strength is not Strength.OUR_CHOICE and not rule.citations:
            raise ValueError(f"rule {key}: strength is {rule.strength} but no source is cited")
    return MappingProxyType(found)


@cache
def n(rule: str, name: str) -> float:
    """Number `name` of rule `rule`; KeyError where there is none."""
    return rules()[rule].number(name)
