"""The terms of a challenge as its row keeps them."""

from functools import lru_cache

import msgspec

from strongstride.clubs.crediting.terms import Terms
from strongstride.clubs.models import Challenge

_KEPT = 256  # challenges whose terms stay decoded: a text never means anything else


def terms_of(challenge: Challenge) -> Terms:
    """What counts in a challenge."""
    return _read(challenge.terms)


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Terms:
    return msgspec.json.decode(text, type=Terms)


def write_terms(terms: Terms) -> str:
    """The terms as JSON, for the row."""
    return msgspec.json.encode(terms).decode()
