"""What donors of a page receive in return, which the receipts of later gifts say."""

from django.db import transaction

from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.models import Campaign
from strongstride.giving.turns import lock_campaign, take_money_turn

_COLUMNS = ("benefit", "benefit_minor", "benefit_from_minor")


@transaction.atomic
def change_benefit(
    campaign: Campaign, by: Membership, benefit: str, worth: int | None, least: int | None
) -> None:
    """Say what donors receive in return from now on; receipts that were given stay as they are."""
    club = take_money_turn(by, MoneyAct.KEEP_BOOKS)
    page = lock_campaign(campaign.pk)
    before = {column: getattr(page, column) for column in _COLUMNS}
    page.benefit = clean_line(benefit)
    page.benefit_minor = worth if page.benefit else None
    page.benefit_from_minor = least if page.benefit else None
    page.save(update_fields=_COLUMNS)
    after = {column: getattr(page, column) for column in _COLUMNS}
    note(club, by, "what donors receive changed", page.title, before, after)
