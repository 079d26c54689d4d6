"""What ways of paying have in common that no machine tells of."""

from strongstride.giving.models import PaymentAttempt, Refund
from strongstride.giving.providers.base import Started
from strongstride.giving.providers.seen import RefundSeen, RefundWord


class SeenByPeople:
    """Whoever keeps the books sees the money come, and gives it back themself."""

    is_online = False
    hosts: tuple[str, ...] = ()

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """Nothing to begin: the gift's own page tells the donor how."""
        del back_url
        return Started(provider_id=attempt.idem_key)

    def look(self, attempt: PaymentAttempt) -> None:
        """Nobody can be asked."""
        del attempt

    def refund(self, refund: Refund) -> RefundSeen:
        """It is done by the person who says so, from the cause's account or their hand."""
        return RefundSeen(
            provider_id=refund.idem_key,
            amount_minor=refund.amount_minor,
            word=RefundWord.DONE,
            idem_key=refund.idem_key,
        )
