"""What of a gift its cause still has, as the books say."""

from django.db.models import Q, Sum
from msgspec import Struct

from strongstride.giving.models import Donation, Transfer
from strongstride.ledger.transfers import AccountKind

_KEPT_IN = (AccountKind.CAUSE.value, AccountKind.FEES.value)


class Kept(Struct, frozen=True):
    """Minor units that stay of a gift: `gift_minor` without and `all_minor` with fee cover."""

    gift_minor: int
    all_minor: int


def kept(donation: Donation) -> Kept:
    """What stays of a gift after refunds and disputes; 0 of one that has not cleared."""
    rows = Transfer.objects.filter(posting__donation=donation)
    sums = rows.aggregate(
        **{f"in_{name}": Sum("amount_minor", filter=Q(credit=name)) for name in _KEPT_IN},
        **{f"out_{name}": Sum("amount_minor", filter=Q(debit=name)) for name in _KEPT_IN},
    )
    cause, fees = ((sums[f"in_{name}"] or 0) - (sums[f"out_{name}"] or 0) for name in _KEPT_IN)
    everything = max(0, cause + fees)  # a whole payment disputed takes its cover from the cause
    return Kept(gift_minor=max(0, min(cause, everything)), all_minor=everything)
