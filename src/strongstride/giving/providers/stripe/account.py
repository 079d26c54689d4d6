"""Whose Stripe account this server has the keys of, if any."""

from importlib.util import find_spec

from django.conf import settings
from msgspec import Struct

INSTALL = "pip install strongstride[stripe]"
CHECKOUT = "https://checkout.stripe.com"
"""Where Stripe shows the page on which donors pay."""


class Account(Struct, frozen=True):
    """The keys of an account and the slug of the cause it belongs to; never to be logged."""

    key: str
    webhook_secret: str
    cause: str
    address: str  # of a stand-in on this machine; blank: Stripe

    @property
    def is_live(self) -> bool:
        """Whether money moves."""
        return "_live_" in self.key[:8]


def account() -> Account | None:
    """The account, or None where gifts by card are off."""
    if not settings.STRIPE_KEY or not is_installed():
        return None
    return Account(
        settings.STRIPE_KEY,
        settings.STRIPE_WEBHOOK_SECRET,
        settings.STRIPE_CAUSE,
        settings.STRIPE_ADDRESS,
    )


def is_installed() -> bool:
    """Whether Stripe's library, an extra, is there."""
    return find_spec("stripe") is not None
