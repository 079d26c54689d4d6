"""Making a giving page by its form: from a challenge to live, and what is refused."""

import re
from typing import Any

import pytest
from django.test import Client

from strongstride.clubs.models import Challenge, Club, Membership
from strongstride.giving.models import Campaign, Cause, OwnerKind
from tests.clubs.making import make_challenge, make_part
from tests.giving.campaigns.making import browser_of

pytestmark = pytest.mark.both_databases


@pytest.fixture
def miles(club: Club) -> Challenge:
    return make_challenge(club)


def new(club: Club, more: str = "") -> str:
    return f"/clubs/{club.slug}/giving/new/{more}"


def filled(client: Client, path: str) -> dict[str, Any]:
    """What the browser sends of the form as it is shown."""
    form = client.get(path).context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, "", False)}


def test_a_runner_is_two_presses_from_a_page(
    miles: Challenge, cause: Cause, robin: Membership, treasurer: Membership
) -> None:
    part = make_part(miles, robin)
    client, path = browser_of(robin), new(miles.club, f"?challenge={miles.slug}")
    answer = client.post(path, {**filled(client, path), "send": "yes"})
    made = Campaign.objects.get()
    assert answer["Location"] == f"/give/{made.slug}/"
    assert (made.state, made.participation, made.challenge) == ("submitted", part, miles)
    assert (made.title, made.owner_name) == ("Spring miles for The River Trust", "Robin Hale")
    assert (made.owner_kind, made.currency) == (OwnerKind.RUNNER, "GBP")
    assert Client().get(answer["Location"]).status_code == 404
    browser_of(treasurer).post(f"/give/{made.slug}/approve/")
    assert Client().get(answer["Location"]).status_code == 200


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
