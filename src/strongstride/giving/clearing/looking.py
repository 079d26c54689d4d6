"""Asking a provider how a try at paying stands, and bringing everything to that."""

from contextlib import suppress

from django.core.cache import cache

from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import complain_of
from strongstride.giving.models import AttemptState, Donation, PaymentAttempt
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.base import AwayError, ProviderError

_AT_MOST_EVERY_S = 5  # however often a donor reloads the page
_WAITING = (AttemptState.OPEN, AttemptState.PROCESSING)


def look(attempt: PaymentAttempt) -> None:
    """Ask about a try, and apply the answer; safe any number of times.

    No transaction is open while the provider is asked. An answer that cannot be about this try is
    complained of at the desk, and clears nothing. Raises `AwayError`.
    """
    try:
        seen = PROVIDERS[attempt.provider].look(attempt)
    except AwayError:
        raise
    except ProviderError as error:
        complain_of(attempt, error)
        return
    if seen is not None:
        apply(attempt, seen)


def look_again(donation: Donation) -> None:
    """Ask about a gift whose donor comes back from paying: they may be here before the news is.

    That they are here proves nothing. A provider that is away will be asked by recovery.
    """
    for attempt in donation.attempts.filter(state__in=_WAITING).select_related("donation"):
        is_online = PROVIDERS[attempt.provider].is_online
        if is_online and cache.add(f"looked:{attempt.pk}", 1, _AT_MOST_EVERY_S):
            with suppress(AwayError):
                look(attempt)
