"""Why an entry counts as it does, in words (`data/reasons.toml`)."""

from functools import cache
from types import MappingProxyType

import msgspec

from strongstride.clubs.crediting.knowledge import table

BLANK = "{detail}"


class _Sentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`words` may have a blank, then `without` says the same where there is no detail."""

    words: str
    without: str = ""


def words(reason: str, detail: str = "") -> str:
    """The sentence of a reason, its blank filled; empty where there is nothing to explain.

    KeyError for a reason nobody knows.
    """
    sentence = sentences()[reason]
    return sentence.words.replace(BLANK, detail) if detail else sentence.without or sentence.words


@cache
def sentences() -> MappingProxyType[str, _Sentence]:
    """All reasons by key. ValueError where one with a blank has no words for an empty detail."""
    found = {key: msgspec.convert(body, _Sentence) for key, body in table("reasons").items()}
    for key, each in found.items():
        if (BLANK in each.words) != bool(each.without):
            raise ValueError(f"reason {key}: a blank and words without it go together")
    return MappingProxyType(found)
