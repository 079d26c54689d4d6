"""Gifts by card: whose Stripe account takes them, from the environment."""

import os
from collections.abc import Mapping
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from strongstride.config.environment import text

_NEEDED = ("STRONGSTRIDE_STRIPE_KEY", "STRONGSTRIDE_STRIPE_WEBHOOK_SECRET")
_CAUSE = "STRONGSTRIDE_STRIPE_CAUSE"
_ADDRESS = "STRONGSTRIDE_STRIPE_ADDRESS"
TEST_KEYS = ("sk_test_", "rk_test_")
LIVE_KEYS = ("sk_live_", "rk_live_")


class CardGifts(NamedTuple):
    """What an operator says of Stripe; all blank: no gifts by card."""

    key: str = ""
    webhook_secret: str = ""
    cause: str = ""  # the slug of the one cause whose account it is
    address: str = ""  # of a stand-in for Stripe's API; blank: Stripe itself


def card_gifts(environ: Mapping[str, str] = os.environ) -> CardGifts:
    """The settings of Stripe, whole or not at all.

    ImproperlyConfigured where they cannot be meant so; no message repeats a secret.
    """
    key, secret = (text(name, "", environ) for name in _NEEDED)
    found = CardGifts(key, secret, text(_CAUSE, "", environ), text(_ADDRESS, "", environ))
    if not any(found):
        return found
    missing = [name for name in (*_NEEDED, _CAUSE) if not text(name, "", environ)]
    if missing:
        raise ImproperlyConfigured(
            f"{' and '.join(missing)} must be set too: gifts by card need "
            f"{', '.join(_NEEDED)} and {_CAUSE}. Set all three, or none."
        )
    _check_secrets(found)
    _check_address(found)
    return found


def _check_secrets(found: CardGifts) -> None:
    if not found.key.startswith(TEST_KEYS + LIVE_KEYS):
        raise ImproperlyConfigured(
            "STRONGSTRIDE_STRIPE_KEY is no secret key; write the one of Stripe's dashboard that "
            "begins with sk_live_ or rk_live_, or with sk_test_ or rk_test_ to try it out."
        )
    if not found.webhook_secret.startswith("whsec_"):
        raise ImproperlyConfigured(
            "STRONGSTRIDE_STRIPE_WEBHOOK_SECRET is no signing secret; write the one of the "
            "webhook in Stripe's dashboard, which begins with whsec_."
        )


def _check_address(found: CardGifts) -> None:
    if not found.address:
        return
    if not _is_of_this_machine(found.address):
        raise ImproperlyConfigured(
            f"{_ADDRESS} is {found.address!r}; it is for tests, and must be an address of this "
            "machine such as http://127.0.0.1:12111. Leave it out to use Stripe."
        )
    if not found.key.startswith(TEST_KEYS):
        raise ImproperlyConfigured(
            f"{_ADDRESS} is set beside a live key; a stand-in gets a test key (sk_test_…) only."
        )


def _is_of_this_machine(address: str) -> bool:
    try:
        parts = urlsplit(address)
        is_loopback = parts.hostname == "localhost" or ip_address(parts.hostname or "").is_loopback
    except ValueError:  # no address at all, or the name of another machine
        return False
    return is_loopback and parts.scheme in ("http", "https")
