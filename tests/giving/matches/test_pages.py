"""Matches by their pages."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from strongstride.clubs.models import Role
from strongstride.giving.models import Match
from tests.clubs.making import make_member
from tests.giving.campaigns.making import browser_of
from tests.giving.clearing.making import make_match, pay
from tests.giving.making import OPENED, make_campaign, make_donation

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

A_MATCH = {
    "sponsor": "Weir Engineering",
    "rate_percent": "100",
    "pool": "£500",
    "per_gift": "",
    "starts_on": "2026-03-10",
    "ends_on": "2026-03-20",
}


@pytest.fixture(autouse=True)
def in_march() -> Any:
    """It is the 10th."""
    with time_machine.travel(OPENED + timedelta(days=9), tick=False):
        yield


def test_a_match_is_made_seen_changed_and_stopped() -> None:
    page = make_campaign()
    client = browser_of(make_member(page.club, "Tess Till", Role.TREASURER))
    start = f"/clubs/{page.club.slug}/giving/matches/"
    assert page.title in client.get(start).content.decode()
    assert client.get(f"{start}new/{page.slug}/").status_code == 200
    answer = client.post(f"{start}new/{page.slug}/", A_MATCH)
    assert answer.status_code == 302
    match = Match.objects.get()
    assert match.pool_minor == 50_000
    assert "running" in client.get(answer["Location"]).content.decode()
    own = f"{start}{match.pk}/"
    assert "Weir Engineering" in client.get(own).content.decode()
    assert client.post(own, {**A_MATCH, "pool": "600"}).status_code == 302
    match.refresh_from_db()
    assert match.pool_minor == 60_000
    assert client.post(f"{own}stop/").status_code == 302
    assert "Stopped" in client.get(own).content.decode()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"pool": "0"}, "more than zero"),
        ({"pool": "1,50"}, "a point before the last digits"),
        ({"pool": "€20"}, "no amount in GBP"),
        ({"rate_percent": "0"}, "greater than or equal to 1"),
        ({"rate_percent": "1001"}, "less than or equal to 1000"),
        ({"sponsor": "\u200b"}, "Write a name"),
        ({"ends_on": "2026-03-09"}, "before the first"),
        ({"starts_on": "2026-03-01", "ends_on": "2026-03-09"}, "That day is over"),
        ({"ends_on": "never"}, "Enter a valid date"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_made(changed: dict[str, str], why: str) -> None:
    page = make_campaign()
    client = browser_of(make_member(page.club, "Tess Till", Role.TREASURER))
    answer = client.post(
        f"/clubs/{page.club.slug}/giving/matches/new/{page.slug}/", {**A_MATCH, **changed}
    )
    assert answer.status_code == 400
    assert why in answer.content.decode()
    assert not Match.objects.exists()


def test_a_change_below_what_was_added_is_said_beside_what_was_typed() -> None:
    page = make_campaign()
    match = make_match(page)
    pay(make_donation(page, created_at=OPENED))
    client = browser_of(make_member(page.club, "Tess Till", Role.TREASURER))
    told = {**A_MATCH, "pool": "£19.99", "starts_on": "2026-03-01"}
    answer = client.post(f"/clubs/{page.club.slug}/giving/matches/{match.pk}/", told)
    assert answer.status_code == 400
    assert "£20 is added already" in answer.content.decode()
    assert "£19.99" in answer.content.decode()


def test_the_list_costs_the_same_for_one_match_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    page = make_campaign()
    client = browser_of(make_member(page.club, "Tess Till", Role.TREASURER))
    for _ in range(40):
        make_match(page)
    path = f"/clubs/{page.club.slug}/giving/matches/"
    with django_assert_max_num_queries(12):
        first = client.get(path)
    assert first.content.decode().count("Weir Engineering") == 30
    mark = first.context["page"].following
    assert client.get(path, {"after": mark}).content.decode().count("Weir Engineering") == 10
