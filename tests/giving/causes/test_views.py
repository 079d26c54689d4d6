"""Causes by their forms."""

from datetime import date
from typing import Any

import pytest

from strongstride.clubs.models import Role
from strongstride.giving.models import Cause
from tests.clubs.making import make_club, make_member
from tests.giving.campaigns.making import browser_of

pytestmark = pytest.mark.both_databases

A_CAUSE: dict[str, Any] = {
    "name": "The River Trust",
    "country": "GB",
    "registered_with": "Charity Commission",
    "registration_number": "1234567",
    "complaints": "Ada Brook, ada@river.example.org",
    "regime": "uk",
    "receives": "The River Trust's own bank account",
    "currency": "GBP",
    "least": "5",
    "ways": ["bank_transfer", "manual"],
    "account_name": "The River Trust",
    "iban": "GB82 WEST 1234 5698 7654 32",
    "permission_by": "Ada Brook, director",
    "permission_on": "2026-02-01",
    "permission_proof": "Letter of 1 February",
}


def test_a_cause_is_added_with_its_permission(db: None) -> None:
    club = make_club()
    tess = make_member(club, "Tess Till", Role.TREASURER)
    client, path = browser_of(tess), f"/clubs/{club.slug}/giving/causes/new/"
    assert client.get(path).status_code == 200
    answer = client.post(path, A_CAUSE)
    assert answer.status_code == 302, answer.context["who"].errors
    cause = Cause.objects.get()
    assert cause.permission_on == date(2026, 2, 1)
    assert cause.permission_noted_by == tess
    assert cause.least_minor == 500
    assert cause.bank == {"account_name": "The River Trust", "iban": "GB82 WEST 1234 5698 7654 32"}
    assert b"takes gifts" in client.get(answer["Location"]).content
