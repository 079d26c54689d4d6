"""One key per name, however it is spelled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.coach.exercise_names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Squat (Barbell)", "barbell squats"),
        ("Push-Ups", "pushup"),
        ("PULL_UP", "pull ups"),
        ("DB Row", "Dumbbell Rows"),
        ("Single Leg RDL", "One-Legged Romanian Deadlift"),
        ("Farmer's Walk", "farmers walk"),
        ("Captain´s Chair", "captains chair"),
        ("Lat Pull-Down", "lat pulldowns"),
        ("Chest Flye", "chest flies"),
        ("Développé", "developpe"),
        ("Tricep Kickback", "triceps kickback"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lunge (Barbell)", "Lunge (Dumbbell)"),
        ("Leg Press", "Calf Press on Leg Press"),
        ("Step Up", "Step Down"),
        ("Calf Raise", "Seated Calf Raise"),
        ("Drop Jump 20 cm", "Drop Jump 40 cm"),
    ],
)
def test_different_exercises_keep_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("word", ["press", "soleus", "tibialis"])
def test_not_every_word_that_ends_in_s_is_a_plural(word: str) -> None:
    assert name_key(word) == word


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


@given(st.lists(st.sampled_from(["Squat", "Press", "leg", "ups", "Dumbbell", "x9"]), min_size=1))
def test_the_order_of_words_does_not_count(words: list[str]) -> None:
    assert name_key(" ".join(words)) == name_key("-".join(reversed(words)))
