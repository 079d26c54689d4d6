"""How often a letter that asks to confirm a pledge may be written: it goes where somebody typed."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

# so many in so long: from one address, and to one mailbox, whoever asks
_FROM = {"pledge": "10/h/ip"}
_TO = {"pledge-to": "4/d/key"}
_APP = "strongstride.giving"


def may_ask(request: HttpRequest, email: str) -> bool:
    """Count one more pledge to be confirmed from this mailbox; False when they are too many."""
    if consume(request, app=_APP, action="pledge", config=_FROM) is None:
        return False
    key = email.casefold()
    return consume(request, app=_APP, action="pledge-to", config=_TO, key=key) is not None
