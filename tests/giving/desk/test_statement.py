"""Bank statements: layouts of real banks, the guess of their columns, and what is no statement."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from strongstride.giving.desk.cells import amount, day
from strongstride.giving.desk.columns import Columns
from strongstride.giving.desk.statement import MOST_ROWS, StatementError, read
from strongstride.ledger.codes import find_refs
from strongstride.ledger.money import CURRENCIES
from tests.giving.desk.banks import ALL_BANKS, LLOYDS, REF, SPARKASSE, WISE

POUND, YEN = CURRENCIES["GBP"], CURRENCIES["JPY"]
WANTED = [
    (date(2026, 3, 1), 2_000),
    (date(2026, 3, 2), 125_050),
    (date(2026, 3, 13), -500),
]


@pytest.mark.parametrize("bank", ALL_BANKS)
def test_the_layout_of_each_bank_is_understood_without_help(bank: str) -> None:
    data, code = ALL_BANKS[bank]
    found = read(data, CURRENCIES[code])
    assert [(line.on, line.amount_minor) for line in found.lines] == WANTED
    assert find_refs(found.lines[0].text) == (REF,)


def test_letters_with_accents_come_through_whichever_the_encoding() -> None:
    found = read(SPARKASSE, CURRENCIES["EUR"])
    assert "Jörg Müller" in found.lines[0].text
    utf16 = SPARKASSE.decode("cp1252").encode("utf-16")
    assert read(utf16, CURRENCIES["EUR"]).lines == found.lines


def test_a_line_in_another_currency_is_left_out_and_told() -> None:
    (left,) = read(WISE, POUND).left_out
    assert left.why == "It is in EUR, and this cause takes GBP."
    assert "Abroad" in left.text


def test_the_same_file_read_twice_has_the_same_checksums() -> None:
    once, again = read(LLOYDS, POUND), read(LLOYDS.replace(b"\n", b"\r\n"), POUND)
    assert [line.checksum for line in once.lines] == [line.checksum for line in again.lines]


def test_two_payments_alike_on_one_day_are_two_lines() -> None:
    data = b"Date,Description,Amount\n01/03/2026,CASH,20.00\n01/03/2026,CASH,20.00\n"
    one, two = read(data, POUND).lines
    assert one.checksum != two.checksum


def test_a_statement_that_overlaps_another_has_its_checksums() -> None:
    head, *rows = LLOYDS.splitlines(keepends=True)
    early = read(head + rows[0] + rows[1], POUND).lines
    late = read(head + rows[1] + rows[2], POUND).lines
    assert early[1].checksum == late[0].checksum


@pytest.mark.parametrize(
    ("text", "day_first", "wanted"),
    [
        ("03/04/2026", True, date(2026, 4, 3)),
        ("03/04/2026", False, date(2026, 3, 4)),
        ("3.4.26", False, date(2026, 4, 3)),
        ("2026-04-03", False, date(2026, 4, 3)),
        ("2026-04-03T09:15:00Z", True, date(2026, 4, 3)),
        ("20260403", True, date(2026, 4, 3)),
        ("3 April 2026", False, date(2026, 4, 3)),
        ("03-Apr-26", False, date(2026, 4, 3)),
        ("Apr 3, 2026", True, date(2026, 4, 3)),
        ("3 März 2026", True, date(2026, 3, 3)),
        ("31/02/2026", True, None),
        ("13/13/2026", True, None),
        ("Balance", True, None),
        ("", True, None),
    ],
)
def test_days_as_banks_write_them(text: str, day_first: bool, wanted: date | None) -> None:
    assert day(text, day_first=day_first) == wanted


@pytest.mark.parametrize(
    ("text", "decimal", "wanted"),
    [
        ("20", ".", 2_000),
        ("20.5", ".", 2_050),
        ("£1,250.50", ".", 125_050),
        ("1.250,50 €", ",", 125_050),
        ("1 250,50", ",", 125_050),
        ("1’250.50", ".", 125_050),
        ("12,34,567.00", ".", 123_456_700),
        ("(5.00)", ".", -500),
        ("5.00-", ".", -500),
        ("-£5.00", ".", -500),
        ("£-5.00", ".", -500),
        ("−5,00", ",", -500),
        ("5.00 DR", ".", -500),
        ("5.00CR", ".", 500),
        ("GBP 5.00", ".", 500),
        ("1,50", ".", None),
        ("1.250", ".", None),
        ("1.2.3", ".", None),
        ("12345678901234.00", ".", None),
        ("NaN", ".", None),
        ("1e9", ".", None),
        ("", ".", None),
    ],
)
def test_amounts_as_banks_write_them(text: str, decimal: str, wanted: int | None) -> None:
    assert amount(text, decimal, POUND) == wanted


def test_yen_have_no_decimals() -> None:
    assert amount("1,250", ".", YEN) == 1_250
    assert amount("500.00", ".", YEN) == 500
    assert amount("500.50", ".", YEN) is None


def test_the_order_of_day_and_month_is_told_by_the_days_past_the_twelfth() -> None:
    head = b"Date,Description,Amount\n"
    assert read(head + b"03/25/2026,X,1.00\n", POUND).lines[0].on == date(2026, 3, 25)
    assert read(head + b"25/03/2026,X,1.00\n", CURRENCIES["USD"]).lines[0].on == date(2026, 3, 25)


def test_where_nothing_tells_it_only_dollars_put_the_month_first() -> None:
    data = b"Date,Description,Amount\n03/04/2026,X,1.00\n"
    assert read(data, POUND).lines[0].on == date(2026, 4, 3)
    assert read(data, CURRENCIES["USD"]).lines[0].on == date(2026, 3, 4)


def test_confirmed_columns_are_used_as_they_are() -> None:
    guessed = read(LLOYDS, POUND).columns
    swapped = replace(guessed, paid_in=guessed.paid_out, paid_out=guessed.paid_in)
    found = read(LLOYDS, POUND, swapped)
    assert [line.amount_minor for line in found.lines] == [-2_000, -125_050, 500]


def test_rows_that_are_no_payment_are_told_with_their_reason() -> None:
    data = (
        LLOYDS
        + b"14/03/2026,FEE,,,Free month,,0.00,1\nClosing balance,,,,,,,1\n15/03/2026,X,,,Y,?,,1\n"
    )
    assert [left.why for left in read(data, POUND).left_out] == [
        "No money moved.",
        "It has no date.",
        "Its amount cannot be read.",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "spreadsheet"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no text file"),
        (b"Dear treasurer, here is the statement.", "No column of days"),
        (b"Date,Amount\n" * (MOST_ROWS + 2), "rows"),
        (b"x" * 1_000_001, "1 MB"),
    ],
)
def test_what_is_no_statement_is_said_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(StatementError, match=said):
        read(data, POUND)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_a_sentence(data: bytes) -> None:
    with suppress(StatementError):
        read(b"Date;Text;Amount\n" + data, POUND)


@given(minor=st.integers(1, 10**9), decimal=st.sampled_from(".,"), grouped=st.booleans())
def test_every_amount_is_read_as_it_was_written(minor: int, decimal: str, grouped: bool) -> None:
    text = f"{minor // 100:{',' if grouped else ''}}.{minor % 100:02}"
    if decimal == ",":
        text = text.translate({ord("."): ",", ord(","): "."})
    assert amount(text, decimal, POUND) == minor
    assert amount(f"-{text}", decimal, POUND) == -minor


def test_an_amount_longer_than_any_is_left_out_and_the_rest_read() -> None:
    data = b"Date,Description,Amount\n01/03/2026,x," + b"9" * 5000 + b"\n02/03/2026,y,2.00\n"
    found = read(data, POUND)
    assert [line.amount_minor for line in found.lines] == [200]
    assert [each.why for each in found.left_out] == ["Its amount cannot be read."]


def test_a_table_of_more_columns_than_any_bank_has_is_none() -> None:
    data = b"Date,Description,Amount" + b"," * 900_000 + b"\n01/03/2026,x,2.00\n"
    with pytest.raises(StatementError, match="No column of days"):
        read(data, POUND)


def test_columns_whose_first_line_lies_behind_the_table_read_no_line() -> None:
    columns = Columns(on=0, text=(1,), amount=2, first=999)
    found = read(b"Date,Description,Amount\n01/03/2026,x,2.00\n", POUND, columns)
    assert (found.lines, found.names) == ((), ["Column 1", "Column 2", "Column 3"])
