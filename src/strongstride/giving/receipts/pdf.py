"""Receipts as PDF files: the same document gives the same bytes, whenever and wherever."""

from datetime import UTC, datetime, time
from io import BytesIO

from fpdf import FPDF
from fpdf.fonts import TTFFont

from strongstride.giving.receipts.document import ReceiptDocument, lines
from strongstride.giving.receipts.lettering import BOLD, REGULAR, main_font

_MARGIN_MM = 22
_LABEL_MM = 38
_FONT = "receipt"
_INK, _MUTED, _RULE = (28, 32, 38), (92, 99, 108), (205, 209, 214)


def render(document: ReceiptDocument) -> bytes:
    """The receipt as the bytes of a PDF file of one A4 page, or more if the cause says much."""
    page = FPDF(format="A4")
    page.set_creation_date(datetime.combine(document.made_on, time(), UTC))  # no clock in here
    page.set_title(f"{document.title} {document.number}")
    page.set_author(document.cause.name)
    page.set_lang("en-GB")
    page.set_margin(_MARGIN_MM)
    _add_font(page, "", main_font(REGULAR))
    _add_font(page, "B", main_font(BOLD))
    page.add_page()
    _head(page, document)
    _facts(page, document)
    _sentences(page, document)
    return bytes(page.output())


def _add_font(page: FPDF, style: str, file: bytes) -> None:
    """As `FPDF.add_font`, which would have it in a file."""
    key = f"{_FONT}{style}"
    page.fonts[key] = TTFFont(page, BytesIO(file), key, style)  # type: ignore[arg-type]


def _head(page: FPDF, document: ReceiptDocument) -> None:
    _text(page, document.cause.name, size=12, style="B", color=_MUTED)
    _text(page, document.title, size=22, style="B")
    _text(page, f"No. {document.number} · {document.made_on:%-d %B %Y}", size=11, color=_MUTED)
    page.ln(6)


def _facts(page: FPDF, document: ReceiptDocument) -> None:
    for what, says in lines(document):
        _rule(page)
        top = page.get_y()
        page.set_xy(_MARGIN_MM, top + 2)
        page.set_font(_FONT, "", 10)
        page.set_text_color(*_MUTED)
        page.cell(_LABEL_MM, 6, what)
        page.set_font(_FONT, "B" if what.startswith("Amount") else "", 11)
        page.set_text_color(*_INK)
        page.multi_cell(0, 6, says, align="L", new_x="LMARGIN", new_y="NEXT")
        page.ln(2)
    _rule(page)
    page.ln(6)


def _sentences(page: FPDF, document: ReceiptDocument) -> None:
    for sentence in document.statements:
        _text(page, sentence, size=11)
        page.ln(2)
    if document.cause.says:
        _text(page, document.cause.says, size=11)


def _rule(page: FPDF) -> None:
    page.set_draw_color(*_RULE)
    page.line(_MARGIN_MM, page.get_y(), page.w - _MARGIN_MM, page.get_y())


def _text(
    page: FPDF, text: str, *, size: float, style: str = "", color: tuple[int, int, int] = _INK
) -> None:
    page.set_font(_FONT, style, size)
    page.set_text_color(*color)
    page.multi_cell(0, size * 0.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
