"""What names and calendar titles say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.running.run_names import kind_in_name, planned_kind
from strongstride.coach.runs import RunKind

HARD, EASY, LONG, RACE, STEADY = (
    RunKind.HARD,
    RunKind.EASY,
    RunKind.LONG,
    RunKind.RACE,
    RunKind.STEADY,
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Morning Run", None),
        ("", None),
        ("Marathon training", None),
        ("8x400 @ 5k pace", HARD),
        ("6 × 1 km", HARD),
        ("Séance fractionné", HARD),
        ("Schwellenlauf", HARD),
        ("Easy + 6x20s strides", EASY),
        ("Lockerer Dauerlauf", EASY),
        ("Long easy run", LONG),
        ("Long run with tempo", HARD),
        ("Saturday parkrun", RACE),
        ("Steady progression", STEADY),
    ],
)
def test_the_kind_a_name_hints_at(name: str, kind: RunKind | None) -> None:
    assert kind_in_name(name) is kind


@pytest.mark.parametrize(
    ("title", "distance", "duration", "kind"),
    [
        ("Run", False, False, EASY),
        ("Long run", False, False, LONG),
        ("Intervals 8x400", False, False, HARD),
        ("Easy 45 min", False, True, EASY),
        ("10 km", True, False, EASY),
        ("City Half Marathon", False, False, RACE),
        ("Marathon training plan", False, False, None),
        ("Long meeting", False, False, None),
        ("Easy ride 45 min", False, True, None),
        ("Tempo ride 40 km", True, False, None),
        ("Dentist", False, False, None),
        ("Strength 45 min", False, True, None),
    ],
)
def test_which_calendar_entries_are_runs(
    title: str, distance: bool, duration: bool, kind: RunKind | None
) -> None:
    assert planned_kind(title, has_distance=distance, has_duration=duration) is kind


@given(st.text())
def test_any_name_can_be_read(name: str) -> None:
    assert kind_in_name(name) in (None, *RunKind)
    planned_kind(name, has_distance=True, has_duration=True)
