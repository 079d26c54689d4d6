"""The public giving page: what it shows to whom, and what it costs."""

import re
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.models import Membership, Visibility
from strongstride.giving.campaigns import updates
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    Cause,
    Display,
    DonationState,
    Match,
    Pledge,
    PledgeState,
)
from tests.clubs.making import JOINED, make_club, make_member
from tests.giving.campaigns.making import NOW, at, browser_of, given, words
from tests.giving.making import make_campaign, make_donation, make_donor

pytestmark = pytest.mark.both_databases
MOST_QUERIES, MOST_FOR_MEMBERS, MOST_BYTES = 8, 12, 60_000


@pytest.fixture
def page(cause: Cause) -> Campaign:
    return make_campaign(cause)


def pledge(page: Campaign, cap: int = 2_500) -> Pledge:
    """A confirmed pledge of 50p a mile, frozen at its cap."""
    return Pledge.objects.create(
        asked="6f1c1c52-5d5b-4d7c-9d0b-6b6a0b0f8f11",
        campaign=page,
        donor=make_donor(),
        rate_minor=50,
        unit="mile",
        cap_minor=cap,
        currency=page.currency,
        count_from="start",
        display=Display.PUBLIC,
        state=PledgeState.ENDED,
        created_at=NOW,
        confirmed_at=NOW,
        final_units=80_467,
        final_minor=cap,
    )


def sponsor(page: Campaign) -> Match:
    return Match.objects.create(
        campaign=page,
        sponsor="Weir Engineering",
        pool_minor=50_000,
        starts_at=NOW - timedelta(days=1),
        ends_at=NOW + timedelta(days=1),
        created_at=NOW,
    )


def test_what_is_raised_is_what_the_books_say(page: Campaign) -> None:
    given(page, 193_000)
    shown = words(Client(), at(page))
    assert "£1,930 raised of £2,500" in shown
    assert "£1,930 given by 1 giver · 77 %" in shown
    assert "The River Trust , Charity Commission for England and Wales 1234567" in shown


def test_a_pledge_and_a_match_are_told_apart_from_what_is_raised(page: Campaign) -> None:
    given(page, 10_000)
    pledge(page)
    sponsor(page)
    shown = words(Client(), at(page))
    assert "£100 raised of £2,500" in shown
    assert "£25 pledged, to be paid at the end" in shown
    assert "Weir Engineering adds as much again to every gift: £500 left." in shown


def test_a_gift_that_is_not_paid_or_went_back_counts_and_shows_nowhere(page: Campaign) -> None:
    make_donation(page, 5_000, donor=make_donor("Wanda Waiting"))
    for state in (DonationState.REFUNDED, DonationState.DISPUTED, DonationState.LOST):
        make_donation(
            page, 700, donor=make_donor("Gone Again"), state=state, cleared_at=NOW
        )  # fmt: skip
    shown = words(Client(), at(page))
    assert "£0 raised" in shown
    assert "given by 0 givers" in shown
    assert "Wanda" not in shown
    assert "Gone" not in shown


