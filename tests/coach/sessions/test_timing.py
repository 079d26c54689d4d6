"""How long sets take."""

from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import Measure
from strongstride.coach.sessions.timing import paired_rests, work_seconds
from tests.coach.making import exercise


def test_repetitions_take_their_seconds_on_both_sides() -> None:
    assert work_seconds(exercise(seconds_per_rep=3.0), 10) == 30
    assert work_seconds(exercise(seconds_per_rep=3.0, one_sided=True), 10) == 65


def test_holds_take_what_they_say() -> None:
    assert work_seconds(exercise(measure=Measure.SECONDS), 30) == 30


def test_a_pair_rests_each_exercise_as_long_as_it_needs() -> None:
    first, second = paired_rests(165, 40, 60, 35)
    assert first == 30
    assert first + 35 + second >= 165


@given(
    rest_a=st.integers(30, 240),
    work_a=st.floats(5, 120),
    rest_b=st.integers(30, 240),
    work_b=st.floats(5, 120),
)
def test_pairing_never_shortens_a_rest_and_never_takes_longer(
    rest_a: int, work_a: float, rest_b: int, work_b: float
) -> None:
    after_a, after_b = paired_rests(rest_a, work_a, rest_b, work_b)
    assert after_a + work_b + after_b >= rest_a
    assert after_b + work_a + after_a >= rest_b
    assert after_a + after_b <= rest_a + rest_b + 5  # rounded up to five seconds
