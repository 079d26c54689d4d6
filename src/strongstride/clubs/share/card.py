"""The share card: facts in, a PNG of 1200 × 630 out. Pure: the same facts give the same bytes.

An SVG is filled in and drawn by resvg with the two fonts of `lettering`. The colours are those of
the pages in daylight: a card is looked at where nobody knows of dark mode.
"""

import io
import math
from functools import lru_cache
from hashlib import blake2b
from html import escape
from importlib.resources import files
from string import Template

import msgspec
import resvg_py
from PIL import Image

from strongstride.clubs.share.lettering import FONT_FILES, drawable, fit

WIDTH, HEIGHT = 1200, 630
_KEPT = 100  # cards in memory, some 25 KB each
_COLOURS = 64
_DESIGN = 1  # grows with every change of the picture, so that its address does

_LEFT, _TOP, _RIGHT, _BOTTOM = 75.0, 182.0, 1125.0, 486.0  # the oval's middle line
_RADIUS = (_BOTTOM - _TOP) / 2
_AROUND = 2 * (_RIGHT - _LEFT - 2 * _RADIUS) + 2 * math.pi * _RADIUS


class CardFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a card tells, in words; what is empty is not on it.

    `done` is the part of the goal that is done, 1 and more when it is reached; None without a goal.
    """

    club: str
    challenge: str
    figure: str  # "642 mi": the one thing to read
    captions: tuple[str, ...] = ()  # at most two lines under it
    name: str = ""
    note: str = ""  # "11 days left"
    done: float | None = None


def digest(facts: CardFacts) -> str:
    """The version of a card, for its address: another for other facts, or another design."""
    told = msgspec.json.encode((_DESIGN, facts))
    return blake2b(told, digest_size=10).hexdigest()


@lru_cache(maxsize=_KEPT)
def card_png(facts: CardFacts) -> bytes:
    """The card as a PNG of few colours: less than half the bytes, and no eye sees it."""
    drawn = resvg_py.svg_to_bytes(
        svg_string=card_svg(facts),
        width=WIDTH,
        height=HEIGHT,
        skip_system_fonts=True,
        font_files=list(FONT_FILES),
    )
    picture = Image.open(io.BytesIO(bytes(drawn))).convert("RGB")
    light = io.BytesIO()
    picture.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(light, "PNG")
    return light.getvalue()


def card_svg(facts: CardFacts) -> str:
    """The card as an SVG."""
    lines = facts.captions[:2]
    first, rest = _FIGURE_Y[len(lines)], _CAPTIONS_Y[len(lines)]
    texts = [
        _text(facts.club, 60, 66, size=36, least=26, room=1080, look="club"),
        _text(facts.challenge, 60, 132, size=58, least=38, room=1080, look="title"),
        _text(facts.figure, 600, first, size=168, least=80, room=800, look="figure"),
        *(
            _text(line, 600, y, size=42, least=28, room=760, look="caption")
            for line, y in zip(lines, rest, strict=True)
        ),
        _text(facts.name, 60, 578, size=50, least=34, room=660, look="name"),
        _text(facts.note, 1140, 578, size=42, least=30, room=380, look="note"),
    ]
    return _template().substitute(
        oval=_oval(),
        ground="#f3d5c9" if facts.done is None else "#e8dfd3",
        done=_done(facts.done),
        texts="".join(texts),
    )


_FIGURE_Y = (392, 372, 348)  # by how many lines stand under it
_CAPTIONS_Y: tuple[tuple[int, ...], ...] = ((), (430,), (400, 448))
_LOOKS = {  # weight, colour, where the text hangs
    "club": (700, "#5d6270", "start"),
    "title": (900, "#1c1f27", "start"),
    "figure": (900, "#c2452c", "middle"),
    "caption": (700, "#5d6270", "middle"),
    "name": (800, "#1c1f27", "start"),
    "note": (700, "#93301d", "end"),
}


def _text(text: str, x: int, y: int, *, size: int, least: int, room: int, look: str) -> str:
    weight, colour, anchor = _LOOKS[look]
    shown, fitting = fit(drawable(text), room, size, least, weight)
    return (
        f'<text x="{x}" y="{y}" font-size="{fitting:g}" font-weight="{weight}" fill="{colour}" '
        f'text-anchor="{anchor}">{escape(shown)}</text>'
        if shown
        else ""
    )


def _oval() -> str:
    """The `d` of the track's middle line, from the finish line on, clockwise."""
    left, right = _LEFT + _RADIUS, _RIGHT - _RADIUS
    turn = f"A{_RADIUS:g} {_RADIUS:g} 0 0 1"
    there = f"M{left:g} {_TOP:g}H{right:g}{turn} {right:g} {_BOTTOM:g}"
    return f"{there}H{left:g}{turn} {left:g} {_TOP:g}Z"


def _done(done: float | None) -> str:
    """The filled part of the track; all of it from the goal on, nothing at the start."""
    if not done:
        return ""
    length = min(done, 1.0) * _AROUND
    dashes = "" if done >= 1 else f' stroke-dasharray="{length:.1f} {2 * _AROUND:.1f}"'
    return f'<path d="{_oval()}"{dashes}/>'


@lru_cache(maxsize=1)
def _template() -> Template:
    text = files("strongstride.clubs.share").joinpath("card.svg").read_text("utf-8")
    return Template(text)
