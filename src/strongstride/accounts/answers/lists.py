"""Lists people type: `2-20 by 2, 24 kg`, one thing a line or apart by commas; and back again."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from strongstride.coach.quantities import MassUnit, grams, in_unit, show_load

_APART = re.compile(r"[;\n]|,(?=\s|$)")
_DECIMAL_COMMA = re.compile(r".*\d,(?:\d?5|0)\b.*")  # 2,5 and 1,25; in 8,10 two weights stand
_LADDER = 4  # so many equal steps are told as a range


def items(text: str) -> list[str]:
    """The things in a text: apart by new lines, semicolons or commas, without blanks around."""
    parts = (part.strip(" \t\r,") for part in _APART.split(text))
    return [item for part in parts for item in _split(part) if item]


def _split(part: str) -> list[str]:
    if _DECIMAL_COMMA.fullmatch(part):
        return [part]
    return [item.strip() for item in part.split(",")]


def load_list(loads_g: Sequence[int], unit: MassUnit) -> str:
    """Loads as one would type them, equal steps as ranges: `4 kg, 8-32 kg by 4`."""
    amounts = [in_unit(load, unit) for load in loads_g]
    told: list[str] = []
    place = 0
    while place < len(loads_g):
        length = _run_length(amounts[place:])
        if length >= _LADDER and _exact(loads_g[place : place + length], unit):
            step = amounts[place + 1] - amounts[place]
            last = amounts[place + length - 1]
            told.append(f"{amounts[place]:f}-{last:f} {unit} by {step:f}")
            place += length
        else:
            told.append(exact_load(loads_g[place], unit))
            place += 1
    return ", ".join(told)


def exact_load(load_g: int, unit: MassUnit) -> str:
    """A load as text that reads back to the same gram: in kilograms where the unit hides some."""
    if grams(in_unit(load_g, unit), unit) == load_g:
        return show_load(load_g, unit)
    return f"{(Decimal(load_g) / 1000).normalize():f} kg"


def _run_length(amounts: Sequence[Decimal]) -> int:
    """How many of the first amounts are apart by the same step."""
    steps = [later - sooner for sooner, later in pairwise(amounts)]
    same = next((n for n, step in enumerate(steps) if step != steps[0]), len(steps))
    return same + 1


def _exact(loads_g: Iterable[int], unit: MassUnit) -> bool:
    return all(grams(in_unit(load, unit), unit) == load for load in loads_g)
