"""Quantities in the runner's own units: `{{ run.distance_m|distance:units }}`.

`units` is the athlete of the profile (anything with `mass_unit` and `distance_unit`).
"""

from typing import Protocol

from django import template

from strongstride.coach.quantities import DistanceUnit, MassUnit, show_load

register = template.Library()


class Units(Protocol):
    """Whose units to tell something in."""

    @property
    def mass_unit(self) -> MassUnit: ...

    @property
    def distance_unit(self) -> DistanceUnit: ...


def unit_m(units: Units) -> float:
    """Metres of one unit of distance."""
    return float(units.distance_unit.metres)


@register.filter
def distance(metres: float | None, units: Units) -> str:
    """`8.05 km`, `5.00 mi`; a dash when unknown."""
    if metres is None:
        return "–"
    return f"{metres / unit_m(units):.2f} {units.distance_unit.value}"


@register.filter
def short_distance(metres: float | None, units: Units) -> str:
    """`8 km`, `5.5 mi`: for plans and sums, where two decimals claim too much."""
    if metres is None:
        return "–"
    value = metres / unit_m(units)
    return f"{value:.1f}".removesuffix(".0") + f" {units.distance_unit.value}"


@register.filter
def pace(metres_per_second: float | None, units: Units) -> str:
    """`5:30 /km`; a dash when unknown or standing."""
    if not metres_per_second:
        return "–"
    seconds = round(unit_m(units) / metres_per_second)
    return f"{seconds // 60}:{seconds % 60:02d} /{units.distance_unit.value}"


@register.filter
def clock(seconds: float | None) -> str:
    """`45:10`, `1:02:03`; a dash when unknown."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


@register.filter
def load(grams: int | None, units: Units) -> str:
    """`12 kg`, `26.5 lb`, as many decimals as it needs; nothing when there is no load."""
    if grams is None:
        return ""
    return show_load(grams, units.mass_unit)
