"""The cause's own giving page: the money is given there, and written down here afterwards."""

from strongstride.giving.models import Cause, PaymentAttempt
from strongstride.giving.providers.base import Started
from strongstride.giving.providers.by_people import SeenByPeople


class ExternalLink(SeenByPeople):
    """The donor goes on to the cause's page; who keeps the books verifies what they gave there."""

    key = "external_link"
    title = "On the cause’s own giving page"

    def serves(self, cause: Cause) -> bool:
        """Whether the cause has such a page."""
        return bool(cause.giving_url)

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """The address of the page, which knows nothing of the gift."""
        del back_url
        return Started(attempt.idem_key, attempt.donation.campaign.cause.giving_url)
