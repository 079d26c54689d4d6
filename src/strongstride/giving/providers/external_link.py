"""The cause's own giving page: the money is given there, and written down here afterwards."""

from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.base import Started
from strongstride.giving.providers.manual import handed_back
from strongstride.giving.providers.seen import RefundSeen


class ExternalLink:
    """The donor goes on to the cause's page; who keeps the books verifies what they gave there."""

    key = "external_link"
    title = "On the cause’s own giving page"
    is_online = False
    hosts: tuple[str, ...] = ()

    def serves(self, cause: Cause) -> bool:
        """Whether the cause has such a page."""
        return bool(cause.giving_url)

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """The address of the page, which knows nothing of the gift."""
        del back_url
        return Started(attempt.idem_key, attempt.donation.campaign.cause.giving_url)

    def look(self, attempt: PaymentAttempt) -> None:
        """The page cannot be asked."""
        del attempt

    def refund(self, refund: Refund) -> RefundSeen:
        """The cause gives it back there."""
        return handed_back(refund)
