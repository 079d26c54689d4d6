"""Gift Aid declarations: a donor who pays UK tax lets the cause reclaim it.

What HMRC asks of them: GOV.UK, "Gift Aid declarations: claiming tax back on donations".
"""

from datetime import datetime
from typing import Any

import msgspec
from django.db.models import OuterRef, Q, QuerySet, Subquery

from strongstride.giving.models import Donation, GiftAidDeclaration, Regime
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
    """The latest declaration in force that the gift's own donor made, or their account."""
    own, account = Q(donor=donation.donor_id), donation.donor.athlete_id
    if account is not None:
        own |= Q(donor__athlete=account)
    means_it = Q(donation=donation) | Q(donation=None, cause=donation.campaign.cause_id)
    found = GiftAidDeclaration.objects.filter(own, means_it, cancelled_at=None)
    return found.order_by("-given_at", "-pk").first()


def is_covered(donation: Donation) -> bool:
    """Whether tax can be reclaimed on a gift by a declaration in force."""
    gifts = covered(Donation.objects.filter(pk=donation.pk))
    return bool(gifts.exclude(declaration=None).exists())


def covered(gifts: QuerySet[Donation]) -> QuerySet[Any]:
    """Gifts, each with the key of the `declaration` in force that covers it, or None.

    That is one for the gift, or a lasting one of the same person, who is known by their account: a
    name and an address that somebody typed prove nothing.
    """
    person = Q(donor=OuterRef("donor")) | Q(donor__athlete=OuterRef("donor__athlete"))
    lasting = Q(donation=None, cause=OuterRef("campaign__cause")) & person
    means_it = Q(donation=OuterRef("pk")) | lasting
    found = GiftAidDeclaration.objects.filter(means_it, cancelled_at=None)
    return gifts.annotate(declaration=Subquery(found.order_by("-given_at", "-pk").values("pk")[:1]))


def cancel(declaration: GiftAidDeclaration, now: datetime) -> None:
    """The donor takes it back: nothing more is claimed by it. The row is kept, as the law asks."""
    GiftAidDeclaration.objects.filter(pk=declaration.pk, cancelled_at=None).update(cancelled_at=now)
