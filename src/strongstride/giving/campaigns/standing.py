"""Whether a giving page takes gifts now, and why not. Reads nothing."""

from datetime import date

from strongstride.giving.causes.queries import is_open
from strongstride.giving.models import Campaign, CampaignState
from strongstride.web import clock


def takes_gifts(campaign: Campaign) -> bool:
    """Whether the page is live, its last day is not over, and its cause takes gifts.

    `campaign.cause` and `campaign.club` are read with it.
    """
    return not why_not(campaign)


def why_not(campaign: Campaign) -> str:
    """Why the page takes no gifts, in a sentence for who wants to give; empty where it does."""
    if campaign.state == CampaignState.COMPLETED or is_past(campaign, today_of(campaign)):
        return "This page has ended and takes no more gifts. Thank you to all who gave."
    if campaign.state != CampaignState.LIVE:
        return "This page is not open for gifts."
    if not is_open(campaign.cause):
        return "This page takes no gifts at the moment."
    return ""


def takes_what_was_begun(campaign: Campaign) -> bool:
    """Whether a gift that somebody began can still be paid: also after the page's last day.

    Not once the page was cancelled or its cause takes no gifts, nor in a club that has closed.
    """
    is_there = campaign.state != CampaignState.CANCELLED and campaign.club.closed_at is None
    return is_there and is_open(campaign.cause)


def today_of(campaign: Campaign) -> date:
    """The date in the club's time zone."""
    return clock.local_today(campaign.club.time_zone)


def is_past(campaign: Campaign, today: date) -> bool:
    """Whether the last day on which the page takes gifts is over."""
    return campaign.ends_on is not None and campaign.ends_on < today
