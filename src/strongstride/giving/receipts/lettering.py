"""The letters of receipts: the fonts of share cards, cut down to what a receipt needs.

Nunito has Latin, Vietnamese and Cyrillic, Noto Sans has Greek, Devanagari and more (decision
0009). A PDF embeds the letters it uses; a variable font has to be set to one weight before.
"""

from functools import cache
from io import BytesIO

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

MAIN, MORE = "Nunito", "Noto Sans"
REGULAR, BOLD = 400, 700
_ALWAYS = "".join(map(chr, range(0x20, 0x250))) + "–—‘’“”…•€£¥₹₺₩₪₽×→"
_NOT_DRAWN = ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "prep", "gasp"]


@cache
def main_font(weight: int) -> bytes:
    """The main font at a weight with the letters of nearly every receipt, as a TrueType file."""
    return _cut(MAIN, weight, _ALWAYS)


def font_for(family: str, weight: int, letters: str) -> bytes:
    """A font at a weight with just these letters."""
    return _cut(family, weight, "".join(sorted({*letters})))


@cache
def letters_of(family: str) -> frozenset[int]:
    """The code points that a font can draw."""
    with TTFont(str(fontpkg.path(family)), lazy=True) as font:
        return frozenset(font.getBestCmap())


def _cut(family: str, weight: int, letters: str) -> bytes:
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
