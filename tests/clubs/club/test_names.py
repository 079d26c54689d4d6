"""Names and initials."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.club.names import LONGEST, clean_name, initials, mark_of, shown_name
from strongstride.clubs.models import ShownAs


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Robin Hale", "RH"),
        ("robin van der hale", "RH"),
        ("Mo", "M"),
        ("  Kit   L. ", "KL"),
        ("“Jo” (Stone)", "JS"),
        ("Ørjan Ås", "ØÅ"),
        ("陈 小明", "陈小"),
        ("7 of 9", "79"),
        ("!!", ""),
        ("", ""),
    ],
)
def test_initials_are_of_the_first_and_the_last_word(name: str, expected: str) -> None:
    assert initials(name) == expected


def test_a_board_shows_what_was_chosen() -> None:
    assert shown_name("Robin Hale", ShownAs.NAME) == "Robin Hale"
    assert shown_name("Robin Hale", ShownAs.INITIALS) == "RH"
    assert shown_name("Robin Hale", ShownAs.HIDDEN) == ""


@pytest.mark.parametrize(
    ("shown", "mark"), [("RH", "RH"), ("R", "R"), ("Mo", "M"), ("Al Bo", "AB")]
)
def test_the_mark_beside_initials_are_these(shown: str, mark: str) -> None:
    assert mark_of(shown) == mark


def test_what_turns_or_breaks_a_line_is_left_out() -> None:
    assert clean_name("Ro\u202ebin\u0000\n Ha\u2066le\u200b") == "Robin Hale"
    assert clean_name("می\u200cخواهم") == "می\u200cخواهم"  # a joiner that belongs to the word


@given(st.text(max_size=200))
def test_a_clean_name_stays_as_it_is(text: str) -> None:
    cleaned = clean_name(text)
    assert clean_name(cleaned) == cleaned
    assert len(cleaned) <= LONGEST
    assert not any(unicodedata.category(letter) in ("Cc", "Zl", "Zp") for letter in cleaned)


@given(st.text(max_size=60))
def test_initials_tell_two_letters_at_most_of_a_name(text: str) -> None:
    letters = [word for word in text.split() if any(map(str.isalnum, word))]
    assert bool(initials(text)) == bool(letters)
    assert len(initials(text)) <= 2 * 3  # ß and its like are longer in capitals
