"""A heavier range of repetitions is no way round a break, bad form or pain."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.coach.lifters import EIGHT_TO_TWELVE, next_of, session

HEAVY = msgspec.structs.replace(EIGHT_TO_TWELVE, low=4, high=6, target=4, rir=3, rest_s=165)


def load_after(days: int, *, form: bool = True, pain: int = 0) -> int:
    """The load of a heavier range after two sessions of 60 kg x 15, the last so many days ago."""
    log = [
        session(days + 3, "barbell-squat", 60, [15, 15, 15], rir=3, form=form, pain=pain),
        session(days, "barbell-squat", 60, [15, 15, 15], rir=3, form=form, pain=pain),
    ]
    found = next_of("barbell-squat", log, dose=HEAVY)
    return found.sets[0].load_g or 0


def test_a_new_range_adds_at_most_a_tenth() -> None:
    assert 60_000 < load_after(4) <= 66_000


@given(st.integers(1, 200), st.integers(1, 200))
def test_more_days_off_never_mean_more_load(a: int, b: int) -> None:
    sooner, later = sorted((a, b))
    assert load_after(later) <= load_after(sooner)


@pytest.mark.parametrize("days", [4, 12, 30])
def test_bad_form_adds_nothing_in_a_new_range(days: int) -> None:
    assert load_after(days, form=False) <= 60_000


@pytest.mark.parametrize(("pain", "most"), [(3, 60_000), (4, 50_000), (5, 50_000)])
@pytest.mark.parametrize("days", [4, 12])
def test_pain_adds_nothing_in_a_new_range(pain: int, most: int, days: int) -> None:
    assert load_after(days, pain=pain) <= most
