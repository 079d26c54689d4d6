"""A giving page from draft to its end: who may do what, when, and what is written down."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import AuditEntry, Challenge, Club, Membership, Role
from strongstride.giving.campaigns import actions, updates
from strongstride.giving.campaigns.beginning import begin
from strongstride.giving.campaigns.words import CampaignError, PageWords
from strongstride.giving.models import Campaign, CampaignState, Cause, OwnerKind
from strongstride.giving.saying import differences
from strongstride.giving.signals import campaign_ended
from tests.clubs.club.born import born_in
from tests.clubs.making import JOINED, make_challenge, make_member, make_part
from tests.giving.campaigns.making import NOW
from tests.giving.making import make_campaign

pytestmark = pytest.mark.both_databases
WORDS = PageWords(title="Miles for the river", owner_name="Robin", goal_minor=25_000)


@pytest.fixture
def draft(cause: Cause, robin: Membership) -> Campaign:
    return actions.make_page(begin(robin, OwnerKind.RUNNER, None), cause, WORDS)


def log(club: Club) -> list[str]:
    return [entry.action for entry in AuditEntry.objects.filter(club=club).order_by("at", "pk")]


class TestTheWay:
    def test_a_members_page_waits_for_an_organiser(
        self, draft: Campaign, robin: Membership, treasurer: Membership
    ) -> None:
        actions.submit(draft, robin)
        assert draft.state == CampaignState.SUBMITTED
        actions.approve(draft, treasurer)
        assert (draft.state, draft.live_at) == (CampaignState.LIVE, NOW)
        actions.complete(draft, robin)
        draft.refresh_from_db()
        assert (draft.state, draft.ended_at) == (CampaignState.COMPLETED, NOW)
        assert log(draft.club) == [
            "giving page drafted",
            "giving page sent for approval",
            "giving page approved",
            "giving page completed",
        ]

    def test_a_page_of_who_approves_is_live_at_once(
        self, cause: Cause, treasurer: Membership
    ) -> None:
        page = actions.make_page(begin(treasurer, OwnerKind.CLUB, None), cause, WORDS)
        actions.submit(page, treasurer)
        assert page.state == CampaignState.LIVE

    def test_a_page_that_is_sent_back_says_why_and_comes_again(
        self, draft: Campaign, robin: Membership, treasurer: Membership
    ) -> None:
        actions.submit(draft, robin)
        actions.send_back(draft, treasurer, "  Write what the\nriver needs. ")
        assert draft.state == CampaignState.DRAFT
        assert draft.sent_back == "Write what the river needs."
        actions.submit(draft, robin)
        assert (draft.state, draft.sent_back) == (CampaignState.SUBMITTED, "")

    def test_an_end_is_told_to_the_rest_of_giving(
        self, cause: Cause, treasurer: Membership
    ) -> None:
        heard: list[str] = []

        def hear(campaign: Campaign, **_: object) -> None:
            heard.append(campaign.state)

        campaign_ended.connect(hear)
        try:
            actions.complete(make_campaign(cause, treasurer), treasurer)
            actions.cancel(make_campaign(cause, treasurer), treasurer, "Twice the same.")
        finally:
            campaign_ended.disconnect(hear)
        assert heard == [CampaignState.COMPLETED, CampaignState.CANCELLED]


ACTS: dict[str, Callable[[Campaign, Membership], Any]] = {
    "submit": actions.submit,
    "approve": actions.approve,
    "send_back": lambda page, member: actions.send_back(page, member, "Not yet."),
    "complete": actions.complete,
    "cancel": lambda page, member: actions.cancel(page, member, "No more."),
    "change": lambda page, member: actions.change_page(page, member, WORDS),
}
DRAFT, SUBMITTED, LIVE = CampaignState.DRAFT, CampaignState.SUBMITTED, CampaignState.LIVE
COMPLETED, CANCELLED = CampaignState.COMPLETED, CampaignState.CANCELLED
LEADS = {  # act: from which state to which one, for who approves pages
    "submit": {DRAFT: LIVE},
    "approve": {SUBMITTED: LIVE},
    "send_back": {SUBMITTED: DRAFT},
    "complete": {LIVE: COMPLETED},
    "cancel": {DRAFT: CANCELLED, SUBMITTED: CANCELLED, LIVE: CANCELLED},
    "change": {DRAFT: DRAFT, SUBMITTED: SUBMITTED, LIVE: LIVE},
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("state", CampaignState)
def test_every_act_leads_only_where_it_may(
    cause: Cause, treasurer: Membership, act: str, state: CampaignState
) -> None:
    page = make_campaign(cause, treasurer, state=state)
    if state in LEADS[act]:
        ACTS[act](page, treasurer)
    else:
        with pytest.raises(CampaignError):
            ACTS[act](page, treasurer)
    page.refresh_from_db()
    assert page.state == LEADS[act].get(state, state)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_of_the_club_touches_a_page(robins: Campaign, act: str) -> None:
    Campaign.objects.update(state=SUBMITTED if act in {"approve", "send_back"} else DRAFT)
    other = make_member(robins.club, "Otto", Role.MODERATOR)
    with pytest.raises(PermissionDenied):
        ACTS[act](robins, other)


@pytest.mark.parametrize("act", ["approve", "send_back"])
def test_an_owner_does_not_approve_their_own_page(
    robins: Campaign, robin: Membership, act: str
) -> None:
    Campaign.objects.update(state=SUBMITTED)
    with pytest.raises(PermissionDenied):
        ACTS[act](robins, robin)


def test_an_act_goes_by_how_the_page_stands_not_by_how_it_was_read(
    robins: Campaign, treasurer: Membership
) -> None:
    stale = Campaign.objects.select_related("club", "cause", "owner").get(pk=robins.pk)
    actions.complete(robins, treasurer)
    with pytest.raises(CampaignError):
        actions.cancel(stale, treasurer, "Too late.")


def test_who_has_lost_their_role_or_club_does_nothing(
    robins: Campaign, treasurer: Membership
) -> None:
    Membership.objects.filter(pk=treasurer.pk).update(role=Role.MEMBER)
    with pytest.raises(PermissionDenied):
        actions.complete(robins, treasurer)
    Club.objects.update(closed_at=JOINED)
    with pytest.raises(Http404):
        actions.complete(robins, treasurer)


class TestTheCause:
    @pytest.mark.parametrize("column", [{"is_active": False}, {"permission_by": ""}])
    def test_a_cause_that_takes_no_gifts_gets_no_page(
        self, cause: Cause, draft: Campaign, robin: Membership, column: dict[str, Any]
    ) -> None:
        Cause.objects.update(**column)
        with pytest.raises(CampaignError):
            actions.make_page(begin(robin, OwnerKind.RUNNER, None), cause, WORDS)
        with pytest.raises(CampaignError):
            actions.submit(draft, robin)

    def test_a_cause_whose_currency_was_changed_meanwhile_gets_no_page(
        self, cause: Cause, robin: Membership
    ) -> None:
        """The goal was read in the old one: £2,500 are not ¥250,000."""
        Cause.objects.update(currency="JPY")
        with pytest.raises(CampaignError):
            actions.make_page(begin(robin, OwnerKind.RUNNER, None), cause, WORDS)

    def test_a_page_has_the_currency_of_its_cause(self, cause: Cause, robin: Membership) -> None:
        Cause.objects.update(currency="EUR")
        cause.refresh_from_db()
        page = actions.make_page(begin(robin, OwnerKind.RUNNER, None), cause, WORDS)
        assert page.currency == "EUR"


class TestWhose:
    def test_a_runner_has_one_page_in_a_challenge(
        self, cause: Cause, miles: Challenge, robin: Membership
    ) -> None:
        make_part(miles, robin)
        beginning = begin(robin, OwnerKind.RUNNER, miles)
        first = actions.make_page(beginning, cause, WORDS)
        with pytest.raises(CampaignError, match="You have a giving page"):
            actions.make_page(beginning, cause, WORDS)
        actions.cancel(first, robin, "A new one.")
        actions.make_page(beginning, cause, WORDS)

    def test_who_is_not_in_a_challenge_has_no_page_in_it(
        self, miles: Challenge, robin: Membership
    ) -> None:
        with pytest.raises(CampaignError, match="Join the challenge"):
            begin(robin, OwnerKind.RUNNER, miles)

    def test_a_teams_page_is_its_captains_to_make(
        self, club: Club, cause: Cause, robin: Membership
    ) -> None:
        of_teams = make_challenge(club, scope="team")
        team = of_teams.teams.create(name="Early birds", captain=robin, created_at=NOW)
        make_part(of_teams, robin, team=team)
        other = make_member(club, "Otto")
        make_part(of_teams, other, team=team)
        with pytest.raises(CampaignError, match="captain"):
            begin(other, OwnerKind.TEAM, of_teams)
        beginning = begin(robin, OwnerKind.TEAM, of_teams)
        page = actions.make_page(beginning, cause, WORDS)
        assert (page.team, page.participation, beginning.name) == (team, None, "Early birds")
        with pytest.raises(CampaignError, match="Your team has"):
            actions.make_page(beginning, cause, WORDS)

    def test_the_clubs_page_is_for_organisers(self, robin: Membership) -> None:
        with pytest.raises(CampaignError, match="organisers"):
            begin(robin, OwnerKind.CLUB, None)

    def test_nobody_under_18_has_a_page_of_their_own(
        self, club: Club, draft: Campaign, robin: Membership
    ) -> None:
        young = make_member(club, "Yan")
        assert young.athlete is not None
        born_in(young.athlete, 2009)
        with pytest.raises(CampaignError, match="18"):
            begin(young, OwnerKind.RUNNER, None)
        assert robin.athlete is not None
        Athlete.objects.filter(pk=robin.athlete.pk).update(document=young.athlete.document)
        robin.athlete.refresh_from_db()
        with pytest.raises(CampaignError, match="18"):
            actions.submit(draft, robin)
        assert Campaign.objects.get(pk=draft.pk).state == CampaignState.DRAFT


class TestUpdates:
    def test_an_update_stands_until_it_is_taken_away(
        self, robins: Campaign, robin: Membership, treasurer: Membership
    ) -> None:
        update = updates.write(robins, robin, "Halfway!")
        updates.hide(robins, treasurer, update)
        assert robins.updates.get().hidden_at == NOW
        assert "update of a giving page hidden" in log(robins.club)

    def test_a_draft_takes_none(self, draft: Campaign, robin: Membership) -> None:
        with pytest.raises(CampaignError):
            updates.write(draft, robin, "Hello?")


def test_a_change_is_written_down_with_what_was_before(robins: Campaign, robin: Membership) -> None:
    actions.change_page(robins, robin, WORDS)
    assert differences(Campaign.objects.get(pk=robins.pk), WORDS) == ({}, {})
    entry = AuditEntry.objects.get(action="giving page changed")
    assert entry.before["goal_minor"] == 50_000
    assert entry.after == {"goal_minor": 25_000}


def test_addresses_of_pages_are_not_to_be_guessed(cause: Cause, robin: Membership) -> None:
    beginning = begin(robin, OwnerKind.RUNNER, None)
    slugs = {actions.make_page(beginning, cause, WORDS).slug for _ in range(5)}
    assert len(slugs) == 5
    assert all(slug.startswith("miles-for-the-river-") and len(slug) == 32 for slug in slugs)
