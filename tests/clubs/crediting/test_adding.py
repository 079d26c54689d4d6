"""What entries add together: caps, points, streak, longest, strength sessions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.adding import longest_row
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.crediting.making import judged, run, strength, terms, told, total

POINTS, STREAK = ChallengeKind.POINTS, ChallengeKind.STREAK


def test_a_day_is_clipped_in_order_of_the_starts():
    capped = terms(day_most=15_000)
    found = judged([run(3, hour=20), run(3, hour=6), run(3, hour=12), run(4)], capped)
    assert told(found["run 3 6"]) == ("counted", 10_000, "counted")
    assert told(found["run 3 12"]) == ("counted", 5_000, "day_cap")
    assert told(found["run 3 20"]) == ("counted", 0, "day_full")
    assert told(found["run 4 9"]) == ("counted", 10_000, "counted")
    assert words("day_cap", found["run 3 12"].detail).startswith("Of it 5.0 km counts")


def test_what_waits_or_does_not_count_takes_no_room_of_a_day():
    capped = terms(day_most=15_000, by_hand=False)
    entries = [
        run(3, hour=6, doubt="It stands still.", key="waits"),
        run(3, hour=7, by_hand=True, key="by hand"),
        run(3, hour=12, key="counts"),
    ]
    assert told(judged(entries, capped)["counts"]) == ("counted", 10_000, "counted")


def test_the_longest_run_stands_and_the_others_add_nothing():
    entries = [run(3, km=12), run(4, km=21, key="b"), run(5, km=21, key="a"), run(6, km=9)]
    found = judged(entries, terms(ChallengeKind.LONGEST))
    assert told(found["b"]) == ("counted", 21_000, "counted")  # of equals the earlier one
    assert told(found["a"]) == ("counted", 0, "longer_stands")
    assert found["run 3 9"].detail == "21.0 km"
    assert total(found) == 21_000


def test_a_streak_is_the_longest_row_of_days_and_each_day_counts_once():
    days = [3, 4, 6, 7, 8, 10]
    entries = [run(day) for day in days] + [run(7, hour=6), run(7, hour=20)]
    found = judged(entries, terms(STREAK))
    assert total(found) == 3
    assert told(found["run 7 6"]) == ("counted", 1, "counted")
    assert told(found["run 7 9"]) == ("counted", 0, "second_of_day")
    assert told(found["run 3 9"]) == ("counted", 0, "not_in_streak")
    assert found["run 3 9"].detail == "3 days"


def test_of_rows_of_equal_length_the_earliest_stands():
    found = judged([run(day) for day in (3, 4, 8, 9)], terms(STREAK))
    assert [each.on.day for each in found.values() if each.amount] == [3, 4]


def test_a_strength_session_neither_carries_nor_breaks_a_streak():
    assert total(judged([run(3), strength(4), run(5)], terms(STREAK))) == 1
    assert total(judged([run(3), strength(4), run(4), run(5)], terms(STREAK))) == 3


@given(st.sets(st.integers(0, 60), min_size=1))
def test_the_longest_row_is_the_longest_there_is(days):
    first, length = longest_row([date(2026, 1, 1) + timedelta(days=day) for day in sorted(days)])
    start = (first - date(2026, 1, 1)).days
    rows = {day: next(n for n in range(1, 99) if day + n not in days) for day in days}
    assert length == max(rows.values())
    assert start == min(day for day, row in rows.items() if row == length)


@pytest.mark.parametrize(("unit", "points"), [(DistanceUnit.KM, 10_000), (DistanceUnit.MI, 6_214)])
def test_points_go_by_the_unit_pro_rata(unit, points):
    assert total(judged([run(km=10.0)], terms(POINTS, unit=unit))) == points


def test_points_of_runs_and_strength_sessions_together():
    both = terms(POINTS, points_a_unit=500, points_a_session=4_000)
    found = judged([run(3, km=8.0), strength(3), strength(4)], both)
    assert total(found) == 4_000 + 4_000 + 4_000


def test_one_strength_session_a_day_and_three_a_week_give_points():
    sessions = [strength(day) for day in (3, 4, 5, 7, 9)] + [strength(4, hour=7, key="second")]
    found = judged(sessions, terms(POINTS))
    assert told(found["second"]) == ("counted", 5_000, "counted")  # the earlier of its day
    assert told(found["strength 4 18"]) == ("not_counted", 0, "session_that_day")
    assert told(found["strength 7 18"]) == ("counted", 0, "sessions_that_week")
    assert told(found["strength 9 18"]) == ("counted", 5_000, "counted")  # Monday
    assert total(found) == 20_000


def test_a_strength_session_counts_from_three_sets_on_once_a_day():
    found = judged(
        [strength(3, sets=3), strength(3, hour=20), strength(4, sets=2), strength(5, sets=1)],
        terms(ChallengeKind.STRENGTH),
    )
    assert told(found["strength 3 18"]) == ("counted", 1, "counted")
    assert told(found["strength 3 20"]) == ("not_counted", 0, "session_that_day")
    assert told(found["strength 4 18"]) == ("not_counted", 0, "few_sets")
    assert words("few_sets", found["strength 4 18"].detail).startswith("It has 2 working sets:")
    assert words("few_sets", found["strength 5 18"].detail).startswith("It has 1 working set:")


def test_five_sessions_of_one_week_all_count_where_sessions_are_counted():
    week = [strength(day) for day in (2, 3, 4, 5, 6)]
    assert total(judged(week, terms(ChallengeKind.STRENGTH))) == 5
