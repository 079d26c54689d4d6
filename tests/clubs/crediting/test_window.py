"""On which day an entry falls, and when a challenge opens and closes."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.terms import DayRule
from strongstride.clubs.crediting.window import (
    Phase,
    closes_at,
    day_of,
    days_left,
    first_instant,
    last_instant,
    phase,
)
from tests.clubs.crediting.making import judged, likely_terms, run, terms, told

MAY = {"starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 31)}
NIGHT = datetime(2026, 5, 1, 3, 30, tzinfo=UTC)


def _at_night(zone: str) -> dict[str, object]:
    return {"starts_at": NIGHT, "on": NIGHT.astimezone(ZoneInfo(zone)).date(), "arrived_at": NIGHT}


@pytest.mark.parametrize(
    ("zone", "status"), [("America/Los_Angeles", "not_counted"), ("Pacific/Auckland", "counted")]
)
def test_half_past_three_utc_is_april_in_los_angeles_and_may_in_auckland(zone, status):
    may = terms(**MAY)
    entry = run(key="night", **_at_night(zone))
    verdict = judged([entry], may, joined_on=date(2026, 4, 1))["night"]
    assert verdict.status == status
    assert verdict.on == entry.on


def test_by_the_clubs_calendar_the_clubs_zone_tells_the_day():
    losangeles = terms(**MAY, day_rule=DayRule.CLUB, time_zone="America/Los_Angeles")
    assert day_of(run(**_at_night("Pacific/Auckland")), losangeles) == date(2026, 4, 30)
    auckland = terms(**MAY, day_rule=DayRule.CLUB, time_zone="Pacific/Auckland")
    assert day_of(run(**_at_night("America/Los_Angeles")), auckland) == date(2026, 5, 1)


def test_an_entry_of_which_only_the_date_is_known_keeps_it():
    club = terms(day_rule=DayRule.CLUB, time_zone="Pacific/Auckland")
    assert day_of(run(5, starts_at=None), club) == date(2026, 3, 5)


def test_a_world_wide_may_is_open_for_32_days_and_2_hours():
    may = terms(**MAY)
    assert first_instant(may) == datetime(2026, 4, 30, 10, tzinfo=UTC)
    assert last_instant(may) == datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert last_instant(may) - first_instant(may) == timedelta(days=32, hours=2)


@pytest.mark.parametrize(("on", "hours"), [((2026, 3, 29), 23), ((2026, 10, 25), 25)])
def test_days_on_which_the_clocks_change_have_23_and_25_hours(on, hours):
    day = date(*on)
    club = terms(starts_on=day, ends_on=day, day_rule=DayRule.CLUB, time_zone="Europe/London")
    assert last_instant(club) - first_instant(club) == timedelta(hours=hours)
    last = run(starts_at=last_instant(club) - timedelta(seconds=1))
    assert day_of(last, club) == day
    assert day_of(run(starts_at=last_instant(club)), club) == day + timedelta(days=1)


def test_a_run_across_midnight_counts_whole_for_the_day_it_began_on():
    over_new_year = run(29, hour=23.5, km=12)
    assert told(judged([over_new_year])["run 29 23.5"]) == ("counted", 12_000, "counted")


@given(likely_terms())
def test_a_challenge_never_closes_before_the_last_day_and_the_grace_are_over(some):
    over = datetime.combine(some.ends_on + timedelta(days=1), datetime.min.time(), UTC)
    assert closes_at(some) == over + timedelta(hours=12, days=some.grace_days)
    assert closes_at(some) >= last_instant(some) + timedelta(days=some.grace_days)


@given(likely_terms(), st.integers(-60, 60 * 24))
def test_whoever_is_in_the_window_began_between_its_first_and_last_instant(some, hours):
    starts = first_instant(some) + timedelta(hours=hours)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12", "UTC"):
        entry = run(starts_at=starts, on=starts.astimezone(ZoneInfo(zone)).date())
        if some.starts_on <= day_of(entry, some) <= some.ends_on:
            assert first_instant(some) <= starts < last_instant(some)


def test_the_phases_follow_the_clock():
    march = terms(grace_days=3)
    first, last, close = first_instant(march), last_instant(march), closes_at(march)
    moment = timedelta(seconds=1)
    at = [first - moment, first, last - moment, last, close - moment, close]
    assert [phase("open", march, close, now) for now in at] == [
        Phase.UPCOMING,
        Phase.RUNNING,
        Phase.RUNNING,
        Phase.GRACE,
        Phase.GRACE,
        Phase.CLOSING,
    ]
    assert [phase(said, march, close, first) for said in ("draft", "final", "cancelled")] == [
        Phase.DRAFT,
        Phase.FINAL,
        Phase.CANCELLED,
    ]


def test_days_left_count_today():
    march = terms()
    days = [date(2026, 2, 1), date(2026, 3, 2), date(2026, 3, 29), date(2026, 3, 30)]
    assert [days_left(march, today) for today in days] == [28, 28, 1, 0]
