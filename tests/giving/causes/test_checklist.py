"""The legal checklist as data, and what a bank account must look like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.giving.causes.bank import clean_iban, is_enough, lines_of
from strongstride.giving.causes.checklist import (
    EVERYWHERE,
    checks,
    checks_for,
    countries,
    country_name,
    left_of,
)


def test_every_point_has_a_source_with_an_address_and_a_place_there_is() -> None:
    codes = {code for code, _ in countries()} | {EVERYWHERE}
    for check in checks().values():
        assert check.source
        assert check.address.startswith("https://")
        assert set(check.places) <= codes
        assert check.ask.endswith(".")


def test_a_place_has_its_own_points_behind_those_of_everywhere() -> None:
    elsewhere = [check.key for check in checks_for("SE")]
    assert elsewhere
    for country, prefix in (("GB", "gb-"), ("US", "us-")):
        keys = [check.key for check in checks_for(country)]
        assert keys[: len(elsewhere)] == elsewhere
        assert len(keys) > len(elsewhere)
        assert all(key.startswith(prefix) for key in keys[len(elsewhere) :])


def test_a_tick_that_is_no_point_any_more_does_not_count() -> None:
    points = len(checks_for("SE"))
    assert left_of("SE", []) == points
    assert left_of("SE", ["consent", "no-such-point"]) == points - 1


def test_countries_are_those_of_iso_3166() -> None:
    assert len(countries()) == 249
    assert country_name("GB") == "United Kingdom"
    assert country_name("ZZ") == "ZZ"


class TestIban:
    @pytest.mark.parametrize(
        "text", ["GB82 WEST 1234 5698 7654 32", "de89370400440532013000", "NO93-8601-1117-947"]
    )
    def test_examples_of_the_standard_are_right(self, text: str) -> None:
        assert clean_iban(clean_iban(text)) == clean_iban(text)

    @given(st.integers(min_value=2, max_value=21), st.characters(categories=["Nd"], codec="ascii"))
    def test_one_wrong_digit_is_noticed(self, place: int, digit: str) -> None:
        right = "DE89370400440532013000"
        wrong = right[:place] + digit + right[place + 1 :]
        if wrong == right:
            assert clean_iban(wrong)
        else:
            with pytest.raises(ValueError, match="check digits"):
                clean_iban(wrong)

    @pytest.mark.parametrize(
        "text", ["", "GB", "1234", "GB82" + "9" * 40, "ÄB82WEST12345698765432"]
    )
    def test_what_is_no_iban_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="no IBAN"):
            clean_iban(text)


def test_an_account_needs_a_name_and_a_number() -> None:
    assert is_enough({"account_name": "River", "account_number": "1"})
    assert not is_enough({"account_name": "River", "sort_code": "1"})
    assert not is_enough({"iban": "GB82"})
    assert lines_of({"iban": "GB82", "account_name": "River", "bic": ""}) == (
        ("Name of the account", "River"),
        ("IBAN", "GB82"),
    )
