"""What a donor sends, and providers that are not here."""

from typing import Any
from uuid import uuid4

import pytest

from strongstride.giving import providers
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.base import ProviderError, Started
from strongstride.giving.providers.seen import RefundSeen, Seen


def words(**said: Any) -> GiftWords:
    """Twenty pounds by bank transfer."""
    given: dict[str, Any] = {
        "asked": uuid4(),
        "amount_minor": 2000,
        "provider": "bank_transfer",
        "name": "Sam Reed",
        "email": "sam@example.org",
    }
    return GiftWords(**{**given, **said})


def body(**said: Any) -> dict[str, Any]:
    """What the form sends for that; a field that is None is left out."""
    given: dict[str, Any] = {
        "asked": str(uuid4()),
        "amount": "20",
        "way": "bank_transfer",
        "name": "Sam Reed",
        "email": "sam@example.org",
        "display": "public",
    }
    return {name: value for name, value in {**given, **said}.items() if value is not None}


class CardPages:
    """A provider with pages of its own, as a payment by card has."""

    key = "stripe"
    title = "Card"
    is_online = True
    hosts = ("https://cards.example",)

    def __init__(self, *, answers: bool = True) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def serves(self, cause: Cause) -> bool:
        del cause
        return True

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        del back_url
        self.asked.append(attempt.idem_key)
        if not self.answers:
            raise ProviderError("card declined by issuer: stolen")
        return Started(f"at-{attempt.idem_key}", f"https://cards.example/{attempt.idem_key}")

    def look(self, attempt: PaymentAttempt) -> Seen | None:
        del attempt

    def refund(self, refund: Refund) -> RefundSeen:
        del refund
        raise ProviderError("not here")


def takes_cards(
    monkeypatch: pytest.MonkeyPatch, cause: Cause, *, answers: bool = True
) -> CardPages:
    """Let a cause take cards."""
    pages = CardPages(answers=answers)
    monkeypatch.setitem(providers.PROVIDERS, pages.key, pages)
    cause.ways = ["stripe", *cause.ways]
    cause.save()
    return pages
