"""Loads and units, kept exactly.

Inside Strongstride a load is a whole number of grams (`load_g: int`). Kilograms and pounds exist
only at the edges: in the athlete file, on screen and in JSON.
"""

from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum

GRAMS_PER_POUND = Decimal("453.59237")  # exact, international pound
METRES_PER_MILE = Decimal("1609.344")  # exact, international mile


class MassUnit(StrEnum):
    """The unit an athlete thinks in for loads and body mass."""

    KG = "kg"
    LB = "lb"


class DistanceUnit(StrEnum):
    """The unit an athlete thinks in for distances."""

    KM = "km"
    MI = "mi"

    @property
    def metres(self) -> Decimal:
        """How many of them one has, exactly."""
        return METRES_PER_MILE if self is DistanceUnit.MI else Decimal(1000)


def grams(amount: float | str | Decimal, unit: MassUnit = MassUnit.KG) -> int:
    """Whole grams of an amount in `unit`, to the nearest gram."""
    factor = Decimal(1000) if unit is MassUnit.KG else GRAMS_PER_POUND
    return int((Decimal(str(amount)) * factor).quantize(Decimal(1), ROUND_HALF_EVEN))


def in_unit(load_g: int, unit: MassUnit) -> Decimal:
    """The amount to show in `unit`, to the nearest 0.05 kg or 0.1 lb; grams hide no digit."""
    factor, step = (
        (Decimal(1000), Decimal("0.05"))
        if unit is MassUnit.KG
        else (GRAMS_PER_POUND, Decimal("0.1"))
    )
    steps = (Decimal(load_g) / factor / step).quantize(Decimal(1), ROUND_HALF_EVEN)
    return (steps * step).normalize() + 0


def show_load(load_g: int, unit: MassUnit) -> str:
    """A load as people write it: `12.5 kg`, `45 lb`."""
    return f"{in_unit(load_g, unit):f} {unit}"


def show_distance(distance_m: float, unit: DistanceUnit) -> str:
    """A distance with one decimal: `8.0 km`, `5.0 mi`."""
    return f"{Decimal(str(distance_m)) / unit.metres:.1f} {unit}"
