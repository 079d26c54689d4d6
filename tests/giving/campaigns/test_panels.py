"""The money on pages of clubs, which know nothing of giving."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.clubs.models import Challenge, Club, Membership, Role
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    Cause,
    CountFrom,
    Display,
    Pledge,
    PledgeState,
)
from strongstride.web.ids import uuid7
from tests.clubs.club.born import born_in
from tests.clubs.making import make_challenge, make_member, make_part
from tests.giving.campaigns.making import NOW, browser_of, given, words
from tests.giving.making import make_campaign, make_cause, make_donor

pytestmark = pytest.mark.both_databases


def path(challenge: Challenge, more: str = "") -> str:
    return f"/clubs/{challenge.club.slug}/challenges/{challenge.slug}/{more}"


def pledge(page: Campaign, rate: int, unit: str = "mile", **columns: str) -> None:
    Pledge.objects.create(
        asked=uuid7(),
        campaign=page,
        donor=make_donor(),
        rate_minor=rate,
        unit=unit,
        cap_minor=2_500,
        currency=page.currency,
        count_from=CountFrom.START,
        display=Display.PUBLIC,
        created_at=NOW,
        **{"state": PledgeState.ACTIVE, **columns},
    )


@pytest.fixture
def clubs_page(cause: Cause, miles: Challenge, treasurer: Membership) -> Campaign:
    return make_campaign(cause, treasurer, challenge=miles)


def test_the_challenge_tells_what_all_its_pages_raised_as_in_the_mock(
    clubs_page: Campaign, robins: Campaign, miles: Challenge, robin: Membership
) -> None:
    """£1,718 on the club's page and £212 on Robin's are £1,930 of the club's £2,500."""
    for _ in range(39):
        given(clubs_page, 4_400)
    given(clubs_page, 200)
    given(robins, 21_200)
    pledge(robins, 90)
    pledge(robins, 50)
    pledge(robins, 300, "strength")
    pledge(robins, 999, state=PledgeState.UNCONFIRMED)
    shown = words(browser_of(robin), path(miles))
    assert "Raised £1,930 of £2,500 · 41 givers" in shown
    assert "Your page £212 £1.40 for every mile pledged £3 for every strength session" in shown
    assert "Ask a friend" in shown
    visitor = words(Client(), path(miles, "live/"))
    assert "Raised £1,930" in visitor
    assert "Your page" not in visitor


def test_a_challenge_where_nobody_raises_says_nothing(
    miles: Challenge, cause: Cause, robin: Membership
) -> None:
    make_part(miles, robin)
    make_campaign(cause, challenge=miles, state=CampaignState.DRAFT)
    assert "Raised" not in words(browser_of(robin), path(miles))


def test_pages_in_another_currency_are_not_added(
    clubs_page: Campaign, miles: Challenge, club: Club
) -> None:
    given(clubs_page, 1_000)
    dollars = make_campaign(make_cause(club, currency="USD"), challenge=miles)
    given(dollars, 9_900)
    assert "Raised £10 of £2,500 · 1 giver" in words(Client(), path(miles))


def test_a_goal_that_is_hidden_is_hidden_here_too(clubs_page: Campaign, miles: Challenge) -> None:
    Campaign.objects.update(hides_goal=True)
    assert "£2,500" not in words(Client(), path(miles))


def test_cancelled_pages_are_gone_and_completed_ones_stay(
    clubs_page: Campaign, miles: Challenge
) -> None:
    given(clubs_page, 1_000)
    Campaign.objects.update(state=CampaignState.COMPLETED)
    assert "Raised £10" in words(Client(), path(miles))
    Campaign.objects.update(state=CampaignState.CANCELLED)
    assert "Raised" not in words(Client(), path(miles))


def test_my_own_page_of_a_challenge_leads_to_a_giving_page(
    cause: Cause, miles: Challenge, robin: Membership
) -> None:
    make_part(miles, robin)
    client, way = browser_of(robin), f"giving/new/?challenge={miles.slug}"
    assert way in client.get(path(miles, "me/")).content.decode()
    Cause.objects.update(is_active=False)
    assert way not in client.get(path(miles, "me/")).content.decode()
    Cause.objects.update(is_active=True)
    assert robin.athlete is not None
    born_in(robin.athlete, 2010)
    assert way not in client.get(path(miles, "me/")).content.decode()


def test_the_club_has_a_way_to_its_pages_and_shows_its_own(
    clubs_page: Campaign, club: Club, robin: Membership
) -> None:
    given(clubs_page, 1_000)
    html = browser_of(robin).get(f"/clubs/{club.slug}/").content.decode()
    assert f'<a href="/clubs/{club.slug}/giving/">Giving</a>' in html
    assert "Miles for the river for The River Trust £10 of £2,500" in words(
        Client(), f"/clubs/{club.slug}/"
    )


def test_the_desk_tells_of_pages_that_wait(cause: Cause, club: Club, treasurer: Membership) -> None:
    desk = f"/clubs/{club.slug}/desk/"
    moderator = make_member(club, "Mod", Role.MODERATOR)
    assert "giving page" not in words(browser_of(treasurer), desk)
    make_campaign(cause, state=CampaignState.SUBMITTED)
    assert "1 giving page waits for approval" in words(browser_of(treasurer), desk)
    assert "giving page" not in words(browser_of(moderator), desk)


def test_the_money_costs_no_more_for_many_pages_and_gifts(
    clubs_page: Campaign, miles: Challenge, robin: Membership, robins: Campaign
) -> None:
    for number in range(12):
        member = make_member(miles.club, f"Runner {number}")
        part = make_part(miles, member)
        page = make_campaign(
            clubs_page.cause, member, participation=part, challenge=miles, owner_kind="runner"
        )
        for _ in range(3):
            given(page, 100)
    client = browser_of(robin)
    for more, most in (("", 12), ("me/", 12), ("live/", 12), ("?board=around", 12)):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path(miles, more)).status_code == 200
        assert len(queries) <= most
    empty = make_challenge(miles.club)
    with CaptureQueriesContext(connection) as queries:
        Client().get(path(empty))
    assert len(queries) <= 6
