"""A transfer to the cause's own account, with a reference by which it is known."""

from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.base import Started
from strongstride.giving.providers.manual import handed_back
from strongstride.giving.providers.seen import RefundSeen

_ACCOUNTS = ("iban", "account_number")


class BankTransfer:
    """The gift's own page tells the donor where to; the cause's statement tells that it came."""

    key = "bank_transfer"
    title = "Bank transfer"
    is_online = False
    hosts: tuple[str, ...] = ()

    def serves(self, cause: Cause) -> bool:
        """Whether it is known where to."""
        return any(cause.bank.get(each) for each in _ACCOUNTS)

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """Nothing to begin: the reference is the gift's."""
        del back_url
        return Started(provider_id=attempt.idem_key)

    def look(self, attempt: PaymentAttempt) -> None:
        """A bank cannot be asked: its statement is read in at the desk."""
        del attempt

    def refund(self, refund: Refund) -> RefundSeen:
        """The cause transfers it back."""
        return handed_back(refund)
