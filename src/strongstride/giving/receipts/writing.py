"""What a receipt says of a gift: facts from the rows, sentences from the data."""

from datetime import date

import msgspec

from strongstride.giving.models import Cause, Donation, ReceiptKind, Regime
from strongstride.giving.receipts.document import (
    CauseWords,
    GiftWords,
    ReceiptDocument,
    in_full,
)
from strongstride.giving.receipts.kept import kept
from strongstride.giving.receipts.sayings import Saying, saying
from strongstride.ledger.money import Money

NO_NAME = "Anonymous"  # of an offline gift: nobody was asked


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A receipt's place: its number in words, the day, and whose place it takes."""

    number: str
    made_on: date
    corrects: str = ""


def document_of(donation: Donation, at: Numbered) -> ReceiptDocument:
    """The receipt of a gift as it stands in the books; a correction where `at` corrects one."""
    cause = donation.campaign.cause
    regime = Regime(cause.regime)
    gift = _gift_words(donation)
    return ReceiptDocument(
        kind=ReceiptKind.CORRECTION if at.corrects else ReceiptKind.RECEIPT,
        regime=regime,
        title=_title(regime, gift, is_correction=bool(at.corrects)),
        number=at.number,
        made_on=at.made_on,
        corrects=at.corrects,
        donor=donation.donor.name or NO_NAME,
        cause=_cause_words(cause),
        gift=gift,
        statements=_statements(donation, gift, is_correction=bool(at.corrects)),
    )


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


def _title(regime: Regime, gift: GiftWords, *, is_correction: bool) -> str:
    title = _said(regime, "title_acknowledgement", gift.stays) or _said(regime, "title", gift.stays)
    assert title is not None  # each regime has one: a test sees to it
    return f"Correction: {title.text[0].lower()}{title.text[1:]}" if is_correction else title.text


def _said(regime: Regime, key: str, money: Money) -> Saying | None:
    """A saying of the regime, where an amount is large enough for it."""
    found = saying(regime, key)
    return found if found and found.applies_to(money.minor, money.currency) else None


def _statements(donation: Donation, gift: GiftWords, *, is_correction: bool) -> tuple[str, ...]:
    if gift.stays.minor == 0:
        return ("All of this gift went back to you: nothing of it can be deducted or declared.",)
    cause = donation.campaign.cause
    keys = [] if is_correction else ["thanks"]
    found = (_said(Regime(cause.regime), key, gift.stays) for key in (*keys, "nothing", "keep"))
    said = [each.text.format(cause=cause.name) for each in found if each]
    if is_correction:
        said.insert(0, f"What counts from now on is {in_full(gift.stays)}.")
    return tuple(said)
