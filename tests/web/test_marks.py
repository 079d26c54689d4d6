"""Marks of pages: whatever an address carries, a page comes."""

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.web.ids import uuid7
from strongstride.web.marks import Mark, page_number

KEY = uuid7()
BEYOND = ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00")


@given(st.text(max_size=80))
def test_any_text_is_a_mark_or_none(text: str) -> None:
    found = Mark.read(text)
    assert found is None or Mark.read(str(found)) == found


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_mark_reads_as_it_was_written(at: datetime) -> None:
    mark = Mark(at, KEY)
    assert Mark.read(str(mark)) == mark


@pytest.mark.parametrize("at", [*BEYOND, "2026-03-01T09:00:00", "yesterday"])
def test_an_instant_no_row_can_have_is_no_mark(at: str) -> None:
    assert Mark.read(f"{at}_{KEY}") is None


@pytest.mark.parametrize("at", [*BEYOND, "2026-03-01T09:00:00"])
def test_a_cursor_holds_no_such_instant_either(at: str) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(msgspec.json.encode({"at": at, "key": KEY}), type=Mark)


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("9999", 9999), ("0", 1), ("", 1), ("-3", 1), ("99999", 1), ("²", 1), ("x", 1)],
)
def test_any_text_is_the_number_of_a_page(text: str, number: int) -> None:
    assert page_number(text) == number
