"""Words of a notation line with their columns, and the numbers inside them."""

import re
from collections.abc import Iterable
from decimal import Decimal

from strongstride.coach.quantities import MassUnit, grams, in_unit
from strongstride.coach.templates.measures import Span

_WORD = re.compile(r'"[^"]*"|[^\s"]+')
_SPAN = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")
_TIME = re.compile(r"(?P<span>[\d.-]+)(?P<unit>s|sec|min)", re.IGNORECASE)
_HEIGHT = re.compile(r"(?P<span>[\d-]+)cm", re.IGNORECASE)
_LOAD = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)(kg|lb)", re.IGNORECASE)
_HALF_KILO_STEPS_G = 50  # kilos with at most two decimals read best as kilos


class NotationError(ValueError):
    """A line that cannot be read: `column` counts from 1, `text` says what to write."""

    def __init__(self, column: int, text: str) -> None:
        super().__init__(f"column {column}: {text}")
        self.column = column
        self.text = text


class Words:
    """The words of one line, taken from left to right. A comma after a word is decoration."""

    def __init__(self, text: str) -> None:
        if text.count('"') % 2:
            raise NotationError(
                text.rindex('"') + 1, 'this quote is never closed; write " at its end.'
            )
        self._words = [(found.start() + 1, _plain(found[0])) for found in _WORD.finditer(text)]
        self._next = 0
        self._end = len(text.rstrip()) + 1
        self.column = 1  # of the word taken last

    def peek(self) -> str:
        """The next word; "" at the end."""
        return self._words[self._next][1].rstrip(",") if self._next < len(self._words) else ""

    def take(self) -> str:
        """The next word, moving on; "" at the end."""
        word = self.peek()
        if self._next < len(self._words):
            self.column = self._words[self._next][0]
            self._next += 1
        return word

    def need(self, what: str, example: str) -> str:
        """The next word; NotationError when there is none."""
        if not self.peek():
            raise self.missing(f"{what} is missing", example)
        return self.take()

    def need_quoted(self, example: str) -> str:
        """The next word without its quotes; NotationError when it has none."""
        word = self.need("a text in quotes", example)
        if not word.startswith('"'):
            raise self.unfit(f'"{word}" needs quotes around the whole text', example)
        return word[1:-1].strip()

    def unfit(self, text: str, example: str) -> NotationError:
        """What to raise about the word taken last."""
        return NotationError(self.column, f"{text}; write {example}.")

    def missing(self, text: str, example: str) -> NotationError:
        """What to raise about the next word or the end of the line."""
        column = self._words[self._next][0] if self._next < len(self._words) else self._end
        return NotationError(column, f"{text}; write {example}.")

    def unknown(self, word: str, known: Iterable[str]) -> NotationError:
        """What to raise about a word nobody knows, with the nearest known one."""
        from difflib import get_close_matches  # only when something was misspelled

        words = list(known)
        near = get_close_matches(word.lower(), words, 1, 0.6)
        hint = near[0] if near else "one of " + ", ".join(words)
        return self.unfit(f'"{word}" is not known here', hint)


def _plain(word: str) -> str:
    return word if word.startswith('"') else word.replace("×", "x")


def read_span(
    words: Words, text: str, low: float, high: float, example: str, *, whole: bool = True
) -> Span:
    """`8` or `6-8` between `low` and `high`; NotationError at the word taken last."""
    found = _SPAN.fullmatch(text)
    if found is None:
        raise words.unfit(f'"{text}" is not a number or a range', example)
    first = float(found[1])
    last = float(found[2]) if found[2] else first
    if whole and not (first.is_integer() and last.is_integer()):
        raise words.unfit(f'"{text}" must be whole', example)
    if first > last:
        raise words.unfit(f'"{text}" runs backwards', f"{found[2]}-{found[1]}")
    if not low <= first <= last <= high:
        raise words.unfit(f'"{text}" must lie between {low:g} and {high:g}', example)
    return Span(first, last)


def read_seconds(words: Words, text: str, most_s: int) -> Span:
    """`90s`, `3min`, `1-2min` in seconds."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise words.unfit(f'"{text}" is not a time', "90s or 3min")
    minutes = found["unit"].lower() == "min"
    factor = 60 if minutes else 1
    span = read_span(words, found["span"], 0, most_s / factor, "90s or 3min", whole=not minutes)
    return Span(round(span.low * factor), round(span.high * factor))


def read_centimetres(words: Words, text: str) -> Span:
    """`40cm` or `30-40cm`."""
    found = _HEIGHT.fullmatch(text)
    if found is None:
        raise words.unfit(f'"{text}" is not a height', "box 40cm")
    return read_span(words, found["span"], 1, 150, "box 40cm")


def read_load(text: str) -> int | None:
    """Grams of `22.5kg` or `45lb`; None when the text is no load."""
    found = _LOAD.fullmatch(text)
    return grams(found[1], MassUnit(found[2].lower())) if found else None


def write_number(number: float) -> str:
    """A number without a needless point."""
    return f"{number:g}" if number == int(number) else repr(float(number))


def write_span(span: Span) -> str:
    """`8` or `6-8`."""
    low = write_number(span.low)
    return low if span.low == span.high else f"{low}-{write_number(span.high)}"


def write_seconds(span: Span) -> str:
    """`3min` where minutes are whole, else seconds."""
    if span.high and span.low % 60 == 0 and span.high % 60 == 0:
        return f"{write_span(Span(span.low // 60, span.high // 60))}min"
    return f"{write_span(span)}s"


def write_load(load_g: int) -> str:
    """Exact: kilos, or pounds where kilos would need three decimals and a tenth of a pound does."""
    pounds = in_unit(load_g, MassUnit.LB)
    if load_g % _HALF_KILO_STEPS_G and grams(pounds, MassUnit.LB) == load_g:
        return f"{pounds:f}lb"
    return f"{Decimal(load_g) / 1000:f}kg"
