"""Tries at paying a gift."""

from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q

from strongstride.giving.clearing.errors import AlreadyPaidError
from strongstride.giving.models import AttemptState, Donation, PaymentAttempt
from strongstride.web import clock

_ALIVE = (AttemptState.CREATED, AttemptState.OPEN, AttemptState.PROCESSING)
MOST_IN_COMPLAINT = 300  # characters
_TO_SPARE = timedelta(minutes=5)  # one that runs out sooner is of no use to a donor


def complain_of(attempt: PaymentAttempt, error: Exception) -> None:
    """Say at the desk what went wrong with a try."""
    words = str(error)[:MOST_IN_COMPLAINT]
    PaymentAttempt.objects.filter(pk=attempt.pk).update(complaint=words)


@transaction.atomic
def new_attempt(donation: Donation, provider: str) -> PaymentAttempt:
    """The try at paying a gift that this provider still waits for, or else a new one.

    Pressing "pay" twice leads to one place to pay, not to two payments. Its key is in the database
    before the provider hears of it. Raises `AlreadyPaidError`.
    """
    Donation.objects.select_for_update(no_key=True).get(pk=donation.pk)
    tries = PaymentAttempt.objects.filter(donation=donation)
    if tries.filter(state=AttemptState.PAID).exists():
        raise AlreadyPaidError("This gift is paid: thank you.")
    now = clock.now()
    lasts = Q(expires_at=None) | Q(expires_at__gt=now + _TO_SPARE)
    alive = tries.filter(lasts, provider=provider, state__in=_ALIVE).order_by("-created_at", "-pk")
    attempt = alive.first()
    if attempt is None:
        attempt = PaymentAttempt.objects.create(
            donation=donation,
            provider=provider,
            idem_key=uuid4().hex,
            amount_minor=donation.amount_minor + donation.cover_minor,
            currency=donation.currency,
            created_at=now,
        )
    attempt.donation = donation
    return attempt
