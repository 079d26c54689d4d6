"""Money handed over: cash, a cheque, or what came in some other way. Written down by a person."""

from strongstride.giving.models import Cause
from strongstride.giving.providers.by_people import SeenByPeople


class ByHand(SeenByPeople):
    """Offline gifts."""

    key = "manual"
    title = "Cash or cheque"

    def serves(self, cause: Cause) -> bool:
        """Every cause can take money by hand."""
        del cause
        return True
