"""The letters of receipts: the fonts of share cards, cut down to what a receipt needs.

Nunito has Latin, Vietnamese and Cyrillic; Noto Sans has Greek, Devanagari and more (decision
0009). A PDF embeds the letters it uses; a variable font has to be set to one weight before.
"""

import re
import unicodedata
from functools import cache
from io import BytesIO

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

MAIN, MORE = "Nunito", "Noto Sans"
REGULAR, BOLD = 400, 700
MISSING = "…"  # in the place of letters that neither font has
_ALWAYS = frozenset({*range(0x20, 0x250), *map(ord, "–—‘’“”…•€£¥₹₺₩₪₽×→")})
_NOT_DRAWN = ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "prep", "gasp"]
_JOINERS = "\u200c\u200d"  # Indic names need them
_SHAPED = re.compile("[\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff]")  # Devanagari
_HOLES = re.compile(r"\ufffd(?:\s*\ufffd)*")


def legible(text: str) -> str:
    """The text as it can be drawn: an ellipsis where letters are missing, no emoji, no controls.

    Line ends are kept.
    """
    composed = unicodedata.normalize("NFC", text)
    drawn = _HOLES.sub(MISSING, "".join(map(_drawn, composed)))
    return "\n".join(" ".join(line.split()) for line in drawn.split("\n"))


def is_whole(text: str) -> bool:
    """Whether every letter of the text can be drawn; signs and emoji do not count."""
    return "\ufffd" not in map(_drawn, unicodedata.normalize("NFC", text))


def is_shaped(text: str) -> bool:
    """Whether letters change by their neighbours, which a PDF's plain text cannot do."""
    return _SHAPED.search(text) is not None


@cache
def main_font(weight: int) -> bytes:
    """The main font at a weight with the letters of nearly every receipt, as a TrueType file."""
    return _cut(MAIN, weight, "".join(map(chr, sorted(_ALWAYS))))


def more_fonts(text: str) -> dict[str, bytes]:
    """By family, regular fonts with the letters of a text that `main_font` lacks."""
    lacking = {letter for letter in text if ord(letter) not in _ALWAYS}
    found = {}
    for family in (MAIN, MORE):
        letters = {letter for letter in lacking if ord(letter) in _letters_of(family)}
        lacking -= letters
        if letters:
            found[family] = _cut(family, REGULAR, "".join(sorted(letters)))
    return found


def _drawn(letter: str) -> str:
    """A letter as it is drawn, blank for what is left out, U+FFFD for a letter that is missing."""
    if letter.isspace():
        return "\n" if letter == "\n" else " "
    kind = unicodedata.category(letter)[0]
    if kind == "C":
        return letter if letter in _JOINERS else ""
    if any(ord(letter) in _letters_of(family) for family in (MAIN, MORE)):
        return letter
    return "\ufffd" if kind in "LN" else ""


@cache
def _letters_of(family: str) -> frozenset[int]:
    """The code points that a font can draw."""
    with TTFont(str(fontpkg.path(family)), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _cut(family: str, weight: int, letters: str) -> bytes:
    """A font at a weight with these letters alone."""
    options = subset.Options(notdef_outline=True, recommended_glyphs=True)
    options.drop_tables += _NOT_DRAWN
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    file = BytesIO()
    with TTFont(str(fontpkg.path(family)), lazy=True, recalcTimestamp=False) as font:
        cutter.subset(font)
        axes = {axis.axisTag: axis.defaultValue for axis in font["fvar"].axes}
        instancer.instantiateVariableFont(font, axes | {"wght": weight}, inplace=True)
        font.save(file)
    return file.getvalue()
