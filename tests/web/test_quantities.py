"""Quantities as pages show them, in the runner's own units."""

import msgspec
import pytest

from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.web.templatetags import quantities


class Units(msgspec.Struct, frozen=True):
    """The units of a runner."""

    mass_unit: MassUnit = MassUnit.KG
    distance_unit: DistanceUnit = DistanceUnit.KM


KM = Units()
MILES = Units(MassUnit.LB, DistanceUnit.MI)


@pytest.mark.parametrize(
    ("metres", "units", "shown"),
    [(8046.72, MILES, "5.00 mi"), (8046.72, KM, "8.05 km"), (0, KM, "0.00 km"), (None, KM, "–")],
)
def test_a_distance_is_told_in_the_runners_unit(
    metres: float | None, units: Units, shown: str
) -> None:
    assert quantities.distance(metres, units) == shown


@pytest.mark.parametrize(
    ("metres", "units", "shown"),
    [(8000, KM, "8 km"), (8049, KM, "8 km"), (8500, KM, "8.5 km"), (16093.44, MILES, "10 mi")],
)
def test_a_short_distance_claims_one_decimal_at_most(
    metres: float, units: Units, shown: str
) -> None:
    assert quantities.short_distance(metres, units) == shown


def test_a_pace_is_minutes_and_seconds_of_one_unit() -> None:
    assert quantities.pace(1000 / 300, KM) == "5:00 /km"
    assert quantities.pace(1609.344 / 479.6, MILES) == "8:00 /mi"
    assert quantities.pace(0.0, KM) == "–"
    assert quantities.pace(None, KM) == "–"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (2710, "45:10"), (3723, "1:02:03")]
)
def test_a_clock_rounds_to_the_second(seconds: float, shown: str) -> None:
    assert quantities.clock(seconds) == shown


def test_a_load_has_no_more_decimals_than_it_needs() -> None:
    assert quantities.load(12_000, KM) == "12 kg"
    assert quantities.load(12_500, KM) == "12.5 kg"
    assert quantities.load(20_412, MILES) == "45 lb"
    assert quantities.load(0, KM) == "0 kg"
    assert quantities.load(None, KM) == ""
