"""What an athlete changed inside their sessions: minutes, exercises, sore muscles."""

from collections.abc import Mapping
from datetime import date

import msgspec

from strongstride.coach.catalogue import Region


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise wanted in place of another: in one session, or (None) in all from `since` on."""

    exercise: str
    instead: str
    since: date
    session: str | None = None


class SoreMuscles(msgspec.Struct, frozen=True, kw_only=True):
    """A region sore from `since` to `until`, both included."""

    region: Region
    since: date
    until: date


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """All of it: minutes by session id, exchanges in the order wished, sore muscles."""

    minutes: Mapping[str, int] = {}
    exchanges: tuple[Exchange, ...] = ()
    sore: tuple[SoreMuscles, ...] = ()

    def swaps_of(self, session_id: str, on: date) -> dict[str, str]:
        """What is wanted in place of what in a session, the latest word for each exercise."""
        return {
            each.exercise: each.instead
            for each in self.exchanges
            if each.session == session_id or (each.session is None and each.since <= on)
        }

    def sore_on(self, day: date) -> frozenset[Region]:
        """The regions that are sore on a day."""
        return frozenset(each.region for each in self.sore if each.since <= day <= each.until)


AS_PLANNED = Content()
