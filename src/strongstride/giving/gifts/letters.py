"""The letter that tells how to pay: of gifts that nobody leads the donor through."""

from strongstride.giving import links
from strongstride.giving.causes.bank import lines_of
from strongstride.giving.letters import outbox
from strongstride.giving.models import Donation
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.ledger.money import Money, show
from strongstride.web.addresses import absolute


def tell_how_to_pay(donation: Donation) -> None:
    """Send the account and the reference, or the cause's page, and the link to the gift."""
    if PROVIDERS[donation.provider].is_online:
        return
    cause = donation.campaign.cause
    total = show(Money(donation.amount_minor + donation.cover_minor, donation.currency))
    is_transfer = donation.provider == BankTransfer.key
    told = {
        "campaign": donation.campaign,
        "cause": cause,
        "total": total,
        "ref": donation.ref,
        "account": lines_of(cause.bank) if is_transfer else (),
        "gift_url": absolute("giving:gift", links.gift_token(donation)),
    }
    subject = f"How to pay your gift to {cause.name}"
    outbox.write(f"how-to-pay:{donation.pk}", donation.donor, subject, "how_to_pay", told)
