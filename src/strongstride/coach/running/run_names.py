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
_ORDER = (RunKind.HARD, RunKind.RACE, RunKind.LONG, RunKind.EASY, RunKind.STEADY)


class _Words:
    """Whole words and beginnings of words (ending in `*` in the data)."""

    def __init__(self, words: list[str]) -> None:
        self._exact = frozenset(word for word in words if not word.endswith("*"))
        self._begin = tuple(word[:-1] for word in words if word.endswith("*"))

    def met_in(self, words: list[str]) -> bool:
        return any(word in self._exact or word.startswith(self._begin) for word in words)


def kind_in_name(name: str) -> RunKind | None:
    """The kind a run's name hints at; None when it says nothing (most names do not)."""
    plain = _plain(name)
    words, lexicon = _WORD.findall(plain), _lexicon("words")
    if _REPETITIONS.search(plain) and not lexicon["strides"].met_in(words):
        return RunKind.HARD
    return next((kind for kind in _ORDER if lexicon[kind].met_in(words)), None)


def planned_kind(title: str, *, has_distance: bool, has_duration: bool) -> RunKind | None:
    """The kind of a planned run; None when a calendar entry is no run.

    `has_distance` and `has_duration` say whether the title itself tells one: with it, weak words
    such as `long` are enough, without it they may be about anything.
    """
    plain = _plain(title)
    words, lexicon = _WORD.findall(plain), _lexicon("planned")
    kind = kind_in_name(title)
    if lexicon["running"].met_in(words):
        return kind or (RunKind.RACE if lexicon["race"].met_in(words) else RunKind.EASY)
    if lexicon["other"].met_in(words):
        return None
    if lexicon["race"].met_in(words) and not lexicon["not_race"].met_in(words):
        return kind or RunKind.RACE
    if lexicon["strong"].met_in(words) or _REPETITIONS.search(plain):
        return kind
    if has_distance or (has_duration and kind is not None):
        return kind or RunKind.EASY
    return RunKind.RACE if kind is RunKind.RACE else None


def _plain(text: str) -> str:
    """Lower case without accents: `Fractionné` and `fractionne` are one word."""
    parts = unicodedata.normalize("NFKD", text[:200].casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


@cache
def _lexicon(table: str) -> dict[str, _Words]:
    """The lists of one table of the data by name."""
    text = files("strongstride.coach").joinpath("data/run-words.toml").read_text("utf-8")
    return {name: _Words(words) for name, words in tomli.loads(text)[table].items()}
