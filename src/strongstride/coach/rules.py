"""Rules as data: every decision of the coach names a rule of `data/rules/*.toml` and its numbers.

A rule without a source does not load.
"""

from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import msgspec
import tomli


class Strength(StrEnum):
    """How well a rule is supported, in the words a runner reads."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"
    TEXTBOOK = "textbook value"
    OUR_CHOICE = "our choice"


class Citation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A published source: what it is called, where to find it, and what it showed."""

    source: str
    finding: str
    doi: str | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule: a plain sentence, the numbers the engine computes with, and what supports it."""

    id: str
    sentence: str
    strength: Strength
    numbers: dict[str, float]
    citations: tuple[Citation, ...] = ()
    note: str = ""

    def number(self, name: str) -> float:
        """The number called `name`; KeyError names the rule when it is missing."""
        try:
            return self.numbers[name]
        except KeyError:
            raise KeyError(f"rule {self.id} has no number {name!r}") from None


class Reason(msgspec.Struct, frozen=True):
    """Why something was decided: the rule, a sentence for this case, the numbers of this case."""

    rule: str
    text: str
    numbers: tuple[tuple[str, float | str], ...] = ()


def reason(rule: str, text: str, **numbers: float | str) -> Reason:
    """A reason under a rule that exists; KeyError if not, so no decision cites a ghost."""
    return Reason(rules()[rule].id, text, tuple(sorted(numbers.items())))


@cache
def n(rule: str, name: str) -> float:
    """Number `name` of rule `rule`: the one door through which the engine gets its numbers."""
    return rules()[rule].number(name)


@cache
def rules() -> MappingProxyType[str, Rule]:
    """All rules by id, file by file in alphabetical order."""
    folder = files("strongstride.coach").joinpath("data/rules")
    found: dict[str, Rule] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        table: dict[str, Any] = tomli.loads(file.read_text("utf-8"))
        for key, body in table.items():
            if key in found:
                raise ValueError(f"rule {key} stands twice, again in {file.name}")
            found[key] = _rule(key, body)
    return MappingProxyType(found)


def _rule(key: str, body: dict[str, Any]) -> Rule:
    rule = msgspec.convert({"id": key, **body}, Rule)
    if rule.strength is not Strength.OUR_CHOICE and not rule.citations:
        raise ValueError(f"rule {key}: strength is {rule.strength} but no source is cited")
    return rule
