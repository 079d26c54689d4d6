"""The public giving page: what it shows to whom, and what it costs."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.models import Membership
from strongstride.giving.books.actions import post
from strongstride.giving.models import Campaign, Cause, Donation, DonationState
from strongstride.ledger import postings
from tests.giving.campaigns.conftest import NOW, browser_of
from tests.giving.making import make_campaign, make_donation, make_donor

pytestmark = pytest.mark.both_databases
MOST_QUERIES, MOST_FOR_MEMBERS, MOST_BYTES = 8, 12, 60_000


@pytest.fixture
def page(cause: Cause) -> Campaign:
    return make_campaign(cause)


def given(page: Campaign, minor: int, name: str = "Sam Reed", **columns: Any) -> Donation:
    """A gift that has come."""
    state = {"state": DonationState.CLEARED, "cleared_at": NOW}
    donor = make_donor(name)
    donation = make_donation(page, minor, donor=donor, **{**state, **columns})
    paid = postings.gift(donation.pk, "bank_transfer", minor, 0, page.currency)
    post(page, paid, at=NOW, donation=donation)
    return donation


def words(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def at(page: Campaign) -> str:
    return f"/give/{page.slug}/"


def test_what_is_raised_is_what_the_books_say(page: Campaign) -> None:
    given(page, 193_000)
    shown = words(Client(), at(page))
    assert "£1,930 raised of £2,500" in shown
    assert "£1,930 given by 1 giver · 77 %" in shown
    assert "Sam Reed" in shown
    assert "The River Trust , Charity Commission for England and Wales 1234567" in shown


def test_the_page_costs_the_same_however_many_gave(page: Campaign, treasurer: Membership) -> None:
    for number in range(45):
        given(page, 1000, f"Donor {number}", cleared_at=NOW - timedelta(hours=number))
    for client, most in ((Client(), MOST_QUERIES), (browser_of(treasurer), MOST_FOR_MEMBERS)):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at(page))
        assert len(queries) <= most, [each["sql"] for each in queries]
        assert len(answer.content) <= MOST_BYTES
