"""Bands of totals."""

from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.bands import band, band_top

TOTALS = st.integers(0, 2**62)


@given(TOTALS)
def test_a_total_lies_in_its_band_and_the_next_begins_above_its_top(total):
    top = band_top(band(total))
    assert total <= top
    assert band(top) == band(total)
    assert band(top + 1) == band(total) + 1


@given(TOTALS, TOTALS)
def test_bands_never_fall_as_totals_grow(one, other):
    assert (band(one) <= band(other)) or one > other


@given(TOTALS)
def test_a_band_is_narrow(total):
    number = band(total)
    bottom = band_top(number - 1) + 1 if number else 0
    assert (band_top(number) - bottom) * 256 <= total


def test_bands_begin_at_0_and_stay_few():
    assert [band(total) for total in (0, 1, 511, 512, 513, 514)] == [0, 1, 511, 512, 512, 513]
    assert band_top(0) == 0
    assert band(2**62) < 14_500
