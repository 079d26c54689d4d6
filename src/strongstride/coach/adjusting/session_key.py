"""A session's stable id taken apart: the week it belongs to and its number in it."""

import re
from datetime import date

import msgspec

from strongstride.coach.sessions.write import session_id

_ID = re.compile(r"(\d{4})-W(\d{2})-(\d{1,2})")


class SessionKey(msgspec.Struct, frozen=True, order=True):
    """The Monday of the week, and the number from 1."""

    monday: date
    number: int

    @property
    def id(self) -> str:
        """The id as the programme writes it."""
        return session_id(self.monday, self.number)


def session_key(text: str) -> SessionKey | None:
    """The key of a session id; None when it is none."""
    found = _ID.fullmatch(text)
    if found is None:
        return None
    year, week, number = (int(part) for part in found.groups())
    try:
        return SessionKey(date.fromisocalendar(year, week, 1), number)
    except ValueError:
        return None
