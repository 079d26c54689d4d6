"""Giving pages of people who erase their account, or turn out to be too young."""

import pytest
from django.test import Client

from strongstride.clubs.models import AuditEntry, Membership
from strongstride.giving.books.queries import balances
from strongstride.giving.campaigns import updates
from strongstride.giving.models import Campaign, CampaignState, Cause, OwnerKind
from tests.clubs.club.born import born_in
from tests.giving.campaigns.making import at, browser_of, given, words
from tests.giving.making import make_campaign

pytestmark = pytest.mark.both_databases


def erase(member: Membership) -> None:
    assert member.athlete is not None
    member.athlete.user.delete()


def test_no_name_is_left_and_no_total_changes(robins: Campaign, robin: Membership) -> None:
    Campaign.objects.update(title="Robin Hale's miles", story="I am Robin Hale.")
    given(robins, 2_000)
    updates.write(robins, robin, "Robin Hale here.")
    before = balances(robins)
    erase(robin)
    page = Campaign.objects.get(pk=robins.pk)
    assert balances(page) == before
    assert page.state == CampaignState.COMPLETED
    shown = Client().get(at(page)).content.decode()
    assert "£20" in shown
    assert "A runner" in shown
    assert "Hale" not in f"{shown} {page.title} {page.story} {page.owner_name}"
    assert not page.updates.exists()
    assert not any("Hale" in str(entry.about) for entry in AuditEntry.objects.all())


def test_a_draft_of_who_goes_is_cancelled(cause: Cause, robin: Membership) -> None:
    kind = {"owner_kind": OwnerKind.RUNNER, "state": CampaignState.DRAFT}
    draft = make_campaign(cause, robin, **kind)
    erase(robin)
    assert Campaign.objects.get(pk=draft.pk).state == CampaignState.CANCELLED


def test_the_clubs_page_stays_when_its_maker_goes(cause: Cause, robin: Membership) -> None:
    page = make_campaign(cause, robin)
    erase(robin)
    page.refresh_from_db()
    assert (page.state, page.title) == (CampaignState.LIVE, "Miles for the river")


def test_who_turns_out_to_be_under_18_has_no_page_any_more(
    robins: Campaign, robin: Membership
) -> None:
    given(robins, 2_000)
    before = balances(robins)
    assert robin.athlete is not None
    born_in(robin.athlete, 1990)
    assert Client().get(at(robins)).status_code == 200
    born_in(robin.athlete, 2010)
    assert Client().get(at(robins)).status_code == 404
    assert "18 and older" in words(browser_of(robin), at(robins))
    assert balances(robins) == before
