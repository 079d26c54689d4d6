"""The letters of cards: what can be drawn, how wide it is, and how it is made to fit."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strongstride.clubs.share.lettering import FONT_FILES, drawable, fit, width


@pytest.mark.parametrize(
    "name",
    [
        "Mo",
        "Zoë Łukasiewicz-Ångström",
        "Nguyễn Thị Ánh",
        "Александра Иванова",
        "Ελένη Παπαδοπούλου",
        "अनन्या क्\u200dष",
        "O’Neill & Søn, №5",
    ],
)
def test_names_of_these_scripts_are_drawn_whole(name: str) -> None:
    assert drawable(name) == name


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Mo 🏃‍♀️🔥", "Mo"),
        ("❤️ Kit ❤️", "Kit"),
        ("山田 Hana", "Hana"),
        ("🏃", ""),
        ("Kit\x00\u202e\nL.", "Kit L."),
        ("  a \t b  ", "a b"),
    ],
)
def test_what_cannot_be_drawn_is_left_out(name: str, drawn: str) -> None:
    assert drawable(name) == drawn


@given(st.text(max_size=40))
def test_what_is_drawable_stays_so(text: str) -> None:
    assert drawable(drawable(text)) == drawable(text)


@settings(max_examples=50)
@given(st.text(alphabet="aWiм λ.", max_size=80), st.integers(100, 900))
def test_a_fitted_text_fits(text: str, room: int) -> None:
    shown, size = fit(text, room, 50, 30, 800)
    assert 30 <= size <= 50
    assert width(shown, size, 800) <= room
    assert shown == text or shown.endswith("…")


def test_a_short_text_is_not_touched() -> None:
    assert fit("Mo", 500, 50, 30, 800) == ("Mo", 50)


def test_heavier_and_larger_is_wider() -> None:
    assert width("Mo", 50, 800) > width("Mo", 50, 400)
    assert width("Mo", 100, 400) == pytest.approx(2 * width("Mo", 50, 400))


def test_the_fonts_come_with_their_licences() -> None:
    for file in FONT_FILES:
        licence = Path(file).parent.parent / "LICENSE"
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()
