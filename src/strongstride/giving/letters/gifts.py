"""Letters about gifts: each tells of money that has moved, and none of money that may."""

from strongstride.giving import links
from strongstride.giving.letters.outbox import write
from strongstride.giving.models import Donation, Receipt, Refund
from strongstride.ledger.money import Money, show
from strongstride.web.addresses import absolute


def write_thanks(donation: Donation, receipt: Receipt | None) -> None:
    """Thank for a gift that is cleared, with its receipt."""
    cause = donation.campaign.cause.name
    subject = f"Thank you for your gift to {cause}"
    key = f"thanks:{donation.pk}"
    write(key, donation.donor, subject, "thanks", _told(donation, receipt), receipt)


def write_refunded(refund: Refund, receipt: Receipt | None) -> None:
    """Tell that money of a gift went back, with the corrected receipt."""
    donation = refund.attempt.donation
    told = {
        **_told(donation, receipt),
        "refunded": show(Money(refund.amount_minor, donation.currency)),
    }
    subject = f"Your gift to {donation.campaign.cause.name}: {told['refunded']} returned"
    write(f"refunded:{refund.pk}", donation.donor, subject, "refunded", told, receipt)


def _told(donation: Donation, receipt: Receipt | None) -> dict[str, object]:
    currency = donation.currency
    cover = donation.cover_minor
    return {
        "donation": donation,
        "campaign": donation.campaign,
        "cause": donation.campaign.cause,
        "amount": show(Money(donation.amount_minor, currency)),
        "cover": show(Money(cover, currency)) if cover else "",
        "receipt": receipt,
        "gift_url": absolute("giving:gift", links.gift_token(donation)),
    }
