"""Lines of text as pictures, for scripts whose letters change by their neighbours."""

from functools import cache

import fontpkg
from PIL import Image, ImageDraw, ImageFont

from strongstride.giving.receipts.lettering import MORE

DOTS_PER_MM = 12  # about 300 to the inch: what a printer shows
_POINT_MM = 25.4 / 72
_BASE = 0.72  # of a line's height, where letters stand


def picture_lines(
    text: str, *, points: float, weight: int, wide_mm: float, tall_mm: float, grey: int
) -> list[Image.Image]:
    """The text in lines no wider than `wide_mm`, each a picture `tall_mm` tall, grey on white."""
    font = _font(round(points * _POINT_MM * DOTS_PER_MM), weight)
    width, height = round(wide_mm * DOTS_PER_MM), round(tall_mm * DOTS_PER_MM)
    return [
        _drawn(line, font, (width, height), grey)
        for paragraph in text.split("\n")
        for line in _broken(paragraph, font, width)
    ]


def _broken(paragraph: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _drawn(
    line: str, font: ImageFont.FreeTypeFont, size: tuple[int, int], grey: int
) -> Image.Image:
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).text((0, size[1] * _BASE), line, fill=grey, font=font, anchor="ls")
    return picture


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(fontpkg.path(MORE)), size)
    axes = font.get_variation_axes()
    font.set_variation_by_axes(
        [weight if axis["name"] == b"Weight" else axis["default"] or 0 for axis in axes]
    )
    return font
