"""Money that has come, and browsers, for tests of giving pages."""

import re
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from strongstride.clubs.models import Membership
from strongstride.giving.books.actions import post
from strongstride.giving.models import Campaign, Donation, DonationState
from strongstride.ledger import postings
from tests.giving.making import make_donation, make_donor

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def given(page: Campaign, minor: int, name: str = "Sam Reed", **columns: Any) -> Donation:
    """A gift that has come, in the books and in the list."""
    state = {"state": DonationState.CLEARED, "cleared_at": NOW, "donor": make_donor(name)}
    donation = make_donation(page, minor, **{**state, **columns})
    paid = postings.gift(donation.pk, "bank_transfer", minor, 0, page.currency)
    post(page, paid, at=NOW, donation=donation)
    return donation


def browser_of(member: Membership) -> Client:
    """A browser in which a member is logged in."""
    assert member.athlete is not None
    client = Client()
    client.force_login(member.athlete.user)
    return client


def words(client: Client, path: str, status: int = 200) -> str:
    """What a page says, its tags taken out."""
    answer = client.get(path)
    assert answer.status_code == status, answer
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def at(page: Campaign, more: str = "") -> str:
    """The address of a page."""
    return f"/give/{page.slug}/{more}"
