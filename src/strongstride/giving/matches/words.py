"""A match as its organisers tell it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from strongstride.clubs.models import Club
from strongstride.giving.models import Match


class MatchWords(Struct, frozen=True, kw_only=True):
    """Who adds how much of each gift, up to what, from the first to the last of these days.

    Amounts in minor units of the page's currency; days are the club's.
    """

    sponsor: str
    pool_minor: int
    rate_percent: int
    per_gift_minor: int | None
    starts_on: date
    ends_on: date


def words_of(match: Match, club: Club) -> MatchWords:
    """A match as it stands."""
    return MatchWords(
        sponsor=match.sponsor,
        pool_minor=match.pool_minor,
        rate_percent=match.rate_percent,
        per_gift_minor=match.per_gift_minor,
        starts_on=first_day(match, club),
        ends_on=last_day(match, club),
    )


def first_day(match: Match, club: Club) -> date:
    """The first day of a match in its club."""
    return match.starts_at.astimezone(ZoneInfo(club.time_zone)).date()


def last_day(match: Match, club: Club) -> date:
    """The last day of a match in its club."""
    return (match.ends_at.astimezone(ZoneInfo(club.time_zone)) - timedelta(microseconds=1)).date()


def begin_of(day: date, club: Club) -> datetime:
    """The instant a day of the club begins."""
    return datetime.combine(day, time.min, ZoneInfo(club.time_zone))


def end_of(day: date, club: Club) -> datetime:
    """The instant a day of the club is over."""
    return begin_of(day + timedelta(days=1), club)
