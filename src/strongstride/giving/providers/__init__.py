"""The ways of paying a gift: a line here adds one."""

from strongstride.giving.models import Cause
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.providers.base import Provider
from strongstride.giving.providers.external_link import ExternalLink
from strongstride.giving.providers.manual import ByHand
from strongstride.giving.providers.stripe.adapter import Stripe

_ALL: tuple[Provider, ...] = (Stripe(), BankTransfer(), ExternalLink(), ByHand())
PROVIDERS: dict[str, Provider] = {each.key: each for each in _ALL}
"""By key, in the order in which a donor is offered them."""


def title_of(key: str) -> str:
    """What a way of paying is called; its key where the server has it no more."""
    known = PROVIDERS.get(key)
    return key.replace("_", " ") if known is None else known.title


def is_online(key: str) -> bool:
    """Whether a way of paying tells us by itself when money came."""
    known = PROVIDERS.get(key)
    return known is not None and known.is_online


def offered(cause: Cause) -> list[Provider]:
    """By which a donor can pay this cause themself; cash and cheques go through a person's hand."""
    return [
        each
        for each in PROVIDERS.values()
        if each.key != ByHand.key and each.key in cause.ways and each.serves(cause)
    ]
