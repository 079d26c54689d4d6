"""When it was said: relative and on the reader's clock; what came by itself has a day alone."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from strongstride.clubs.feed.items import CommentShown, Item
from strongstride.clubs.feed.times import Reading, When, when
from strongstride.clubs.models import PostKind

NOW = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
KEY = UUID("0198a0b0-0000-7000-8000-000000000000")


def said(at: datetime) -> CommentShown:
    return CommentShown(key=KEY, author="Kit", body="Hi", at=at, is_mine=False, hidden_why=None)


def came(on: date) -> Item:
    return Item(
        key=KEY,
        kind=PostKind.STRENGTH,
        author="Kit",
        member=KEY,
        told="did a strength session",
        body="",
        photo=None,
        on=on,
        at=None,
        is_mine=False,
        kudos=0,
        has_my_kudos=False,
        comments=0,
        latest=(),
        hidden_why=None,
    )


def reading(zone: str = "UTC", club_zone: str = "UTC") -> Reading:
    return Reading(now=NOW, zone=zone, club_zone=club_zone)


@pytest.mark.parametrize(
    ("passed", "ago"),
    [
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59), "59 min ago"),
        (timedelta(hours=1), "1 h ago"),
        (timedelta(hours=23, minutes=59), "23 h ago"),
        (timedelta(hours=24), "yesterday"),
        (timedelta(days=6), "6 days ago"),
        (timedelta(days=7), ""),
        (timedelta(seconds=-5), "just now"),  # the clocks of two servers differ a little
    ],
)
def test_how_long_ago_it_was_is_told_for_a_week(passed: timedelta, ago: str) -> None:
    assert when(said(NOW - passed), reading()).ago == ago


def test_the_time_is_on_the_readers_clock() -> None:
    assert when(said(NOW), reading("Asia/Tokyo")) == When(
        ago="just now", exact="11 Mar, 08:30", machine="2026-03-11T08:30+09:00"
    )


def test_another_year_is_named() -> None:
    assert when(said(NOW - timedelta(days=400)), reading()).exact == "3 Feb 2025, 23:30"


def test_what_came_by_itself_has_a_day_and_no_time() -> None:
    told = when(came(date(2026, 3, 10)), reading("Asia/Tokyo"))
    assert told == When(ago="today", exact="10 Mar", machine="2026-03-10")


def test_its_today_is_the_clubs() -> None:
    told = when(came(date(2026, 3, 10)), reading(club_zone="Pacific/Auckland"))
    assert told.ago == "yesterday"
