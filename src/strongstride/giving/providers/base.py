"""The interface of a provider: the few things that differ between ways of paying."""

from datetime import datetime
from typing import Protocol

from msgspec import Struct

from strongstride.giving.models import Cause, PaymentAttempt, Refund
from strongstride.giving.providers.seen import RefundSeen, Seen

BACK = "back"
"""A provider adds it to the query of the way back: who comes by it may just have paid."""


class ProviderError(Exception):
    """The provider could not be asked, or said no; the message is for the person who waits."""


class AwayError(ProviderError):
    """Nobody can be asked just now; later they may be."""


class RefusedError(ProviderError):
    """The provider said no for good: nothing happened, and asking again would change nothing."""


class Started(Struct, frozen=True):
    """Where the donor goes on: `url` elsewhere, or blank where our own page tells them how."""

    provider_id: str
    url: str = ""
    expires_at: datetime | None = None  # when the donor must have paid, if ever


class Provider(Protocol):
    """A way of paying. None of its methods touches the database or writes HTML."""

    key: str
    is_online: bool  # tells us by itself when money came

    @property
    def title(self) -> str:
        """As the donor reads it."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """To which a form may lead on, for the Content-Security-Policy."""

    def serves(self, cause: Cause) -> bool:
        """Whether a cause can be paid this way as it and the server are set up."""

    def start(self, attempt: PaymentAttempt, back_url: str) -> Started:
        """Begin a payment; safe to call again with the same attempt. Raises `ProviderError`."""

    def look(self, attempt: PaymentAttempt) -> Seen | None:
        """How an attempt stands at the provider; None where nobody can be asked."""

    def refund(self, refund: Refund) -> RefundSeen:
        """Send money back; safe to call again. Raises `ProviderError`."""
