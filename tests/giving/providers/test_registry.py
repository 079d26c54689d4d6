"""The ways of paying that need no other program than this one."""

from typing import Any

import pytest

from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.models import Refund
from strongstride.giving.providers import PROVIDERS, offered
from strongstride.giving.providers.seen import RefundWord
from tests.giving.making import make_campaign, make_cause, make_donation

pytestmark = pytest.mark.django_db
BY_HAND = ("bank_transfer", "external_link", "manual")

OFFERED: dict[str, tuple[dict[str, Any], list[str]]] = {
    "all": ({}, ["bank_transfer", "external_link"]),
    "not by hand": ({"ways": ["manual"]}, []),
    "no account": ({"bank": {"account_name": "Us"}}, ["external_link"]),
    "an IBAN": ({"bank": {"iban": "DE02 1203 0000 0000 2020 51"}, "giving_url": ""},
                ["bank_transfer"]),
    "no page": ({"giving_url": ""}, ["bank_transfer"]),
    "unknown": ({"ways": ["gold"]}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", OFFERED.values(), ids=OFFERED.keys())
def test_a_donor_is_offered_what_works(case: tuple[dict[str, Any], list[str]]) -> None:
    columns, keys = case
    assert [each.key for each in offered(make_cause(**columns))] == keys


@pytest.mark.parametrize("key", BY_HAND)
def test_nothing_by_hand_tells_of_itself(key: str) -> None:
    provider, attempt = PROVIDERS[key], new_attempt(make_donation(), key)
    assert not provider.is_online
    assert provider.look(attempt) is None
    assert provider.start(attempt, "https://back") == provider.start(attempt, "https://back")
    assert provider.hosts == ()


@pytest.mark.parametrize("key", BY_HAND)
def test_money_handed_back_is_as_much_as_was_said(key: str) -> None:
    attempt = new_attempt(make_donation(), key)
    refund = Refund(attempt=attempt, amount_minor=700, idem_key="refund-1")
    seen = PROVIDERS[key].refund(refund)
    assert (seen.amount_minor, seen.word, seen.idem_key) == (700, RefundWord.DONE, "refund-1")


def test_the_causes_page_is_where_its_donors_go() -> None:
    page = make_campaign(make_cause(giving_url="https://cause.example/give"))
    attempt = new_attempt(make_donation(page), "external_link")
    assert PROVIDERS["external_link"].start(attempt, "").url == "https://cause.example/give"
