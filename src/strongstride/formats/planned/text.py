"""Distances and durations in the titles of planned runs: `Long run 18 km`, `Easy 45 min`."""

import re

METRES = {"km": 1000.0, "mi": 1609.344}
_NUMBER = r"(\d{1,4}(?:[.,]\d{1,3})?)"
_NO_REPETITION = r"(?<![x×*\d.,:'])(?<![x×*]\s)"
_DISTANCE = re.compile(
    rf"{_NO_REPETITION}{_NUMBER}\s*(km|kms|kilomet\w+|k|mi|miles?|m|meters?|metres?)\b(?!\s*(?:[x×/]|pace|effort))",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):([0-5]\d)(?::([0-5]\d))?(?![\d:])\s*(h\b|hours?\b)?")
_HOURS = re.compile(
    rf"{_NO_REPETITION}{_NUMBER}\s*(?:h|hrs?|hours?|std|stunden?)\s*(?:([0-5]?\d)\b\s*(?:m|min)?)?(?![a-z])",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    rf"{_NO_REPETITION}{_NUMBER}\s*(?:min|mins|minutes?|minuten|minuti|minutos|['′])(?![a-z])",
    re.IGNORECASE,
)
_SHORTEST_M, _LONGEST_M = 400.0, 500_000.0
_SHORTEST_S, _LONGEST_S = 300, 48 * 3600


def number(text: str) -> float:
    """A number with a point or a comma as its decimal mark. Raises ValueError."""
    return float(text.strip().replace(",", "."))


def distance_in(text: str) -> int | None:
    """The longest distance written in a title, in metres; repetitions (`8x400 m`) are none."""
    found = [number(amount) * _metres(unit.casefold()) for amount, unit in _DISTANCE.findall(text)]
    fit = [metres for metres in found if _SHORTEST_M <= metres <= _LONGEST_M]
    return round(max(fit)) if fit else None


def _metres(unit: str) -> float:
    if unit.startswith("k"):
        return 1000.0
    return METRES["mi"] if unit.startswith("mi") else 1.0


def duration_in(text: str) -> int | None:
    """The longest duration written in a title, in seconds: `45 min`, `1h30`, `1:15:00`, `90'`."""
    found = [number(m) * 60 for m in _MINUTES.findall(text)]
    for hours, minutes in _HOURS.findall(text):
        found.append(number(hours) * 3600 + int(minutes or 0) * 60)
    for first, second, third, hour_word in _CLOCK.findall(text):
        if third:
            found.append(int(first) * 3600 + int(second) * 60 + int(third))
        elif hour_word:
            found.append(int(first) * 3600 + int(second) * 60)
    fit = [seconds for seconds in found if _SHORTEST_S <= seconds <= _LONGEST_S]
    return round(max(fit)) if fit else None
