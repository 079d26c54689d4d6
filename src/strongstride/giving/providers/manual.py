"""Money handed over: cash, a cheque, or what came in some other way. Written down by a person."""

from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.base import Started
from strongstride.giving.providers.seen import RefundSeen, RefundWord


class ByHand:
    """Offline gifts. A refund of one is money handed back, which whoever keeps the books does."""

    key = "manual"
    title = "Cash or cheque"
    is_online = False
    hosts: tuple[str, ...] = ()

    def serves(self, cause: Cause) -> bool:
        """Every cause can take money by hand."""
        del cause
        return True

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """Nothing to begin."""
        del back_url
        return Started(provider_id=attempt.idem_key)

    def look(self, attempt: PaymentAttempt) -> None:
        """Nobody can be asked."""
        del attempt

    def refund(self, refund: Refund) -> RefundSeen:
        """It is done by the person who says so."""
        return handed_back(refund)


def handed_back(refund: Refund) -> RefundSeen:
    """A refund that somebody pays themself, from the cause's account or their hand."""
    return RefundSeen(
        provider_id=refund.idem_key,
        amount_minor=refund.amount_minor,
        word=RefundWord.DONE,
        idem_key=refund.idem_key,
    )
