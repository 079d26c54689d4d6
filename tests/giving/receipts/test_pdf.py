"""Receipts on paper: every word of the document, in every script we have letters for."""

import subprocess
import sys
from hashlib import sha256
from io import BytesIO

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from strongstride.giving.receipts.document import (
    ReceiptDocument,
    digest_of,
    read_document,
    write_document,
)
from strongstride.giving.receipts.lettering import is_whole, legible
from strongstride.giving.receipts.pdf import is_of, render
from tests.giving.receipts.words import DOCUMENT, GIFT, document

_ELSEWHERE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django
django.setup()
from hashlib import sha256
from strongstride.giving.receipts.pdf import render
print(sha256(render(sys.stdin.read())).hexdigest())
"""


def drawn(told: ReceiptDocument) -> bytes:
    """The file of a receipt."""
    return render(write_document(told))


def read(pdf: bytes) -> str:
    """The words of a PDF, as somebody who copies them gets them."""
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_everything_it_says_is_on_the_page() -> None:
    words = read(drawn(DOCUMENT))
    for said in (
        "Receipt", "No. 2026-0007", "2 March 2026", "Zoë Reed", "The River Trust", "1 March 2026",
        "Miles for the river", "SST000001", "£20 GBP", "£0.60 GBP", "£20.60 GBP", "Thank you.",
        "With love from the river.",
    ):  # fmt: skip
        assert said in words


def test_a_correction_says_what_went_back_and_what_it_replaces() -> None:
    gift = msgspec.structs.replace(GIFT, returned_minor=560)
    words = read(drawn(document(gift=gift, corrects="2026-0003")))
    assert "Went back to you £5.60 GBP" in words
    assert "Amount now £15 GBP" in words
    assert "Replaces receipt 2026-0003" in words


@pytest.mark.parametrize(
    "name", ["Zoë Łukasiewicz-Ångström", "Nguyễn Thị Ánh", "Александра Иванова", "Ελένη Παππά"]
)
def test_names_of_many_scripts_are_printed_as_text(name: str) -> None:
    assert name in read(drawn(document(donor=name)))


def test_a_name_whose_letters_join_is_printed_as_a_picture() -> None:
    reader = PdfReader(BytesIO(drawn(document(donor="अनन्या शर्मा"))))
    assert len(reader.pages[0].images) == 1
    assert "अनन्या शर्मा" in (reader.metadata or {}).get("/Subject", "")


def test_missing_letters_are_owned_up_to() -> None:
    words = read(drawn(document(donor="山田 Hana")))
    assert "… Hana" in words
    assert "Some letters cannot be printed here" in words
    assert "Some letters" not in read(drawn(document(donor="Hana 🏃‍♀️")))


def test_long_words_of_a_cause_go_on_on_another_page() -> None:
    cause = msgspec.structs.replace(DOCUMENT.cause, says="The river thanks you.\n" * 60)
    assert len(PdfReader(BytesIO(drawn(document(cause=cause)))).pages) == 2


def test_the_same_document_gives_the_same_bytes_in_any_process() -> None:
    told = document(donor="Ελένη अनन्या 山田")
    ran = subprocess.run(
        [sys.executable, "-c", _ELSEWHERE],
        input=write_document(told), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == sha256(drawn(told)).hexdigest()


def test_a_file_says_of_which_document_it_is() -> None:
    pdf = drawn(DOCUMENT)
    digest = digest_of(write_document(DOCUMENT))
    assert is_of(pdf, digest)
    assert not is_of(pdf, digest_of(write_document(document(donor="Zoë Weir"))))
    assert [part.hex() for part in PdfReader(BytesIO(pdf)).trailer["/ID"]] == [digest, digest]


@given(st.text(max_size=40))
@settings(max_examples=15)
def test_no_name_breaks_it(name: str) -> None:
    told = document(donor=name)
    assert read_document(write_document(told)) == told
    assert drawn(told).startswith(b"%PDF")


@given(st.text())
def test_what_is_legible_stays_so(text: str) -> None:
    assert legible(legible(text)) == legible(text)
    assert is_whole(legible(text))
