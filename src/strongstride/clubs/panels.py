"""Pieces that rooms above this one put on pages of clubs: they come here when the app starts.

Nothing here knows what stands on them.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeAlias

import msgspec

from strongstride.clubs.models import Challenge, Club, Membership, Participation


class Place(StrEnum):
    """Where a piece can stand."""

    CLUB_PAGES = "the links to a club's pages"
    CLUB = "a club's page"
    CHALLENGE = "a challenge's page, below its oval"
    MY_CHALLENGE = "my own page of a challenge"
    DESK = "the organiser's desk"


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What is read, and by whom: nobody without a membership is a member."""

    club: Club
    member: Membership | None = None
    challenge: Challenge | None = None
    part: Participation | None = None


class Panel(msgspec.Struct, frozen=True):
    """A template, and what it has as `shown`."""

    template: str
    shown: object


Maker: TypeAlias = Callable[[Reading], Panel | None]
_makers: list[tuple[Place, Maker]] = []


def also_shows(place: Place, maker: Maker) -> None:
    """Let a room above put a piece on pages; `maker` answers None where it has nothing to say.

    It may cost a query or two, and none that grows.
    """
    if (place, maker) not in _makers:
        _makers.append((place, maker))


def panels(place: Place, reading: Reading) -> tuple[Panel, ...]:
    """The pieces of a place for this reading, in the order in which they were named."""
    made = (maker(reading) for each, maker in _makers if each is place)
    return tuple(panel for panel in made if panel is not None)