class TestGifts:
    def test_each_donor_is_shown_as_they_said(self, page: Campaign) -> None:
        given(page, 1_000, "Dora Lind", display=Display.PUBLIC)
        given(page, 2_000, "Samir Patel", display=Display.FIRST_NAME, message="Go on!")
        given(page, 3_000, "Wren Cast", display=Display.ANONYMOUS, hides_amount=True)
        html = Client().get(at(page)).content.decode()
        assert "Dora Lind" in html
        assert "<b>Samir</b>" in html
        assert "Go on!" in html
        for secret in ("Patel", "Wren", "Cast", "£30<"):
            assert secret not in html
        assert "£60" in html  # which is in the sum all the same

    def test_a_hidden_message_a_part_that_went_back_and_an_erased_donor(
        self, page: Campaign
    ) -> None:
        given(page, 1_100, "Ada", message="Rude words", message_hidden_at=NOW)
        given(page, 2_200, "Bea", state=DonationState.PARTLY_REFUNDED)
        erased = make_donor("", erased_at=NOW)
        given(page, 3_300, donor=erased)
        html = Client().get(at(page)).content.decode()
        assert "Rude" not in html
        assert "£22" not in html
        assert "<b>Anonymous</b>" in html

    def test_what_donors_write_is_text(self, page: Campaign) -> None:
        given(page, 1_000, "<b>Al</b>", message="<script>alert(1)</script>")
        html = Client().get(at(page)).content.decode()
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html

    def test_the_list_pages_through_every_gift_once(self, page: Campaign) -> None:
        for number in range(45):
            given(page, 1_000, f"Donor{number}x", cleared_at=NOW - timedelta(hours=number // 2))
        path, found = at(page), []
        while path:
            html = Client().get(path).content.decode()
            assert "given by 45 givers" in re.sub(r"<[^>]+>|\s+", " ", html).replace("  ", " ")
            found += re.findall(r"<b>(Donor\d+x)</b>", html)
            more = re.search(r'href="\?after=([^"]+)"', html)
            path = at(page, f"?after={more[1]}") if more else ""
        assert sorted(found) == sorted(f"Donor{number}x" for number in range(45))

    def test_any_mark_is_a_page(self, page: Campaign) -> None:
        for after in ("x", "1_2", "%00", "9" * 60):
            assert Client().get(at(page, f"?after={after}")).status_code == 200


def test_the_page_costs_the_same_however_many_gave(page: Campaign, treasurer: Membership) -> None:
    sponsor(page)
    pledge(page)
    for number in range(45):
        given(page, 1_000, f"Donor {number}", message="m" * 500, cleared_at=NOW)
    page.story = "a & b " * 1_000
    page.save()
    for _ in range(25):
        updates.write(page, treasurer, "news " * 100)
    for client, most in ((Client(), MOST_QUERIES), (browser_of(treasurer), MOST_FOR_MEMBERS)):
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(at(page))
        assert len(queries) <= most, [each["sql"] for each in queries]
        assert len(answer.content) <= MOST_BYTES


class TestWhoSees:
    @pytest.mark.parametrize("state", ["draft", "submitted", "cancelled"])
    def test_what_is_not_live_only_its_owner_and_who_approves_see(
        self, robins: Campaign, robin: Membership, treasurer: Membership, state: str
    ) -> None:
        Campaign.objects.update(state=state)
        other = make_member(robins.club, "Otto")
        elsewhere = make_member(make_club(), role="owner")
        for client in (Client(), browser_of(other), browser_of(elsewhere)):
            assert client.get(at(robins)).status_code == 404
        for client in (browser_of(robin), browser_of(treasurer)):
            assert client.get(at(robins)).status_code == 200

    def test_a_page_of_a_private_club_opens_by_its_address_alone(self, page: Campaign) -> None:
        page.club.visibility = Visibility.PRIVATE
        page.club.save()
        html = Client().get(at(page)).content.decode()
        assert '<meta name="robots" content="noindex">' in html
        assert f"/clubs/{page.club.slug}/" not in html
        assert Client().get(f"/clubs/{page.club.slug}/giving/").status_code == 302

    def test_a_page_of_a_closed_club_is_not_there(
        self, page: Campaign, treasurer: Membership
    ) -> None:
        page.club.closed_at = JOINED
        page.club.save()
        assert Client().get(at(page)).status_code == 404
        assert browser_of(treasurer).get(at(page)).status_code == 404
        assert Client().get(at(page, "card/x.png")).status_code == 404

    def test_only_the_owner_sees_a_goal_that_is_hidden(
        self, robins: Campaign, robin: Membership
    ) -> None:
        Campaign.objects.update(hides_goal=True)
        given(robins, 1_000)
        answer = Client().get(at(robins)).content.decode()
        assert "£500" not in answer
        assert "of £500" in words(browser_of(robin), at(robins))
        shared = browser_of(robin).get(at(robins)).context["og"]
        assert "£500" not in shared.description
        assert shared.image == Client().get(at(robins)).context["og"].image


class TestWhatIsOffered:
    def test_a_live_page_leads_to_the_gift(self, page: Campaign) -> None:
        assert f'href="/give/{page.slug}/gift/"' in Client().get(at(page)).content.decode()

    def test_a_page_that_ended_or_whose_cause_is_closed_says_so(self, page: Campaign) -> None:
        page.ends_on = date(2026, 3, 9)
        page.save()
        assert "takes no more gifts" in words(Client(), at(page))
        assert "/gift/" not in Client().get(at(page)).content.decode()
        page.ends_on = date(2026, 3, 10)
        page.save()
        assert "/gift/" in Client().get(at(page)).content.decode()
        page.cause.is_active = False
        page.cause.save()
        assert "takes no gifts at the moment" in words(Client(), at(page))
        Campaign.objects.update(state=CampaignState.COMPLETED)
        assert "This page has ended" in words(Client(), at(page))

    def test_pledges_are_offered_on_a_runners_page_where_there_is_mail(
        self, robins: Campaign, page: Campaign, settings: LazySettings
    ) -> None:
        for has_mail, is_there in ((True, True), (False, False)):
            settings.HAS_MAIL = has_mail
            html = Client().get(at(robins)).content.decode()
            assert (f'href="/give/{robins.slug}/pledge/"' in html) == is_there
        assert "/pledge/" not in Client().get(at(page)).content.decode()

    def test_where_no_way_of_giving_is_set_up_there_is_no_button(self, page: Campaign) -> None:
        page.cause.ways = ["manual"]
        page.cause.save()
        assert "nothing is set up here yet" in words(Client(), at(page))


class TestCard:
    def test_the_card_is_a_picture_that_changes_its_address_with_the_sum(
        self, page: Campaign
    ) -> None:
        first = Client().get(at(page)).context["card"]
        answer = Client().get(first)
        assert answer["Content-Type"] == "image/png"
        assert "public" in answer["Cache-Control"]
        assert len(answer.content) < 300_000
        given(page, 10_000)
        second = Client().get(at(page)).context["card"]
        assert second != first
        assert Client().get(first)["Location"] == second

    def test_a_preview_tells_the_sum_the_cause_and_no_donor(self, page: Campaign) -> None:
        given(page, 10_000, "Dora Lind")
        html = Client().get(at(page)).content.decode()
        told = re.findall(r'<meta (?:property|name)="[^"]+" content="([^"]*)">', html)
        assert "£100 of £2,500 · 4 % for The River Trust." in told
        assert not any("Dora" in each for each in told)
        assert any(each.endswith(at(page)) for each in told)

    def test_a_draft_has_no_card(self, page: Campaign) -> None:
        Campaign.objects.update(state=CampaignState.DRAFT)
        assert Client().get(at(page, "card/x.png")).status_code == 404
