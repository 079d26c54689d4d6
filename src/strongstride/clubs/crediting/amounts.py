"""Amounts of a challenge as people write and read them: 61.2 mi, 12 h 05 min, 9 runs."""

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, Decimal

from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.coach.quantities import METRES_PER_MILE, DistanceUnit

MOST = 10**12  # of any amount: far above what anybody does, far below what a column holds

_DISTANCES = {ChallengeKind.DISTANCE, ChallengeKind.LONGEST}
_COUNTS = {
    ChallengeKind.RUNS: ("run", "runs"),
    ChallengeKind.STREAK: ("day", "days"),
    ChallengeKind.STRENGTH: ("strength session", "strength sessions"),
}
_WHOLE_FROM = Decimal("999.95")  # of what would be shown as 1,000.0 on, tenths are left out
_FEET = Decimal("0.3048")  # exact, international foot

_CLOCK = re.compile(r"([0-9]{1,6}):([0-5][0-9])")
_HOURS = re.compile(r"([0-9.,]+) ?h(?:ours?|rs?)?(?: ?([0-5]?[0-9])(?: ?m(?:in(?:utes?)?)?)?)?")
_NUMBER = re.compile(r"([0-9][0-9.,]*) ?([a-z ]*)")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")

_LENGTHS: dict[str, int | Decimal] = {
    **dict.fromkeys(("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"), 1000),
    **dict.fromkeys(("mi", "mile", "miles"), METRES_PER_MILE),
}
_HEIGHTS: dict[str, int | Decimal] = {
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), 1),
    **dict.fromkeys(("ft", "foot", "feet"), _FEET),
    "km": 1000,
}
_TIMES: dict[str, int | Decimal] = {
    **dict.fromkeys(("h", "hour", "hours", "hr", "hrs"), 3600),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), 60),
}


class AmountError(ValueError):
    """What was written is no amount of this kind; the message says what to write."""


def show(amount: int, kind: ChallengeKind, unit: DistanceUnit) -> str:
    """An amount in the small unit of `kind`, as it is read: 61.2 mi, 12 h 05 min, 840 m."""
    if kind in _DISTANCES:
        return f"{_decimal(amount / unit.metres)} {unit}"
    if kind is ChallengeKind.TIME:
        return _show_time(amount)
    if kind is ChallengeKind.ELEVATION:
        return f"{amount:,} m"
    if kind is ChallengeKind.POINTS:
        return f"{_decimal(Decimal(amount) / 1000)} points"
    one, many = _COUNTS[kind]
    return f"{amount:,} {one if amount == 1 else many}"


def parse(text: str, kind: ChallengeKind, unit: DistanceUnit) -> int:
    """What was written, in the small unit of `kind`, rounded up; a bare number is in `unit`.

    AmountError, with a sentence for whoever wrote it, where it is no amount above 0 of that kind.
    """
    written = " ".join(text.casefold().split())
    amount = _READERS.get(kind, _read_count)(written, kind, unit)
    if amount is None:
        raise AmountError(f"{_quoted(text)} cannot be read: {_write(kind, unit)}.")
    if amount <= 0:
        raise AmountError(f"Write more than 0: {_write(kind, unit, leading='')}.")
    if amount > MOST:
        raise AmountError("That is more than can be counted: write a smaller number.")
    return int(amount.to_integral_value(ROUND_CEILING))


def of_one_entry(kind: ChallengeKind) -> ChallengeKind:
    """The kind whose unit the limits of one entry are in: a run or a day is limited by metres."""
    by_length = {ChallengeKind.RUNS, ChallengeKind.STREAK}
    return ChallengeKind.DISTANCE if kind in by_length else kind


def _decimal(value: Decimal) -> str:
    return f"{value:,.1f}" if value < _WHOLE_FROM else f"{value:,.0f}"


def _show_time(seconds: int) -> str:
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest:02d} min" if hours else f"{rest} min"


def _read_length(text: str, _: ChallengeKind, unit: DistanceUnit) -> Decimal | None:
    return _measured(text, {"": unit.metres, **_LENGTHS})


def _read_height(text: str, _: ChallengeKind, __: DistanceUnit) -> Decimal | None:
    return _measured(text, {"": 1, **_HEIGHTS})


def _read_time(text: str, _: ChallengeKind, __: DistanceUnit) -> Decimal | None:
    if clock := _CLOCK.fullmatch(text):
        return Decimal(int(clock[1]) * 3600 + int(clock[2]) * 60)
    if both := _HOURS.fullmatch(text):
        hours = _number(both[1])
        return None if hours is None else hours * 3600 + int(both[2] or 0) * 60
    return _measured(text, {"": 3600, **_TIMES})


def _read_points(text: str, _: ChallengeKind, __: DistanceUnit) -> Decimal | None:
    return _measured(text, dict.fromkeys(("", "point", "points"), 1000))


def _read_count(text: str, kind: ChallengeKind, _: DistanceUnit) -> Decimal | None:
    one, many = _COUNTS[kind]
    count = _measured(text, dict.fromkeys(("", one, many, one.split()[-1], many.split()[-1]), 1))
    return count if count is not None and count == count.to_integral_value() else None


_READERS: dict[ChallengeKind, Callable[[str, ChallengeKind, DistanceUnit], Decimal | None]] = {
    ChallengeKind.DISTANCE: _read_length,
    ChallengeKind.LONGEST: _read_length,
    ChallengeKind.TIME: _read_time,
    ChallengeKind.ELEVATION: _read_height,
    ChallengeKind.POINTS: _read_points,
}


def _measured(text: str, units: dict[str, int | Decimal]) -> Decimal | None:
    """A number and a word of `units`; None where it is anything else."""
    parts = _NUMBER.fullmatch(text)
    if parts is None or parts[2] not in units:
        return None
    number = _number(parts[1])
    return None if number is None else number * units[parts[2]]


def _number(text: str) -> Decimal | None:
    """1000, 1,000, 62.5 and 62,5; None where it is none of these."""
    if len(text) > 20:
        return None
    if _THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    return Decimal(text.replace(",", ".")) if _PLAIN.fullmatch(text) else None


def _quoted(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short[:40]}…”" if len(short) > 40 else f"“{short}”"


def _write(kind: ChallengeKind, unit: DistanceUnit, leading: str = "write ") -> str:
    far = "a distance such as 1,000 km or 62.5 mi"
    examples = {
        ChallengeKind.DISTANCE: f"{far}; a number alone is {unit}",
        ChallengeKind.LONGEST: f"{far}; a number alone is {unit}",
        ChallengeKind.TIME: "a time such as 12 h, 12:30 (hours and minutes) or 90 min",
        ChallengeKind.ELEVATION: "a climb such as 1,200 m or 4,000 ft",
        ChallengeKind.RUNS: "a whole number of runs such as 20",
        ChallengeKind.STREAK: "a whole number of days such as 30",
        ChallengeKind.STRENGTH: "a whole number of strength sessions such as 12",
        ChallengeKind.POINTS: "points such as 100 or 62.5",
    }
    return leading + examples[kind]
