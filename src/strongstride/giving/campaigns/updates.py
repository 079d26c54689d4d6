"""News on a giving page, written by its owner and taken away by them or by who approves pages."""

from django.db import transaction

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.campaigns.words import CampaignError
from strongstride.giving.letters.news import announce
from strongstride.giving.models import Campaign, CampaignUpdate
from strongstride.giving.turns import take_money_turn
from strongstride.web import clock

MOST = 200


@transaction.atomic
def write(campaign: Campaign, member: Membership, body: str) -> CampaignUpdate:
    """Put news on the page; `body` is plain text, cleaned. A completed page still takes them.

    Donors who asked for news get it by mail.
    """
    take_money_turn(member, MoneyAct.MAKE_PAGE)
    campaign.refresh_from_db(fields=["state"])
    if campaign.state not in SEEN:
        raise CampaignError("The page is not live: nobody would read it.")
    if campaign.updates.count() >= MOST:
        raise CampaignError(f"A page holds {MOST} updates: take some away first.")
    update = CampaignUpdate.objects.create(campaign=campaign, body=body, at=clock.now())
    announce(update)
    return update


@transaction.atomic
def hide(campaign: Campaign, member: Membership, update: CampaignUpdate) -> None:
    """Take news from the page; of somebody else's page it stands in the log."""
    take_money_turn(member, MoneyAct.MAKE_PAGE)
    update.hidden_at = clock.now()
    update.save(update_fields=["hidden_at"])
    if campaign.owner_id != member.pk:
        before = {"update": update.body[:200]}
        note(campaign.club, member, "update of a giving page hidden", campaign.title, before)
