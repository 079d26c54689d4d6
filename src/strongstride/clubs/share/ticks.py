"""What a runner may tick to share, and who gets to see it.

Never among it: dates of single runs, times of day, places, heart rate.
"""

from collections.abc import Iterable

from django.db import models

from strongstride.clubs.access import may_be_minor
from strongstride.clubs.models import Membership, Participation, Visibility


class Tick(models.TextChoices):
    """One thing on a runner's page of a challenge."""

    NAME = "name", "My name, as the board writes it"
    TOTAL = "total", "My total"
    SESSIONS = "sessions", "How many runs and strength sessions"
    WEEKS = "weeks", "My total of each week"
    BADGES = "badges", "My badges"
    RANK = "rank", "My rank"


FIRST = (Tick.NAME, Tick.TOTAL, Tick.SESSIONS, Tick.BADGES)
"""Ticked when somebody comes to share for the first time; nothing is shown before they say so."""

BOARD = frozenset({Tick.NAME, Tick.TOTAL, Tick.SESSIONS, Tick.RANK})
"""What the board of a challenge shows its members of everybody on it."""


def ticks_of(participation: Participation) -> frozenset[Tick]:
    """What the runner ticked; words that are no tick any more are passed over."""
    known = set(Tick.values)
    return frozenset(Tick(word) for word in participation.shares if word in known)


def in_order(ticks: Iterable[Tick]) -> list[str]:
    """Ticks as a row keeps them."""
    chosen = set(ticks)
    return [tick.value for tick in Tick if tick in chosen]


def is_open(participation: Participation) -> bool:
    """Whether the page and the card open to whoever may see the challenge.

    Not for somebody whom the board does not show, nor for who may be under 18.
    """
    athlete = participation.membership.athlete
    return (
        participation.is_public
        and participation.shown
        and athlete is not None
        and not may_be_minor(athlete)
    )


def seen_by(participation: Participation, reader: Membership | None) -> frozenset[Tick]:
    """What a reader sees of a runner; empty for whom there is no page.

    A member of the club sees what the board shows; the runner what others would see.
    """
    ticked = ticks_of(participation) if is_open(participation) else frozenset()
    if reader is None:
        return ticked
    on_board = BOARD if participation.shown else frozenset()
    if reader.pk == participation.membership_id:
        return ticked or on_board or frozenset({Tick.TOTAL, Tick.SESSIONS})
    return ticked | on_board


def why_not(participation: Participation) -> str:
    """Why somebody cannot share now, in a sentence; empty where they can."""
    membership = participation.membership
    if membership.athlete is None or may_be_minor(membership.athlete):
        return (
            "Pages and cards for others are for people of 18 and older; "
            "we go by your year of birth."
        )
    if not participation.shown:
        return (
            "You are hidden on the boards of this club, so there is nothing to share. Choose your "
            "initials or your name first."
        )
    return ""


def only_members(participation: Participation) -> bool:
    """Whether the link opens for members alone, since the club is private."""
    return participation.membership.club.visibility == Visibility.PRIVATE
