"""Receipts as PDF files: the same document and fonts give the same bytes, wherever it is drawn.

A file carries the SHA-256 of its document as its identifier (ISO 32000-1, 14.4), so that it can be
told of which document it is.
"""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import Literal

from fpdf import FPDF
from fpdf.fonts import TTFFont

from strongstride.giving.receipts.document import ReceiptDocument, digest_of, lines, read_document
from strongstride.giving.receipts.lettering import (
    BOLD,
    REGULAR,
    is_shaped,
    is_whole,
    legible,
    main_font,
    more_fonts,
)
from strongstride.giving.receipts.pictures import picture_lines

Style = Literal["", "B"]
_MARGIN_MM, _LABEL_MM, _LINE_MM = 22, 38, 6
_FONT = "receipt"
_INK, _MUTED, _RULE = 34, 96, 205  # greys
_NOT_WHOLE = (
    "Some letters cannot be printed here: an ellipsis stands for them. The page of the gift shows "
    "every word as it was written."
)


class _Sheet(FPDF):
    """Pages that carry the SHA-256 of what they are drawn from."""

    def __init__(self, digest: str) -> None:
        super().__init__(format="A4")
        self._digest = digest

    def file_id(self) -> str:
        """The identifier as it is written, when made and as it stands: a file never changes."""
        return f"{_identifier(self._digest)}{_identifier(self._digest)}"


def render(text: str) -> bytes:
    """The receipt with this document, as it is stored, as the bytes of a PDF file.

    It is of one A4 page, or more if the cause says much. ValueError where it is no document.
    """
    document = read_document(text)
    page = _Sheet(digest_of(text))
    page.set_creation_date(datetime.combine(document.made_on, time(), UTC))  # no clock in here
    page.set_title(f"{document.title} {document.number}")
    page.set_author(document.cause.name)
    page.set_subject(f"{document.donor} → {document.cause.name}")
    page.set_lang("en-GB")
    page.set_margin(_MARGIN_MM)
    _add_fonts(page, document)
    page.add_page()
    _head(page, document)
    _facts(page, document)
    _sentences(page, document)
    return bytes(page.output())


def is_of(pdf: bytes, digest: str) -> bool:
    """Whether a file was drawn from the document with this SHA-256."""
    return _identifier(digest).encode() in pdf


def _identifier(digest: str) -> str:
    return f"<{digest.upper()}>"


def _add_fonts(page: FPDF, document: ReceiptDocument) -> None:
    for style, weight in (("", REGULAR), ("B", BOLD)):
        _add_font(page, _FONT, style, main_font(weight))
    more = more_fonts(legible(_all_words(document)))
    for family, file in more.items():
        _add_font(page, family.lower(), "", file)
    page.set_fallback_fonts([family.lower() for family in more], exact_match=False)


def _add_font(page: FPDF, family: str, style: str, file: bytes) -> None:
    """As `FPDF.add_font`, which would have it in a file."""
    key = f"{family}{style}"
    page.fonts[key] = TTFFont(page, BytesIO(file), key, style)  # type: ignore[arg-type]


def _all_words(document: ReceiptDocument) -> str:
    says = [says for _, says in lines(document)]
    head = (document.title, document.cause.name, document.cause.says)
    return "\n".join((*head, *says, *document.statements))


def _head(page: FPDF, document: ReceiptDocument) -> None:
    _say(page, document.cause.name, size=12, style="B", grey=_MUTED)
    _say(page, document.title, size=20, style="B", tall=10)
    _say(page, f"No. {document.number} · {document.made_on:%-d %B %Y}", size=11, grey=_MUTED)
    page.ln(_LINE_MM)


def _facts(page: FPDF, document: ReceiptDocument) -> None:
    for what, says in lines(document):
        _rule(page)
        page.ln(2)
        top = page.get_y()
        _say(page, what, size=10, grey=_MUTED, wide=_LABEL_MM)
        page.set_xy(_MARGIN_MM + _LABEL_MM, top)
        _say(page, says, size=11, style="B" if what.startswith("Amount") else "")
        page.ln(2)
    _rule(page)
    page.ln(_LINE_MM)


def _sentences(page: FPDF, document: ReceiptDocument) -> None:
    said = [*document.statements, document.cause.says]
    if not is_whole(_all_words(document)):
        said.append(_NOT_WHOLE)
    for sentence in filter(None, said):
        _say(page, sentence, size=11)
        page.ln(2)


def _rule(page: FPDF) -> None:
    page.set_draw_color(_RULE)
    page.line(_MARGIN_MM, page.get_y(), page.w - _MARGIN_MM, page.get_y())


def _say(
    page: FPDF,
    text: str,
    *,
    size: float,
    style: Style = "",
    grey: int = _INK,
    wide: float = 0,
    tall: float = _LINE_MM,
) -> None:
    """Write from here to the right margin, or `wide` mm wide, in lines `tall` mm tall."""
    drawn = legible(text)
    if is_shaped(drawn):
        _paint(page, drawn, size=size, weight=BOLD if style else REGULAR, grey=grey, tall=tall)
        return
    page.set_font(_FONT, style, size)
    page.set_text_color(grey)
    page.multi_cell(wide, tall, drawn, align="L", new_x="LMARGIN", new_y="NEXT")


def _paint(page: FPDF, text: str, *, size: float, weight: int, grey: int, tall: float) -> None:
    left = page.get_x()
    wide = page.w - _MARGIN_MM - left
    for line in picture_lines(
        text, points=size, weight=weight, wide_mm=wide, tall_mm=tall, grey=grey
    ):
        page.image(line, x=left + page.c_margin, w=wide, h=tall, alt_text=text)
    page.set_x(_MARGIN_MM)
