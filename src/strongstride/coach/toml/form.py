"""Reading a TOML table answer by answer, so that every mistake is found at once and has its line.

A `Form` hands each value to a reader. A reader returns the value in our terms or raises
`UnfitError` with what to write instead; the form notes it and carries on with the default.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

import msgspec

from strongstride.coach.quantities import METRES_PER_MILE, DistanceUnit, MassUnit, grams

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Path = tuple[str | int, ...]
Table = dict[str, Any]
Reader = Callable[[Any], T]

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_MASS = re.compile(rf"{_NUMBER}\s*(kg|kgs|kilos?|lb|lbs|pounds?)?", re.IGNORECASE)
_DISTANCE = re.compile(rf"{_NUMBER}\s*(km|k|mi|miles?|m)?", re.IGNORECASE)
_LENGTH = re.compile(rf"{_NUMBER}\s*(cm|in|inch|inches|\")?", re.IGNORECASE)
_PACE = re.compile(r"(\d{1,2}):(\d{2})\s*(?:min)?\s*(?:/|per)?\s*(km|mi|mile)?", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_CENTIMETRES_PER_INCH = Decimal("2.54")


class UnfitError(ValueError):
    """A value that cannot be used; the message says what to write instead."""


class Finding(msgspec.Struct, frozen=True):
    """A mistake at a place of the table, before its line is known."""

    path: Path
    text: str
    value: Any = None


class Form:
    """One TOML table, read key by key; what is left over at `close` is an unknown key."""

    def __init__(self, table: dict[str, Any], path: Path, findings: list[Finding]) -> None:
        self._left = dict(table)
        self._asked: list[str] = []
        self._path = path
        self._findings = findings

    def has(self, key: str) -> bool:
        """Whether the table has `key` (still) unread."""
        return key in self._left

    def unread(self) -> tuple[str, ...]:
        """The keys not read yet, in the order written: for tables whose keys are the user's."""
        return tuple(self._left)

    def take(self, key: str, read: Reader[T], default: T) -> T:
        """The value of `key` as `read` understands it, or `default` if absent or unfit."""
        self._asked.append(key)
        if key not in self._left:
            return default
        value = self._left.pop(key)
        try:
            return read(value)
        except UnfitError as unfit:
            self.note(str(unfit), key, value)
            return default

    def require(self, key: str, read: Reader[T], default: T, example: str) -> T:
        """As `take`, but its absence is a mistake; `example` shows a line to add."""
        if key not in self._left:
            self.note(f"{key} is missing; add a line such as `{example}`.")
        return self.take(key, read, default)

    def take_each(self, key: str, read: Reader[T]) -> tuple[T, ...]:
        """Every entry of the list `key` (a lone value counts as a list of one)."""
        nothing: list[Any] = []
        values: Any = self.take(key, _anything, nothing)
        found = []
        for place, value in enumerate(values if isinstance(values, list) else [values]):
            try:
                found.append(read(value))
            except UnfitError as unfit:
                self._findings.append(Finding((*self._path, key, place), str(unfit), value))
        return tuple(found)

    def peek(self, key: str) -> Any:
        """The value of `key` as written, left to be read later; None when absent."""
        return self._left.get(key)

    def form(self, key: str, read: "Reader[Table] | None" = None) -> "Form":
        """The table under `key`; empty when absent. `read` may say better what belongs there."""
        nothing: Table = {}
        table = self.take(key, read or _table, nothing)
        return Form(table, (*self._path, key), self._findings)

    def forms(self, key: str) -> list["Form"]:
        """The tables of the list `key`."""
        none: list[Table] = []
        tables = self.take(key, _tables, none)
        return [
            Form(table, (*self._path, key, place), self._findings)
            for place, table in enumerate(tables)
        ]

    def note(self, text: str, key: str | None = None, value: Any = None) -> None:
        """Remember a mistake at `key` of this table, or at the table itself."""
        path = self._path if key is None else (*self._path, key)
        self._findings.append(Finding(path, text, value))

    def close(self) -> None:
        """Report the keys nobody asked for, with the nearest known one."""
        for key, value in self._left.items():
            near = get_close_matches(key.lower().replace("-", "_"), self._asked, 1, 0.6)
            hint = (
                f"did you mean `{near[0]}`?"
                if near
                else f"known here: {', '.join(sorted(set(self._asked)))}."
            )
            self.note(f"there is no `{key}`; {hint}", key, value)


def _anything(value: Any) -> Any:
    return value


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnfitError(f"{show(value)} stands where a table of `name = value` lines belongs.")
    return value


