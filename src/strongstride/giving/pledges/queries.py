"""Pledges of pages: what they come to together, and lists of them."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from strongstride.giving.models import Campaign, Pledge, PledgeState
from strongstride.giving.pledges.accrual import Work, amount_now, work_of

OPEN = (PledgeState.ACTIVE, PledgeState.ENDED, PledgeState.DUE, PledgeState.UNFULFILLED)
"""Confirmed, and neither paid nor cancelled: these are what a page calls pledged."""

_COLUMNS = (
    "campaign_id", "state", "rate_minor", "unit", "cap_minor", "count_from", "created_at",
    "final_units", "final_minor",
)  # fmt: skip


def pledged(campaign: Campaign) -> int:
    """What the page's pledges come to as things stand, in minor units; two queries at most."""
    return pledged_of([campaign])[campaign.pk]


def pledged_of(campaigns: Collection[Campaign]) -> dict[UUID, int]:
    """The same of many pages, by key; two queries for any number of them."""
    pages = {campaign.pk: campaign for campaign in campaigns}
    sums = dict.fromkeys(pages, 0)
    found = list(Pledge.objects.filter(campaign__in=pages, state__in=OPEN).only("id", *_COLUMNS))
    for pledge in found:
        pledge.campaign = pages[pledge.campaign_id]
    for pledge, minor in amounts(found).items():
        sums[pledge.campaign_id] += minor
    return sums


def amounts(pledges: Collection[Pledge]) -> dict[Pledge, int]:
    """What each comes to, in minor units; their pages are with them. One query or none."""
    following = {each for each in pledges if each.final_minor is None}
    work = work_of({part for each in following if (part := each.campaign.participation_id)})
    nothing = Work()
    return {
        each: amount_now(each, work.get(each.campaign.participation_id or each.pk, nothing))
        for each in pledges
    }


def of_campaign(campaign: Campaign) -> QuerySet[Pledge]:
    """The confirmed pledges of a page, newest first, with their donors."""
    confirmed = campaign.pledges.exclude(confirmed_at=None).select_related("donor", "campaign")
    return confirmed.order_by("-created_at", "-pk")


def changed_since() -> Exists:
    """Of a page: whether runs changed after its pledges were frozen, so that somebody looks."""
    return Exists(Pledge.objects.filter(campaign=OuterRef("pk"), later_units__isnull=False))
