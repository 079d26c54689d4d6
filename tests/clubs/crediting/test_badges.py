"""Badges and standings."""

from datetime import UTC, date, datetime

import pytest

from strongstride.clubs.crediting.badges import Badge, badge_kinds, badges
from strongstride.clubs.crediting.standing import Standing, standing
from strongstride.clubs.crediting.terms import ChallengeKind
from tests.clubs.crediting.making import judged, run, strength, terms


def _earned(entries, goal=None, kind=ChallengeKind.DISTANCE):
    of = terms(kind)
    return {each.key: each.on.day for each in badges(tuple(judged(entries, of).values()), of, goal)}


def test_a_standing_says_what_the_total_is_made_of_and_when_it_was_reached():
    verdicts = tuple(judged([run(3), run(7), strength(8), run(9, doubt="No.")]).values())
    assert standing(verdicts) == Standing(
        total=20_000, reached_at=datetime(2026, 3, 7, 10, tzinfo=UTC), runs=2, strength_sessions=1
    )
    assert standing(()) == Standing(total=0, reached_at=None, runs=0, strength_sessions=0)


def test_a_total_is_reached_by_the_last_entry_that_adds_to_it():
    verdicts = tuple(judged([run(3, km=20), run(7)], terms(ChallengeKind.LONGEST)).values())
    assert standing(verdicts).reached_at == datetime(2026, 3, 3, 11, tzinfo=UTC)


def test_the_first_run_and_the_tenth():
    assert _earned([run(4), run(3)])["first-run"] == 3
    ten = [run(day) for day in range(3, 13)]
    assert _earned(ten)["ten-runs"] == 12
    assert "ten-runs" not in _earned(ten[1:])


def test_shares_of_the_goal():
    quarters = [run(day) for day in (3, 5, 7, 9)]
    assert _earned(quarters, goal=40_000) == {
        "first-run": 3,
        "quarter": 3,
        "half": 5,
        "three-quarters": 7,
        "goal": 9,
    }
    assert "goal" not in _earned(quarters, goal=40_001)
    assert "quarter" not in _earned(quarters)


def test_a_badge_goes_with_its_credit():
    assert "goal" in _earned([run(3), run(4)], goal=20_000)
    assert "goal" not in _earned([run(3), run(4, doubt="No.")], goal=20_000)


def test_five_strength_sessions():
    assert _earned([strength(day) for day in (3, 5, 9, 11, 16)])["five-strength"] == 16
    assert "five-strength" not in _earned([strength(day) for day in (3, 5, 9, 11)])


@pytest.mark.parametrize(
    ("entries", "on"),
    [
        ([run(2), run(4), strength(3), strength(5)], 5),
        ([run(2), run(8), strength(3), strength(5)], 8),
        ([run(2), run(9), strength(3), strength(5)], None),  # Monday is another week
        ([run(2), run(4), strength(3), strength(3, hour=20)], None),
    ],
)
def test_a_balanced_week_is_two_runs_and_two_strength_sessions(entries, on):
    assert _earned(entries).get("balanced-week") == on


def test_days_in_a_row_are_rewarded_only_where_the_challenge_is_about_them():
    week = [run(day) for day in range(3, 10)]
    assert _earned(week, kind=ChallengeKind.STREAK)["seven-days"] == 9
    assert "seven-days" not in _earned(week[1:], kind=ChallengeKind.STREAK)
    assert "seven-days" not in _earned(week)


def test_no_badge_speaks_of_what_was_missed():
    said = " ".join(f"{each.title} {each.words}".casefold() for each in badge_kinds().values())
    assert not any(word in said for word in ("miss", "fail", "only", "lost", "behind", "don't"))


def test_badges_come_in_the_order_of_the_data():
    found = badges(tuple(judged([run(3)]).values()), terms(), 10_000)
    order = list(badge_kinds())
    assert [each.key for each in found] == sorted((e.key for e in found), key=order.index)
    assert found[0] == Badge("first-run", date(2026, 3, 3))
