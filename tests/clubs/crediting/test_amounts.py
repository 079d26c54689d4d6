"""Amounts as people write and read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.amounts import AmountError, of_one_entry, parse, show
from strongstride.clubs.crediting.terms import ChallengeKind as Kind
from strongstride.coach.quantities import DistanceUnit

KM, MI = DistanceUnit.KM, DistanceUnit.MI


@pytest.mark.parametrize(
    ("amount", "kind", "unit", "shown"),
    [
        (98_500, Kind.DISTANCE, MI, "61.2 mi"),
        (62_500, Kind.LONGEST, KM, "62.5 km"),
        (1_609_344, Kind.DISTANCE, MI, "1,000 mi"),
        (999_960, Kind.DISTANCE, KM, "1,000 km"),
        (0, Kind.DISTANCE, KM, "0.0 km"),
        (43_500, Kind.TIME, KM, "12 h 05 min"),
        (2_700, Kind.TIME, KM, "45 min"),
        (3_599, Kind.TIME, KM, "1 h 00 min"),
        (840, Kind.ELEVATION, MI, "840 m"),
        (12_840, Kind.ELEVATION, KM, "12,840 m"),
        (9, Kind.RUNS, KM, "9 runs"),
        (1, Kind.RUNS, KM, "1 run"),
        (12, Kind.STREAK, KM, "12 days"),
        (7, Kind.STRENGTH, KM, "7 strength sessions"),
        (54_500, Kind.POINTS, KM, "54.5 points"),
    ],
)
def test_amounts_are_shown_in_their_unit(amount, kind, unit, shown):
    assert show(amount, kind, unit) == shown


@pytest.mark.parametrize(
    ("text", "kind", "unit", "amount"),
    [
        ("1000", Kind.DISTANCE, KM, 1_000_000),
        ("1000", Kind.DISTANCE, MI, 1_609_344),
        ("1,000 miles", Kind.DISTANCE, KM, 1_609_344),
        (" 1,000  MILES ", Kind.DISTANCE, KM, 1_609_344),
        ("100 mi", Kind.DISTANCE, KM, 160_935),  # rounded up
        ("62.5 km", Kind.DISTANCE, MI, 62_500),
        ("62,5km", Kind.DISTANCE, MI, 62_500),
        ("21.1", Kind.LONGEST, KM, 21_100),
        ("12 h", Kind.TIME, KM, 43_200),
        ("12", Kind.TIME, KM, 43_200),
        ("12:30", Kind.TIME, KM, 45_000),
        ("12 h 30 min", Kind.TIME, KM, 45_000),
        ("12h30", Kind.TIME, KM, 45_000),
        ("1.5 h", Kind.TIME, KM, 5_400),
        ("90 min", Kind.TIME, KM, 5_400),
        ("1,200 m", Kind.ELEVATION, MI, 1_200),
        ("4000 ft", Kind.ELEVATION, KM, 1_220),
        ("8848", Kind.ELEVATION, KM, 8_848),
        ("20", Kind.RUNS, KM, 20),
        ("20 runs", Kind.RUNS, KM, 20),
        ("1 run", Kind.RUNS, KM, 1),
        ("30 days", Kind.STREAK, KM, 30),
        ("12 sessions", Kind.STRENGTH, KM, 12),
        ("12 strength sessions", Kind.STRENGTH, KM, 12),
        ("62.5 points", Kind.POINTS, KM, 62_500),
    ],
)
def test_amounts_are_read_in_many_hands(text, kind, unit, amount):
    assert parse(text, kind, unit) == amount


@pytest.mark.parametrize(
    ("text", "kind", "says"),
    [
        ("10 mph", Kind.DISTANCE, "“10 mph” cannot be read: write a distance such as 1,000 km"),
        ("10 m", Kind.DISTANCE, "a number alone is km"),  # metres or miles?
        ("", Kind.DISTANCE, "write a distance"),
        ("a lot", Kind.DISTANCE, "“a lot” cannot be read"),
        ("-5", Kind.DISTANCE, "cannot be read"),
        ("0 km", Kind.DISTANCE, "Write more than 0"),
        ("1,00,0", Kind.DISTANCE, "cannot be read"),
        ("1e9", Kind.DISTANCE, "cannot be read"),
        ("٣ km", Kind.DISTANCE, "cannot be read"),
        ("nan", Kind.DISTANCE, "cannot be read"),
        ("99999999999 km", Kind.DISTANCE, "more than can be counted"),
        ("12:75", Kind.TIME, "write a time such as 12 h"),
        ("5 km", Kind.TIME, "write a time"),
        ("2.5", Kind.RUNS, "a whole number of runs"),
        ("2 h", Kind.STREAK, "a whole number of days"),
        ("3 km", Kind.STRENGTH, "a whole number of strength sessions"),
        ("5 h", Kind.POINTS, "points such as 100"),
        ("5 mi", Kind.ELEVATION, "a climb such as 1,200 m"),
        ("x" * 99, Kind.RUNS, "x…”"),
    ],
)
def test_what_is_no_amount_says_what_to_write(text, kind, says):
    with pytest.raises(AmountError) as refused:
        parse(text, kind, KM)
    assert says in str(refused.value)
    assert str(refused.value).endswith(".")


@given(st.text(max_size=40), st.sampled_from(Kind), st.sampled_from(DistanceUnit))
def test_reading_anything_gives_an_amount_or_a_sentence(text, kind, unit):
    try:
        amount = parse(text, kind, unit)
    except AmountError as error:
        said = str(error)
    else:
        said = f"{amount}."
        assert 0 < amount <= 10**12
    assert said.endswith(".")


@given(st.integers(1, 10**9), st.sampled_from(Kind), st.sampled_from(DistanceUnit))
def test_what_is_shown_can_be_read_again(amount, kind, unit):
    shown = show(amount, kind, unit)
    try:
        read = parse(shown, kind, unit)
    except AmountError:
        assert not any(digit in shown for digit in "123456789")  # it is shown as 0
    else:
        coarse = {Kind.DISTANCE: 1_610, Kind.LONGEST: 1_610, Kind.TIME: 60, Kind.POINTS: 1_000}
        assert abs(read - amount) <= coarse.get(kind, 0)


def test_a_run_or_a_day_is_limited_in_distance_and_everything_else_in_its_own_unit():
    assert {kind for kind in Kind if of_one_entry(kind) is not kind} == {Kind.RUNS, Kind.STREAK}
    assert of_one_entry(Kind.STREAK) is Kind.DISTANCE
