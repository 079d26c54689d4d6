"""What of a gift its cause still has, as the books say."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, Sum
from msgspec import Struct

from strongstride.giving.models import Donation, Transfer
from strongstride.ledger.cover import parts_back
from strongstride.ledger.transfers import AccountKind

_DONOR = AccountKind.DONOR.value


class Kept(Struct, frozen=True):
    """Minor units that stay of a gift: `gift_minor` without and `all_minor` with fee cover."""

    gift_minor: int
    all_minor: int


def kept(donation: Donation) -> Kept:
    """What stays of a gift after refunds and lost disputes; nothing of one that has not cleared.

    Money in a dispute stays until the dispute is decided.
    """
    return kept_of([donation])[donation.pk]


def kept_of(donations: Iterable[Donation]) -> dict[UUID, Kept]:
    """What stays of each of these gifts, by its key: one query."""
    gifts = {gift.pk: gift for gift in donations}
    rows = Transfer.objects.filter(Q(debit=_DONOR) | Q(credit=_DONOR), posting__donation__in=gifts)
    sums = (
        rows.order_by()
        .values_list("posting__donation")
        .annotate(
            came=Sum("amount_minor", filter=Q(debit=_DONOR), default=0),
            went=Sum("amount_minor", filter=Q(credit=_DONOR), default=0),
        )
    )
    moved = {key: (came, went) for key, came, went in sums}
    return {key: _kept(gift, *moved.get(key, (0, 0))) for key, gift in gifts.items()}


def _kept(gift: Donation, came: int, went: int) -> Kept:
    if came <= went:
        return Kept(0, 0)
    back = parts_back(gift.amount_minor, gift.cover_minor, 0, went).gift_minor if went else 0
    return Kept(gift.amount_minor - back, came - went)
