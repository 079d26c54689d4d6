"""The fonts of share cards: which letters they can draw, and how wide a text comes out.

Two fonts that come as packages (decision 0009); the server's own are never looked at, so that a
card is the same everywhere. What neither can draw is left out: an emoji beside a name is no loss,
a row of empty boxes instead of it is one.
"""

import re
import unicodedata
from functools import cache, lru_cache
from itertools import groupby

import fontpkg
from PIL import ImageFont

FAMILIES = ("Nunito", "Noto Sans")  # the second has Greek, Devanagari and what the first lacks
FONT_FILES = tuple(str(fontpkg.path(family)) for family in FAMILIES)
_MEASURED_AT = 100
_JOINERS = "\u200c\u200d"  # Indic names need them
_LONELY_JOINER = re.compile(r"(?<=\s)[\u200c\u200d]+|^[\u200c\u200d]+")  # an emoji's
_MISSING = "\uffff"  # a code point that no font has a letter for


def drawable(text: str) -> str:
    """The text on one line without what neither font can draw."""
    composed = unicodedata.normalize("NFC", text)
    blanked = "".join(" " if letter.isspace() else letter for letter in composed)
    kept = "".join(each for each in blanked if _family_for(each))
    return " ".join(_LONELY_JOINER.sub("", kept).split())


def width(text: str, size: float, weight: int) -> float:
    """User units that a drawable text takes in one line."""
    runs = groupby(text, _family_for)
    units = sum(
        _font(family, weight).getlength("".join(run)) for family, run in runs if family is not None
    )
    return units * size / _MEASURED_AT


def fit(text: str, room: float, size: float, least: float, weight: int) -> tuple[str, float]:
    """The text and its size, no larger than `size`, so that it keeps within `room`.

    At the `least` size it is cut, with an ellipsis.
    """
    wide = width(text, size, weight)
    if wide <= room:
        return text, size
    smaller = size * room / wide
    if smaller >= least:
        return text, int(smaller)
    short = text
    while short and width(f"{short}…", least, weight) > room:
        short = short[:-1].rstrip()
    return f"{short}…", least


@lru_cache(maxsize=4096)  # letters, of which texts have few
def _family_for(letter: str) -> str | None:
    """The first family that has this letter."""
    if letter == " ":
        return FAMILIES[0]
    if unicodedata.category(letter)[0] == "C" and letter not in _JOINERS:
        return None
    if unicodedata.name(letter, "").startswith("VARIATION SELECTOR"):  # of an emoji
        return None
    return next((family for family in FAMILIES if _has(family, letter)), None)


def _has(family: str, letter: str) -> bool:
    font = _font(family, 400)
    return _picture(font, letter) != _picture(font, _MISSING)


def _picture(font: ImageFont.FreeTypeFont, letter: str) -> tuple[tuple[int, int], bytes]:
    mask = font.getmask(letter)
    return mask.size, bytes(mask)


@cache
def _font(family: str, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(FONT_FILES[FAMILIES.index(family)], _MEASURED_AT)
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
    )
    return font
