"""Amounts of money as people write and read them."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.ledger.money import (
    CURRENCIES,
    MOST_MINOR,
    Money,
    MoneyError,
    currency,
    parse_money,
    plain,
    show,
)

codes = st.sampled_from(sorted(CURRENCIES))
amounts = st.builds(Money, st.integers(1, MOST_MINOR), codes)


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("20", "GBP", 2000),
        ("20.5", "GBP", 2050),
        ("20.50", "GBP", 2050),
        (".50", "GBP", 50),
        ("0.01", "GBP", 1),
        ("007", "GBP", 700),
        ("£20", "GBP", 2000),
        (" £ 20.50 ", "GBP", 2050),
        ("20 £", "GBP", 2000),
        ("20 gbp", "GBP", 2000),
        ("GBP20", "GBP", 2000),
        ("1,250", "GBP", 125_000),
        ("1,250,000.75", "GBP", 125_000_075),
        ("1 250", "EUR", 125_000),
        ("1\u00a0250.00 €", "EUR", 125_000),
        ("US$5", "USD", 500),
        ("$5", "CAD", 500),
        ("CA$5", "CAD", 500),
        ("500", "JPY", 500),
        ("¥1,500", "JPY", 1500),
        ("150 kr", "SEK", 15_000),
        ("5.250", "KWD", 5250),
        ("1,250.500", "KWD", 1_250_500),
    ],
)
def test_an_amount_is_read_as_it_is_meant(text: str, code: str, minor: int) -> None:
    assert parse_money(text, code) == Money(minor, code)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "£", "GBP", ".", ",", "0", "0.00", "-5", "\u22125", "-0", "+5", "1,50", "1,5",
        "12,34", "1.250,00", "1,2500", "1,25,000", ",250", "12 50", "1.999", "20.", "1..5", "1.2.3",
        "NaN", "nan", "inf", "Infinity", "1e3", "0x10", "1_000", "\u0662\u0660", "\uff12\uff10",
        "²", "€20", "$20", "20 EUR",
        "twenty", "20 pounds", "2 0", "£-20", "££20", "=20", "20;", "20\n30", "1/2", "None",
        str(2**63), "9" * 41, "10000000000.01",
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(MoneyError, match=r"^[A-Z].*\.$"):
        parse_money(text, "GBP")


@pytest.mark.parametrize(
    ("text", "code"), [("1.5", "JPY"), ("1,250", "KWD"), ("1.0000", "KWD"), ("20", "XXX")]
)
def test_what_does_not_fit_the_currency_is_refused(text: str, code: str) -> None:
    with pytest.raises(MoneyError):
        parse_money(text, code)


def test_a_comma_for_a_point_is_told_apart_from_nonsense() -> None:
    with pytest.raises(MoneyError, match="a point before the last digits"):
        parse_money("1,50", "GBP")
    with pytest.raises(MoneyError, match="no amount in GBP"):
        parse_money("€1", "GBP")
    for less in ("-5", "\u22125", "£-5", "0"):
        with pytest.raises(MoneyError, match="more than zero"):
            parse_money(less, "GBP")


@pytest.mark.parametrize(
    ("minor", "code", "text"),
    [
        (2000, "GBP", "£20"),
        (2050, "GBP", "£20.50"),
        (5, "GBP", "£0.05"),
        (125_000, "EUR", "€1,250"),
        (500, "JPY", "¥500"),
        (1500, "CHF", "CHF 15"),
        (1_250_500, "KWD", "KWD 1,250.500"),
        (-2050, "GBP", "\u2212£20.50"),
        (0, "GBP", "£0"),
    ],
)
def test_an_amount_is_shown_as_people_read_it(minor: int, code: str, text: str) -> None:
    assert show(Money(minor, code)) == text


@given(amounts)
def test_what_is_shown_is_read_as_the_same(money: Money) -> None:
    assert parse_money(plain(money), money.currency) == money
    digits = CURRENCIES[money.currency].minor_digits
    if digits < 3 or money.minor % 1000 or money.minor < 1_000_000:
        assert parse_money(show(money), money.currency) == money  # else 1,250 dinars: two readings


@given(st.integers(-MOST_MINOR, MOST_MINOR), codes)
def test_a_plain_amount_is_exact(minor: int, code: str) -> None:
    assert Decimal(plain(Money(minor, code))) == Decimal(minor).scaleb(
        -CURRENCIES[code].minor_digits
    )


@given(st.text(max_size=60), codes)
def test_whatever_is_typed_is_an_amount_or_refused(text: str, code: str) -> None:
    with suppress(MoneyError):
        assert 0 < parse_money(text, code).minor <= MOST_MINOR


def test_currencies_are_whole() -> None:
    for code, each in CURRENCIES.items():
        assert code == each.code == code.upper()
        assert each.minor_digits in (0, 2, 3)
        assert currency(code) is each
