"""What donors are told when money comes or goes back."""

from strongstride.giving import links
from strongstride.giving.clearing.case import Case
from strongstride.giving.letters import outbox
from strongstride.giving.models import Receipt
from strongstride.ledger.money import Money, show
from strongstride.web.addresses import absolute


def thank(case: Case, receipt: Receipt) -> None:
    """Thank for a gift that has come, with its receipt."""
    cover = case.donation.cover_minor
    outbox.write(
        f"thanks:{case.donation.pk}",
        case.donation.donor,
        f"Thank you for your gift to {case.campaign.cause.name}",
        "thanks",
        {**_told(case), "cover": _shown(case, cover) if cover else "", "receipt": receipt},
        receipt,
    )


def tell_of_return(case: Case, reason: object, minor: int, receipt: Receipt) -> None:
    """Say that money went back to the donor, with the receipt as corrected."""
    outbox.write(
        f"refunded:{reason}",
        case.donation.donor,
        f"Your gift to {case.campaign.cause.name}: {_shown(case, minor)} sent back",
        "refunded",
        {**_told(case), "refunded": _shown(case, minor), "receipt": receipt},
        receipt,
    )


def _told(case: Case) -> dict[str, object]:
    return {
        "amount": _shown(case, case.donation.amount_minor),
        "cause": case.campaign.cause,
        "campaign": case.campaign,
        "gift_url": absolute("giving:gift", links.gift_token(case.donation)),
    }


def _shown(case: Case, minor: int) -> str:
    return show(Money(minor, case.donation.currency))
