"""What tests of clearing need beside `tests.giving.making`."""

from typing import Any

from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.models import Campaign, Donation, Match, PaymentAttempt
from strongstride.giving.providers.seen import PaidWord, Seen
from tests.giving.making import OPENED, make_donation


def make_match(campaign: Campaign, pool_minor: int = 50_000, **columns: Any) -> Match:
    """A sponsor who doubles each gift of March and April 2026, made as the page opened."""
    given: dict[str, Any] = {
        "sponsor": "Weir Engineering",
        "pool_minor": pool_minor,
        "rate_percent": 100,
        "starts_at": OPENED,
        "ends_at": OPENED.replace(month=5),
        "created_at": OPENED,
    }
    return Match.objects.create(campaign=campaign, **{**given, **columns})


def make_attempt(
    donation: Donation | None = None, provider: str = "bank_transfer"
) -> PaymentAttempt:
    """A try at paying a gift."""
    return new_attempt(donation or make_donation(), provider)


def seen(attempt: PaymentAttempt, word: PaidWord = PaidWord.PAID, **facts: Any) -> Seen:
    """What a provider says of a try, its amount and currency unless told otherwise."""
    given = {"amount_minor": attempt.amount_minor, "currency": attempt.currency, **facts}
    return Seen(word=word, **given)


def pay(donation: Donation, provider: str = "bank_transfer") -> PaymentAttempt:
    """A gift whose money has come."""
    attempt = make_attempt(donation, provider)
    apply(attempt, seen(attempt))
    return again(attempt)


def again(attempt: PaymentAttempt) -> PaymentAttempt:
    """The try as it stands."""
    return PaymentAttempt.objects.select_related("donation__campaign").get(pk=attempt.pk)
