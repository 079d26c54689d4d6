"""How often a gift may be begun, counted in the cache that all processes share.

Stolen cards are tried out on giving pages, with many small gifts: so there is a smallest gift, a
limit for each address, and one for each page, behind which many addresses do not help. Both are
far above what people do.
"""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

from strongstride.giving.models import Campaign

# so many in so long, for each address or key
_OF_ADDRESS = {"start": "6/10m/ip,30/d/ip"}
_OF_PAGE = {"start": "120/10m/key"}
_REPORTS = {"report": "10/h/ip"}
_APP = "strongstride.giving"


def may_start(request: HttpRequest, campaign: Campaign) -> bool:
    """Count one more payment that is about to begin; False when they are too many."""
    of_address = consume(request, app=_APP, action="start", config=_OF_ADDRESS)
    if of_address is None:
        return False
    key = str(campaign.pk)
    return consume(request, app=_APP, action="start", config=_OF_PAGE, key=key) is not None


def may_report(request: HttpRequest) -> bool:
    """Count one more report of a message; False when they are too many."""
    return consume(request, app=_APP, action="report", config=_REPORTS) is not None
