"""The terms of a challenge as its row keeps them, and the goal of each in it."""

from functools import lru_cache

import msgspec

from strongstride.clubs.crediting.terms import Scope, Terms
from strongstride.clubs.models import Challenge, Participation

_KEPT = 256  # challenges whose terms stay decoded: a text never means anything else


def terms_of(challenge: Challenge) -> Terms:
    """What counts in a challenge."""
    return _read(challenge.terms)


@lru_cache(maxsize=_KEPT)
def _read(text: str) -> Terms:
    return msgspec.json.decode(text, type=Terms)


def own_goal(part: Participation) -> int | None:
    """One's own goal, else the one the challenge sets for each runner.

    The goal of a group or of teams is not one's own.
    """
    is_for_each = part.challenge.scope == Scope.INDIVIDUAL
    return part.goal or (part.challenge.goal if is_for_each else None)


def write_terms(terms: Terms) -> str:
    """The terms as JSON, for the row."""
    return msgspec.json.encode(terms).decode()
