"""What somebody can do for a page, as its page offers it: only what works now."""

import msgspec
from django.urls import reverse

from strongstride.giving.models import Campaign
from strongstride.giving.providers import offered


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """Where to give and where to pledge; empty where that is not offered."""

    gift: str = ""
    pledge: str = ""


def ways_to_help(campaign: Campaign, closed: str) -> Ways:
    """The ways of a page that takes gifts; none of one that is `closed`."""
    if closed:
        return Ways()
    return Ways(
        gift=reverse("giving:give", args=[campaign.slug]) if offered(campaign.cause) else ""
    )
