"""What is done with giving pages, from draft to completed or cancelled. One transaction each."""

from django.db import transaction

from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.beginning import TOO_YOUNG, Beginning, check, is_too_young
from strongstride.giving.campaigns.states import ENDED
from strongstride.giving.campaigns.words import (
    CampaignError,
    PageWords,
    new_slug,
)
from strongstride.giving.causes.queries import is_open
from strongstride.giving.models import Campaign, CampaignState, Cause, OwnerKind
from strongstride.giving.saying import differences, say
from strongstride.giving.signals import campaign_ended
from strongstride.giving.turns import lock_campaign, take_money_turn
from strongstride.web import clock

_MAY_HAVE_CHANGED = ("state", *PageWords.__struct_fields__)
_NO_CAUSE = "This cause takes no gifts at the moment: choose another, or ask the club's treasurer."


@transaction.atomic
def make_page(beginning: Beginning, cause: Cause, words: PageWords) -> Campaign:
    """A draft, which its owner and the club's organisers see."""
    club = take_money_turn(beginning.owner, MoneyAct.MAKE_PAGE)
    check(beginning)
    _must_be_open(cause)
    campaign = Campaign(
        club=club,
        cause=cause,
        challenge=beginning.challenge,
        owner_kind=beginning.kind,
        owner=beginning.owner,
        team=beginning.team,
        participation=beginning.part,
        currency=cause.currency,
        slug=new_slug(words.title),
        created_at=clock.now(),
    )
    say(campaign, words)
    campaign.save(force_insert=True)
    _note(campaign, beginning.owner, "giving page drafted")
    return campaign


@transaction.atomic
def change_page(campaign: Campaign, member: Membership, words: PageWords) -> None:
    """Say anew what the page says; raises `CampaignError` once it has ended."""
    _take(campaign, member)
    _must_not_have_ended(campaign)
    before, after = differences(campaign, words)
    campaign.save(update_fields=say(campaign, words))
    if after:
        _note(campaign, member, "giving page changed", before, after)


@transaction.atomic
def submit(campaign: Campaign, member: Membership) -> None:
    """Ask the club to look at it; of somebody who approves pages, it is live at once."""
    _take(campaign, member)
    if campaign.state != CampaignState.DRAFT:
        raise CampaignError("It was sent already.")
    _must_be_open(campaign.cause)
    _must_be_of_age(campaign)
    campaign.submitted_at, campaign.sent_back = clock.now(), ""
    campaign.state = CampaignState.SUBMITTED
    campaign.save(update_fields=["state", "submitted_at", "sent_back"])
    if may_money(member, MoneyAct.APPROVE_PAGES):
        _go_live(campaign, member)
    else:
        _note(campaign, member, "giving page sent for approval")


@transaction.atomic
def approve(campaign: Campaign, member: Membership) -> None:
    """Let everybody with its address see it and give."""
    _take_as_approver(campaign, member)
    _must_wait(campaign)
    _must_be_open(campaign.cause)
    _must_be_of_age(campaign)
    _go_live(campaign, member)


@transaction.atomic
def send_back(campaign: Campaign, member: Membership, why: str) -> None:
    """Say what is to change first; its owner reads it and sends the page again."""
    _take_as_approver(campaign, member)
    _must_wait(campaign)
    campaign.state, campaign.sent_back = CampaignState.DRAFT, _reason(why)
    campaign.save(update_fields=["state", "sent_back"])
    _note(campaign, member, "giving page sent back", after={"why": campaign.sent_back})


@transaction.atomic
def complete(campaign: Campaign, member: Membership) -> None:
    """Take no more gifts; the page stays to be seen."""
    _take(campaign, member)
    if campaign.state != CampaignState.LIVE:
        raise CampaignError("Only a page that is live can be completed.")
    end(campaign, CampaignState.COMPLETED)
    _note(campaign, member, "giving page completed")


@transaction.atomic
def cancel(campaign: Campaign, member: Membership, why: str) -> None:
    """Take the page away; what was given stays given and in the books."""
    _take(campaign, member)
    _must_not_have_ended(campaign)
    campaign.sent_back = _reason(why)
    campaign.save(update_fields=["sent_back"])
    end(campaign, CampaignState.CANCELLED)
    _note(campaign, member, "giving page cancelled", after={"why": campaign.sent_back})


def _take(campaign: Campaign, member: Membership) -> None:
    """The page, locked, as it stands, for an act of its owner or of who approves pages."""
    is_owner = campaign.owner_id == member.pk
    take_money_turn(member, MoneyAct.MAKE_PAGE if is_owner else MoneyAct.APPROVE_PAGES)
    _lock(campaign)


def _take_as_approver(campaign: Campaign, member: Membership) -> None:
    take_money_turn(member, MoneyAct.APPROVE_PAGES)
    _lock(campaign)


def _lock(campaign: Campaign) -> None:
    stands = lock_campaign(campaign.pk)
    for column in _MAY_HAVE_CHANGED:
        setattr(campaign, column, getattr(stands, column))


def _go_live(campaign: Campaign, member: Membership) -> None:
    campaign.state, campaign.live_at = CampaignState.LIVE, clock.now()
    campaign.save(update_fields=["state", "live_at"])
    _note(campaign, member, "giving page approved")


def end(campaign: Campaign, state: CampaignState) -> None:
    """End a page, completed or cancelled; whoever calls holds its lock and has seen who may."""
    campaign.state, campaign.ended_at = state, clock.now()
    campaign.save(update_fields=["state", "ended_at"])
    campaign_ended.send(Campaign, campaign=campaign)


def _must_be_open(cause: Cause) -> None:
    read_in = cause.currency  # amounts were
    cause.refresh_from_db(fields=["is_active", "permission_by", "permission_on", "currency"])
    if not is_open(cause) or cause.currency != read_in:
        raise CampaignError(_NO_CAUSE)


def _must_be_of_age(campaign: Campaign) -> None:
    if campaign.owner_kind != OwnerKind.RUNNER:
        return
    if campaign.owner is None or is_too_young(campaign.owner):
        raise CampaignError(TOO_YOUNG)


def _must_wait(campaign: Campaign) -> None:
    if campaign.state != CampaignState.SUBMITTED:
        raise CampaignError("It does not wait for approval any more.")


def _must_not_have_ended(campaign: Campaign) -> None:
    if campaign.state in ENDED:
        raise CampaignError("The page has ended: it stays as it is.")


def _reason(why: str) -> str:
    reason = clean_line(why)
    if not reason:
        raise CampaignError("Say in a sentence why: its owner will read it.")
    return reason


def _note(
    campaign: Campaign,
    member: Membership,
    action: str,
    before: dict[str, object] | None = None,
    after: dict[str, object] | None = None,
) -> None:
    owner = campaign.owner
    person = None if owner is None else owner.athlete
    note(campaign.club, member, action, campaign.title, before, after, person=person)
