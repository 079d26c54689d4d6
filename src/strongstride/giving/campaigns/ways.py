"""What somebody can do for a page, as its page offers it: only what works now."""

import msgspec
from django.urls import reverse

from strongstride.giving.models import Campaign
from strongstride.giving.pledges.offering import offered_units
from strongstride.giving.providers import offered
from strongstride.web import clock


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """Where to give and where to pledge; empty where that is not offered.

    `pledge_words` says what for.
    """

    gift: str = ""
    pledge: str = ""
    pledge_words: str = ""


def ways_to_help(campaign: Campaign, closed: str) -> Ways:
    """The ways of a page that takes gifts; none of one that is `closed`."""
    if closed:
        return Ways()
    part = campaign.participation
    if part is not None and campaign.challenge is not None:
        part.challenge = campaign.challenge  # it is read already
    units = offered_units(campaign, clock.now())
    return Ways(
        gift=reverse("giving:give", args=[campaign.slug]) if offered(campaign.cause) else "",
        pledge=reverse("giving:pledge", args=[campaign.slug]) if units else "",
        pledge_words=f"Pledge for each {units[0].label}" if units else "",
    )
