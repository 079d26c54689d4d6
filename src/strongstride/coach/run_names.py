"""What a run's name says about it, in the languages of watches and runners: weak evidence."""

import re
import unicodedata
from functools import cache
from importlib.resources import files

import tomli

from strongstride.coach.runs import RunKind

# 8x400, 6 × 800 m, 3x(10 min): repetitions in any language
_REPETITIONS = re.compile(r"\b\d{1,2}\s*[x×*]\s*\(?\s*\d+")
_WORD = re.compile(r"[\w-]+")
# when a name holds words of several kinds, the first of these is meant
_ORDER = (RunKind.HARD, RunKind.RACE, RunKind.EASY, RunKind.LONG, RunKind.STEADY)


def kind_in_name(name: str) -> RunKind | None:
    """The kind a run's name hints at; None when it says nothing (most names do not)."""
    plain = _plain(name[:200])
    if _REPETITIONS.search(plain):
        return RunKind.HARD
    exact, beginnings = _lexicon()
    words = _WORD.findall(plain)
    found = {exact[word] for word in words if word in exact}
    found |= {kind for begin, kind in beginnings for word in words if word.startswith(begin)}
    return next((kind for kind in _ORDER if kind in found), None)


def _plain(text: str) -> str:
    """Lower case without accents: `Fractionné` and `fractionne` are one word."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


@cache
def _lexicon() -> tuple[dict[str, RunKind], tuple[tuple[str, RunKind], ...]]:
    """Whole words and word beginnings with the kind they hint at."""
    text = files("strongstride.coach").joinpath("data/run-words.toml").read_text("utf-8")
    exact: dict[str, RunKind] = {}
    beginnings: list[tuple[str, RunKind]] = []
    for kind, words in tomli.loads(text)["words"].items():
        for word in words:
            if word.endswith("*"):
                beginnings.append((word[:-1], RunKind(kind)))
            else:
                exact[word] = RunKind(kind)
    return exact, tuple(beginnings)
