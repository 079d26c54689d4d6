"""What is meant by a misspelled search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.catalogue import catalogue
from strongstride.coach.exercise_search import ExerciseSearch, nearest, search
from tests.coach.making import exercise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sqat", "squat"),
        ("gobblet", "goblet squat"),
        ("romainan dedlift", "romanian deadlift"),
        ("claf rase", "calf raise"),
        ("plnk", "plank"),
        ("bulgarien", "bulgarian"),
    ],
)
def test_a_typing_error_leads_to_what_was_meant(typed: str, meant: str) -> None:
    assert search(catalogue(), ExerciseSearch(text=typed)) == ()
    names = nearest(catalogue(), typed)
    assert 1 <= len(names) <= 3
    assert all(word in names[0].lower() for word in meant.split())


def test_an_exercise_of_ones_own_is_near_too() -> None:
    own = exercise(id="own:1", name="Zercher carry")
    assert "Zercher carry" in nearest(catalogue(), "zerchr", [own])


def test_what_is_like_nothing_is_near_nothing() -> None:
    assert nearest(catalogue(), "xqzwvk") == ()


@given(st.text(max_size=60))
def test_any_text_gives_names_that_are_found(text: str) -> None:
    for name in nearest(catalogue(), text):
        assert search(catalogue(), ExerciseSearch(text=name))
