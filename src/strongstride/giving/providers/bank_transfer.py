"""A transfer to the cause's own account, with a reference by which it is known."""

from strongstride.giving.causes.bank import names_account
from strongstride.giving.models import Cause
from strongstride.giving.providers.by_people import SeenByPeople


class BankTransfer(SeenByPeople):
    """The gift's own page tells the donor where to; the cause's statement tells that it came."""

    key = "bank_transfer"
    title = "Bank transfer"

    def serves(self, cause: Cause) -> bool:
        """Whether it is known where to."""
        return names_account(cause.bank)