def _tables(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise UnfitError("a list of tables belongs here: [{ … }, { … }].")
    return value


def show(value: Any) -> str:
    """A value as the user wrote it, shortened to fit a line."""
    text = " ".join(_written(value).split())
    return text if len(text) <= 40 else f"{text[:37]}…"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_written(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def text(value: Any) -> str:
    """A piece of text."""
    if not isinstance(value, str):
        raise UnfitError(f"{show(value)} is not text; put it in quotes.")
    return value.strip()


def yes_or_no(value: Any) -> bool:
    """true or false; "yes" and "no" too."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("yes", "no"):
        return value.strip().lower() == "yes"
    raise UnfitError(f"{show(value)} is neither; write true or false, without quotes.")


def number(low: float, high: float, what: str) -> Reader[float]:
    """A number from `low` to `high`."""

    def read(value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UnfitError(f"{show(value)} is not a number; write {what}.")
        if not low <= value <= high:
            raise UnfitError(f"{show(value)} cannot be right; write {what}.")
        return float(value)

    return read


def whole(low: int, high: int, what: str) -> Reader[int]:
    """A whole number from `low` to `high`."""
    read_number = number(low, high, what)

    def read(value: Any) -> int:
        found = read_number(value)
        if found != int(found):
            raise UnfitError(f"{show(value)} is not a whole number; write {what}.")
        return int(found)

    return read


def day(value: Any) -> date:
    """A date, written as TOML date or as text."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise UnfitError(f"{show(value)} is not a date; write year-month-day, e.g. 2027-04-25.")


def clock(value: Any) -> time:
    """A time of day, written as TOML time or as text `18:30`."""
    if isinstance(value, time):
        return value.replace(tzinfo=None, microsecond=0)
    if isinstance(value, str) and (found := _CLOCK.fullmatch(value.strip())):
        hour, minute = int(found[1]), int(found[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise UnfitError(f'{show(value)} is not a time of day; write "18:30".')


def choice(kind: type[E], also: dict[str, E] | None = None) -> Reader[E]:
    """One of the words of an enumeration, or a synonym from `also`, in any case."""
    words = {str(each).lower(): each for each in kind} | (also or {})

    def read(value: Any) -> E:
        said = str(value).strip().lower().replace("_", " ")
        if isinstance(value, str) and said in words:
            return words[said]
        near = get_close_matches(said, words, 1, 0.6)
        known = ", ".join(f'"{each}"' for each in kind)
        hint = f'did you mean "{words[near[0]]}"? Write' if near else "write"
        raise UnfitError(f"{show(value)} is not known; {hint} one of {known}.")

    return read


def _measured(pattern: re.Pattern[str], value: Any, example: str) -> tuple[Decimal, str]:
    said = str(value).strip() if isinstance(value, str | int | float) else ""
    found = pattern.fullmatch(said)
    if found is None or isinstance(value, bool):
        raise UnfitError(f"{show(value)} is not understood; write {example}.")
    return Decimal(found[1].replace(",", ".")), (found[2] or "").lower()


def mass_unit_said(value: Any) -> MassUnit | None:
    """The unit written behind a mass, if any."""
    found = _MASS.fullmatch(value.strip()) if isinstance(value, str) else None
    if found is None or not found[2]:
        return None
    return MassUnit.KG if found[2].lower().startswith("k") else MassUnit.LB


def mass(unit: MassUnit, low_g: int, high_g: int, example: str) -> Reader[int]:
    """Grams of `68`, `"68 kg"` or `"150 lb"`; a bare number is in `unit`."""

    def read(value: Any) -> int:
        amount, _ = _measured(_MASS, value, example)
        found = grams(amount, mass_unit_said(value) or unit) if amount < 10**6 else high_g + 1
        if not low_g <= found <= high_g:
            raise UnfitError(f"{show(value)} cannot be right; write {example}.")
        return found

    return read


def metres(unit: DistanceUnit, example: str) -> Reader[int]:
    """Whole metres, 100 m to 500 km, of `8`, `"8 km"`, `"5 mi"` or `"400 m"`."""

    def read(value: Any) -> int:
        amount, said = _measured(_DISTANCE, value, example)
        said = said or unit.value
        factor = METRES_PER_MILE if said.startswith("mi") else Decimal(1 if said == "m" else 1000)
        found = round(amount * factor) if amount < 10**6 else 0
        if not 100 <= found <= 500_000:
            raise UnfitError(f"{show(value)} cannot be right; write {example}.")
        return found

    return read


def centimetres(low: int, high: int, example: str) -> Reader[int]:
    """Whole centimetres of `45`, `"45 cm"` or `"18 in"`."""

    def read(value: Any) -> int:
        amount, said = _measured(_LENGTH, value, example)
        factor = _CENTIMETRES_PER_INCH if said and said != "cm" else Decimal(1)
        found = round(amount * factor) if amount < 10**6 else 0
        if not low <= found <= high:
            raise UnfitError(f"{show(value)} cannot be right; write {example}.")
        return found

    return read


def pace(unit: DistanceUnit) -> Reader[float]:
    """Seconds per kilometre of `"5:45 /km"` or `"9:15 /mi"`."""

    def read(value: Any) -> float:
        found = _PACE.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            raise UnfitError(f'{show(value)} is not a pace; write "5:45 /km" or "9:15 /mi".')
        seconds = int(found[1]) * 60 + int(found[2])
        per_mile = (found[3] or unit.value).lower().startswith("mi")
        per_km = seconds / float(METRES_PER_MILE) * 1000 if per_mile else float(seconds)
        if not 140 <= per_km <= 1200:
            raise UnfitError(f'{show(value)} is no running pace; write "5:45 /km" or "9:15 /mi".')
        return per_km

    return read


def without_doubles(form: Form, key: str, values: Iterable[T]) -> frozenset[T]:
    """The values as a set; a value that stands twice is a mistake."""
    seen: set[T] = set()
    for value in values:
        if value in seen:
            name = getattr(value, "name", str(value)).capitalize()
            form.note(f"{name} stands twice; leave one out.", key)
        seen.add(value)
    return frozenset(seen)
