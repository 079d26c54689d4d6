"""Share cards: size, weight, what changes them, and that no name breaks them."""

import io
import xml.etree.ElementTree as ET

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from strongstride.clubs.share.card import CardFacts, card_png, card_svg, digest

FACTS = CardFacts(
    club="Riverside Striders",
    challenge="Winter 1,000 miles",
    figure="642 mi",
    captions=("of 1,000 mi · 64 %", "9 runs · 4 strength sessions"),
    name="Mo",
    note="11 days left",
    done=0.642,
)
PAPER, TRACK = (0xFA, 0xF6, 0xF0), (0xC2, 0x45, 0x2C)
_OTHER: dict[str, object] = {
    "club": "Hillside Striders",
    "challenge": "Spring",
    "figure": "643 mi",
    "captions": ("of 1,000 mi · 64 %",),
    "name": "Kit",
    "note": "10 days left",
    "done": 0.7,
}


def picture(facts: CardFacts) -> Image.Image:
    return Image.open(io.BytesIO(card_png(facts))).convert("RGB")


def texts(facts: CardFacts) -> list[str]:
    root = ET.fromstring(card_svg(facts))
    return [each.text or "" for each in root.iter("{http://www.w3.org/2000/svg}text")]


def terracotta(facts: CardFacts) -> int:
    """Pixels of the track's colour on the track itself, clear of the figure."""
    track = picture(facts).crop((40, 160, 200, 510))
    return sum(count for count, colour in track.getcolors(100_000) or [] if colour == TRACK)


@pytest.mark.parametrize("done", [None, 0.0, 0.642, 1.0, 2.5])
def test_a_card_has_the_size_and_weight_that_programs_take(done: float | None) -> None:
    data = card_png(msgspec.structs.replace(FACTS, done=done))
    assert Image.open(io.BytesIO(data)).size == (1200, 630)
    assert len(data) < 300_000


def test_the_longest_words_keep_the_card_small() -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff "
    facts = CardFacts(
        club=long * 3,
        challenge=long * 3,
        figure="1,234,567 strength sessions",
        captions=(long * 3, long * 3),
        name=long * 2,
        note=long,
        done=2.5,
    )
    assert len(card_png(facts)) < 300_000
    assert picture(facts).crop((1190, 0, 1200, 630)).getcolors() == [(10 * 630, PAPER)]


def test_equal_facts_give_equal_bytes() -> None:
    again = msgspec.json.decode(msgspec.json.encode(FACTS), type=CardFacts)
    card_png.cache_clear()
    first = card_png(FACTS)
    card_png.cache_clear()
    assert card_png(again) == first
    assert digest(again) == digest(FACTS)


@pytest.mark.parametrize("changed", sorted(_OTHER))
def test_every_fact_changes_the_card_and_its_address(changed: str) -> None:
    other = msgspec.structs.replace(FACTS, **{changed: _OTHER[changed]})
    assert card_png(other) != card_png(FACTS)
    assert digest(other) != digest(FACTS)


def test_every_fact_has_a_change_tried() -> None:
    assert set(_OTHER) == set(CardFacts.__struct_fields__)


def test_the_track_fills_with_what_is_done() -> None:
    filled = [
        terracotta(msgspec.structs.replace(FACTS, done=done)) for done in (0.0, 0.85, 0.9, 1.0)
    ]
    assert filled[0] == 0
    assert filled == sorted(set(filled))


def test_beyond_the_goal_the_track_is_full() -> None:
    full = terracotta(msgspec.structs.replace(FACTS, done=1.0))
    assert terracotta(msgspec.structs.replace(FACTS, done=2.5)) == full


def test_what_is_empty_is_not_on_the_card() -> None:
    plain = CardFacts(club="Club", challenge="Spring", figure="I’m in")
    assert texts(plain) == ["Club", "Spring", "I’m in"]


@pytest.mark.parametrize(
    "name", ["<b>Mo & Kit</b>", '"/><image href="x"/>', "]]>", "&amp;", "{oval} $oval $$"]
)
def test_no_name_breaks_the_picture(name: str) -> None:
    facts = msgspec.structs.replace(FACTS, name=name)
    assert name in texts(facts)
    assert card_png(facts) != card_png(FACTS)


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_any_text_can_be_a_name(name: str) -> None:
    facts = msgspec.structs.replace(FACTS, name=name)
    assert 5 <= len(texts(facts)) <= 7
    assert card_png(facts).startswith(b"\x89PNG")
