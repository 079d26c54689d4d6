"""What a receipt says of a gift: facts from the rows, sentences from the data."""

from collections.abc import Set as AbstractSet
from datetime import date

import msgspec

from strongstride.giving.models import Cause, Donation, ReceiptKind, Regime
from strongstride.giving.receipts.declarations import is_covered
from strongstride.giving.receipts.document import (
    CauseWords,
    GiftWords,
    ReceiptDocument,
    in_full,
)
from strongstride.giving.receipts.kept import kept
from strongstride.giving.receipts.sayings import When, said
from strongstride.ledger.money import Money

NO_NAME = "Anonymous"  # of an offline gift: nobody was asked


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt's place: its number in words, the day, and whose place it takes."""

    number: str
    made_on: date
    corrects: str = ""


class Benefit(msgspec.Struct, frozen=True):
    """What a donor received in return, in words, and what it is worth."""

    words: str
    value: Money


def document_of(donation: Donation, at: Numbered) -> ReceiptDocument:
    """The receipt of a gift as it stands in the books; a correction where `at` corrects one."""
    cause = donation.campaign.cause
    regime = Regime(cause.regime)
    gift = _gift_words(donation)
    title, sentences = said(regime, _true_of(donation, gift, at), gift.stays)
    facts = _facts(donation, gift, at)
    return ReceiptDocument(
        kind=ReceiptKind.CORRECTION if at.corrects else ReceiptKind.RECEIPT,
        regime=regime,
        title=f"Correction: {title[0].lower()}{title[1:]}" if at.corrects else title,
        number=at.number,
        made_on=at.made_on,
        corrects=at.corrects,
        donor=donation.donor.name or NO_NAME,
        cause=_cause_words(cause),
        gift=gift,
        statements=tuple(sentence.format(**facts) for sentence in sentences),
    )


def benefit_of(donation: Donation) -> Benefit | None:
    """What the page gives in return for a gift of this size."""
    page = donation.campaign
    if not page.benefit or donation.amount_minor < (page.benefit_from_minor or 0):
        return None
    return Benefit(page.benefit, Money(page.benefit_minor or 0, donation.currency))


def _cause_words(cause: Cause) -> CauseWords:
    return CauseWords(
        name=cause.name,
        country=cause.country,
        registered_with=cause.registered_with,
        registration_number=cause.registration_number,
        website=cause.website,
        says=cause.receipt_text,
    )


def _gift_words(donation: Donation) -> GiftWords:
    paid = donation.amount_minor + donation.cover_minor
    return GiftWords(
        ref=donation.ref,
        page=donation.campaign.title,
        club=donation.campaign.club.name,
        given_on=donation.given_on,
        amount_minor=donation.amount_minor,
        cover_minor=donation.cover_minor,
        returned_minor=paid - kept(donation).all_minor,
        currency=donation.currency,
    )


def _true_of(donation: Donation, gift: GiftWords, at: Numbered) -> AbstractSet[When]:
    return {
        When.CORRECTION if at.corrects else When.RECEIPT,
        When.SOME_STAYS if gift.stays.minor else When.ALL_BACK,
        When.BENEFIT if benefit_of(donation) else When.NO_BENEFIT,
        When.DECLARED if is_covered(donation) else When.NOT_DECLARED,
    }


def _facts(donation: Donation, gift: GiftWords, at: Numbered) -> dict[str, str]:
    """What the sentences are filled with."""
    nothing = Benefit("nothing", Money(0, gift.currency))
    benefit = benefit_of(donation) or nothing
    left = max(0, gift.stays.minor - benefit.value.minor)
    return {
        "cause": donation.campaign.cause.name,
        "corrects": at.corrects,
        "stays": in_full(gift.stays),
        "benefit": benefit.words,
        "value": in_full(benefit.value),
        "deductible": in_full(Money(left, gift.currency)),
    }
