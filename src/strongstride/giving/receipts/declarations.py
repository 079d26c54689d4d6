"""Gift Aid declarations: a donor who pays UK tax lets the cause reclaim it.

What HMRC asks of them: GOV.UK, "Gift Aid declarations: claiming tax back on donations".
"""

from datetime import datetime

import msgspec
from django.db.models import Q, QuerySet

from strongstride.giving.models import Donation, Donor, GiftAidDeclaration, Regime
from strongstride.giving.receipts.sayings import table


class DeclarationWords(msgspec.Struct, frozen=True, kw_only=True):
    """What a donor fills in; `is_lasting`: for this gift and all later ones to the cause."""

    first_name: str
    last_name: str
    house: str
    address: str
    postcode: str
    is_lasting: bool


def can_declare(donation: Donation) -> bool:
    """Whether a gift's cause claims Gift Aid: one of the UK, in pounds."""
    cause = donation.campaign.cause
    return cause.regime == Regime.UK and donation.currency == "GBP"


def text_for(cause: str, *, is_lasting: bool) -> str:
    """The declaration word for word, as HMRC's model has it."""
    texts = table("gift_aid")["declaration"]
    gifts = texts["lasting"] if is_lasting else texts["single"]
    return f"{gifts} {texts['taxpayer']}".format(cause=cause)


def declare(donation: Donation, words: DeclarationWords, now: datetime) -> GiftAidDeclaration:
    """Keep a donor's declaration, in the place of an earlier one for the gift."""
    found = declared(donation)
    if found is not None:
        cancel(found, now)
    return GiftAidDeclaration.objects.create(
        donor=donation.donor,
        cause=donation.campaign.cause,
        donation=None if words.is_lasting else donation,
        first_name=words.first_name,
        last_name=words.last_name,
        house=words.house,
        address=words.address,
        postcode=words.postcode,
        text=text_for(donation.campaign.cause.name, is_lasting=words.is_lasting),
        given_at=now,
    )


def declared(donation: Donation) -> GiftAidDeclaration | None:
    """The declaration that a gift is covered by; the latest."""
    return covering(donation).order_by("-given_at", "-pk").first()


def covering(donation: Donation) -> QuerySet[GiftAidDeclaration]:
    """Every declaration in force for a gift: its own, or a lasting one of its donor."""
    lasting = Q(donation=None, cause=donation.campaign.cause_id) & _by_whom(donation.donor)
    return GiftAidDeclaration.objects.filter(Q(donation=donation) | lasting, cancelled_at=None)


def _by_whom(donor: Donor) -> Q:
    """Declarations of the same person: by their account, or else by name and address for mail."""
    same = Q(donor=donor)
    if donor.athlete_id is not None:
        same |= Q(donor__athlete=donor.athlete_id)
    if donor.email and donor.name:
        same |= Q(donor__email__iexact=donor.email, donor__name__iexact=donor.name)
    return same


def cancel(declaration: GiftAidDeclaration, now: datetime) -> None:
    """The donor takes it back: nothing more is claimed by it. The row is kept, as the law asks."""
    GiftAidDeclaration.objects.filter(pk=declaration.pk, cancelled_at=None).update(cancelled_at=now)
