"""Sending a gift back, and seeing to what went wrong with a payment; both stand in the log."""

from django.db import transaction

from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.clearing.refunds import ask_refund, refundable, send_refund
from strongstride.giving.desk.errors import MoneyDeskError
from strongstride.giving.models import PaymentAttempt, Refund
from strongstride.giving.providers.base import ProviderError
from strongstride.giving.turns import lock_campaign, take_money_turn
from strongstride.ledger.money import Money, show


def give_back(attempt: PaymentAttempt, amount_minor: int, reason: str, by: Membership) -> bool:
    """Send so much of a payment back; False where the provider could not be asked just now.

    It is written down first and sent afterwards, by recovery if need be. Raises `MoneyDeskError`.
    """
    refund = _ask(attempt, amount_minor, reason, by)
    try:
        send_refund(refund)
    except ProviderError:
        return False
    return True


@transaction.atomic
def _ask(attempt: PaymentAttempt, amount_minor: int, reason: str, by: Membership) -> Refund:
    take_money_turn(by, MoneyAct.KEEP_BOOKS)
    gift = attempt.donation
    lock_campaign(gift.campaign_id)
    left = refundable(attempt)
    try:
        refund = ask_refund(attempt, amount_minor, reason, by)
    except RefundError as error:
        raise MoneyDeskError(str(error)) from None
    note(
        by.club,
        by,
        "gift sent back",
        gift.campaign.title,
        before={"gift": gift.ref, "amount": show(Money(left, gift.currency))},
        after={
            "gift": gift.ref,
            "amount": show(Money(left - amount_minor, gift.currency)),
            "why": refund.reason,
        },
    )
    return refund


@transaction.atomic
def see_to(attempt: PaymentAttempt, by: Membership) -> None:
    """Say that what was wrong with a payment has been seen to."""
    take_money_turn(by, MoneyAct.KEEP_BOOKS)
    gift = attempt.donation
    lock_campaign(gift.campaign_id)
    attempt.refresh_from_db(fields=["complaint"])
    if not attempt.complaint:
        return
    told = {"gift": gift.ref, "complaint": attempt.complaint}
    attempt.complaint = ""
    attempt.save(update_fields=["complaint"])
    note(by.club, by, "complaint seen to", gift.campaign.title, told, {"gift": gift.ref})
