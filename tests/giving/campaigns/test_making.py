"""Making a giving page by its form: from a challenge to live, and what is refused."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.models import Challenge, Club, Membership
from strongstride.giving.models import Campaign, Cause, OwnerKind
from tests.clubs.making import make_part
from tests.giving.campaigns.making import NOW, browser_of, given, words
from tests.giving.making import make_campaign

pytestmark = pytest.mark.both_databases


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


class TestTheList:
    def test_a_member_is_offered_the_pages_they_could_begin(
        self, club: Club, miles: Challenge, cause: Cause, robin: Membership, treasurer: Membership
    ) -> None:
        make_part(miles, robin)
        html = browser_of(robin).get(f"/clubs/{club.slug}/giving/").content.decode()
        assert f'href="{new(club)}?for=runner&amp;challenge={miles.slug}"' in html
        assert "for=club" not in html
        organisers = browser_of(treasurer).get(f"/clubs/{club.slug}/giving/").content.decode()
        assert f"for=club&amp;challenge={miles.slug}" in organisers
        filled_in = {**filled(browser_of(robin), new(club, f"?challenge={miles.slug}"))}
        browser_of(robin).post(new(club, f"?challenge={miles.slug}"), filled_in)
        again = browser_of(robin).get(f"/clubs/{club.slug}/giving/").content.decode()
        assert f"for=runner&amp;challenge={miles.slug}" not in again
        assert f"{cause.name}" in again

    def test_a_stranger_sees_live_pages_and_no_way_to_begin(
        self, club: Club, robins: Campaign, cause: Cause, robin: Membership
    ) -> None:
        make_campaign(cause, robin, title="Only a draft", state="draft")
        given(robins, 1_200)
        shown = words(Client(), f"/clubs/{club.slug}/giving/")
        assert "Miles for the river Robin · for The River Trust £12 2 %" in shown
        assert "Only a draft" not in shown
        assert "Start a page" not in shown

    def test_the_list_costs_the_same_for_many_pages(
        self, club: Club, cause: Cause, robin: Membership, treasurer: Membership
    ) -> None:
        for number in range(40):
            given(make_campaign(cause, robin, title=f"Page {number}x"), 100)
            make_campaign(cause, robin, state="submitted", submitted_at=NOW)
        path, found, client = f"/clubs/{club.slug}/giving/", [], browser_of(treasurer)
        while path:
            with CaptureQueriesContext(connection) as queries:
                html = client.get(path).content.decode()
            assert len(queries) <= 12
            found += re.findall(r">(Page \d+x)<", html)
            more = re.search(r'href="\?after=([^"]+)"', html)
            path = f"/clubs/{club.slug}/giving/?after={more[1]}" if more else ""
        assert sorted(found) == sorted(f"Page {number}x" for number in range(40))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": "\u200b..."}, "letters or numbers"),
        ({"owner_name": "\u202e"}, "required"),
        ({"goal": "-5"}, "more than zero"),
        ({"goal": "1,50"}, "20.50"),
        ({"ends_on": "2026-03-09"}, "from today on"),
        ({"surplus": ""}, "required"),
        ({"cause": "x"}, "x"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_saved(
    club: Club, cause: Cause, robin: Membership, change: dict[str, str], complaint: str
) -> None:
    client = browser_of(robin)
    said = {**filled(client, new(club)), "cause": str(cause.pk)}
    answer = client.post(new(club), {**said, **change})
    assert answer.status_code == 400
    assert complaint in answer.content.decode()
    assert not Campaign.objects.exists()


def test_a_club_without_a_cause_leads_to_one(
    club: Club, robin: Membership, treasurer: Membership
) -> None:
    assert "Ask its organisers" in words(browser_of(robin), new(club))
    assert "Add a cause" in words(browser_of(treasurer), new(club))


def test_what_turns_letters_around_does_not_come_in(
    club: Club, cause: Cause, robin: Membership
) -> None:
    client = browser_of(robin)
    said = {"cause": str(cause.pk), "title": "Miles \u202efor  it", "story": "One.\u2066\r\nTwo. "}
    client.post(new(club), {**filled(client, new(club)), **said})
    made = Campaign.objects.get()
    assert (made.title, made.story) == ("Miles for it", "One.\nTwo.")
