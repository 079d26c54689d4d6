"""Sending money back: written down first, then asked of the provider, then noted as it answers."""

from itertools import chain
from uuid import uuid4

from django.db import transaction

from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Membership
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.case import Case, lock_case
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.models import (
    AttemptState,
    Dispute,
    DisputeState,
    PaymentAttempt,
    Refund,
    RefundState,
)
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.base import RefusedError
from strongstride.giving.providers.seen import PaidWord, RefundSeen, RefundWord, Seen
from strongstride.ledger.money import Money, show

_LONGEST_REASON = 300


@transaction.atomic
def ask_refund(
    attempt: PaymentAttempt, amount_minor: int, reason: str, by: Membership | None
) -> Refund:
    """Write down that so much of a payment, its cover included, is to go back.

    Two who do it at once cannot send back more than was paid: what is asked for is taken at once.
    Follow it by `send_refund` after the commit. Raises `RefundError`.
    """
    case = lock_case(attempt.pk)
    _check(case, amount_minor)
    refund = Refund.objects.create(
        attempt=case.attempt,
        idem_key=uuid4().hex,
        amount_minor=amount_minor,
        reason=clean_line(reason)[:_LONGEST_REASON],
        by=by,
        created_at=case.at,
    )
    refund.attempt = case.attempt
    return refund


def refundable(attempt: PaymentAttempt) -> int:
    """What of a payment can still be sent back, in minor units.

    Of attempts whose refunds and disputes were read with them it asks the database nothing.
    """
    if attempt.state not in (AttemptState.PAID, AttemptState.DOUBLE):
        return 0
    live = (each for each in attempt.refunds.all() if each.state != RefundState.FAILED)
    lost = (each for each in attempt.disputes.all() if each.state == DisputeState.LOST)
    gone = sum(each.amount_minor for each in chain[Refund | Dispute](live, lost))
    return max(0, attempt.amount_minor - gone)


def send_refund(refund: Refund) -> None:
    """Ask the provider to send the money back, and note its answer; safe to call again.

    No transaction is open meanwhile. Raises `ProviderError` when it could not be asked: the refund
    stays as it is, and recovery sends it again; `RefusedError` when it has failed for good.
    """
    attempt = refund.attempt
    try:
        answer = PROVIDERS[attempt.provider].refund(refund)
    except RefusedError:
        _note(attempt, RefundSeen("", refund.amount_minor, RefundWord.FAILED, refund.idem_key))
        raise
    _note(attempt, answer)


def _note(attempt: PaymentAttempt, answer: RefundSeen) -> None:
    apply(
        attempt,
        Seen(
            word=PaidWord.PAID,
            amount_minor=attempt.amount_minor,
            currency=attempt.currency,
            refunds=(answer,),
        ),
    )


def _check(case: Case, amount_minor: int) -> None:
    attempt = case.attempt
    if attempt.state not in (AttemptState.PAID, AttemptState.DOUBLE):
        raise RefundError("This payment has not come: there is nothing to send back.")
    if attempt.disputes.filter(state=DisputeState.OPEN).exists():
        raise RefundError(
            "The donor's bank disputes this payment: wait for its decision, or the money could go "
            "back twice."
        )
    if amount_minor <= 0:
        raise RefundError("Send back more than nothing.")
    most = refundable(attempt)
    if amount_minor > most:
        raise RefundError(
            f"Of this payment at most {show(Money(most, attempt.currency))} can still be sent back."
        )
