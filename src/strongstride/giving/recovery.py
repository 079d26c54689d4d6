"""Finishing whatever was begun: after the process died, a provider was away, or a letter stuck.

Nothing here is a way of its own: each step is the one that was interrupted, which is safe to take
again. So this may run at any time, beside everything else, and twice at once.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from msgspec import Struct

from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.looking import look
from strongstride.giving.clearing.refunds import send_refund
from strongstride.giving.donors.keeping import let_go
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.gifts.errors import NotStartedError
from strongstride.giving.letters.sending import send_due
from strongstride.giving.models import (
    AttemptState,
    DisputeState,
    PaymentAttempt,
    ProviderEvent,
    Refund,
    RefundState,
)
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.base import ProviderError
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.giving.providers.stripe import events
from strongstride.giving.receipts.files import pdf_of, undrawn

BEGUN_SINCE = timedelta(minutes=1)  # whoever began it a moment ago is still at it
GIVEN_UP_AFTER = timedelta(days=1)  # a donor who was never led on to pay has gone

log = logging.getLogger(__name__)

T = TypeVar("T")


class Recovered(Struct, frozen=True):
    """How many of each were taken up."""

    started: int
    looked_at: int
    events: int
    refunds: int
    letters: int
    pledges: int
    drawn: int


def recover(now: datetime) -> Recovered:
    """Take up what was left lying, as of `now`; a provider that is away is asked next time."""
    begun = now - BEGUN_SINCE
    let_go(now)
    return Recovered(
        started=_each(_never_started(begun), lambda each: _start(each, now)),
        events=_each(_unheard(begun), events.handle),
        looked_at=_each(_open(begun), look),
        refunds=_each(_unsent(begun), send_refund),
        pledges=sum(advance(now).values()),
        letters=send_due(now),
        drawn=_each(undrawn(begun), pdf_of),  # last, for nobody waits for them
    )


def _each(rows: Iterable[T], step: Callable[[T], object]) -> int:
    done = 0
    for row in rows:
        try:
            step(row)
        except (ProviderError, NotStartedError) as error:
            log.warning("%s is left for later: %s", row, error)
        except Exception:  # what is wrong with one must not keep the others waiting
            log.exception("%s could not be taken up", row)
        else:
            done += 1
    return done


def _tries(**which: Any) -> QuerySet[PaymentAttempt]:
    rows = PaymentAttempt.objects.filter(**which).order_by("created_at", "pk")
    return rows.select_related("donation__campaign__club", "donation__campaign__cause")


def _never_started(before: datetime) -> list[PaymentAttempt]:
    """Tries of which it is not known whether the provider heard of them."""
    return list(_tries(state=AttemptState.CREATED, created_at__lte=before))


def _open(before: datetime) -> list[PaymentAttempt]:
    """Tries about which somebody can be asked, and of which nobody has told us the end."""
    waiting = Q(state__in=(AttemptState.OPEN, AttemptState.PROCESSING))
    going_back = Q(refunds__state=RefundState.TRANSIT) | Q(disputes__state=DisputeState.OPEN)
    online = [key for key, provider in PROVIDERS.items() if provider.is_online]
    mine = _tries(provider__in=online, created_at__lte=before)
    return list(mine.filter(waiting | going_back).distinct())


def _unheard(before: datetime) -> list[ProviderEvent]:
    rows = ProviderEvent.objects.filter(handled_at=None, received_at__lte=before)
    return list(rows.order_by("received_at", "pk"))


def _unsent(before: datetime) -> list[Refund]:
    rows = Refund.objects.filter(state=RefundState.CREATED, created_at__lte=before)
    return list(rows.select_related("attempt__donation__campaign").order_by("created_at"))


def _start(attempt: PaymentAttempt, now: datetime) -> None:
    """Begin it with the same key, so that the provider has it once; too late, it has expired."""
    is_online = PROVIDERS[attempt.provider].is_online
    if is_online and attempt.created_at + GIVEN_UP_AFTER < now:
        apply(attempt, Seen(PaidWord.EXPIRED, attempt.amount_minor, attempt.currency))
    else:
        start_attempt(attempt)
