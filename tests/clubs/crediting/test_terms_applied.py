"""Each rule of the terms by itself: what does not count, and the reason it says."""

from datetime import UTC, date, datetime, timedelta

import pytest

from strongstride.clubs.crediting.entry import EntryKind
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind
from strongstride.clubs.crediting.window import closes_at
from strongstride.coach.quantities import DistanceUnit
from tests.clubs.crediting.making import judged, run, strength, terms, told, total

WALK = {"kind": EntryKind.WALK}
KM, MI = DistanceUnit.KM, DistanceUnit.MI


@pytest.mark.parametrize(
    ("day", "outcome"),
    [
        (1, ("not_counted", 0, "before_start")),
        (2, ("counted", 10_000, "counted")),
        (29, ("counted", 10_000, "counted")),
        (30, ("not_counted", 0, "after_end")),
    ],
)
def test_the_first_and_the_last_day_count_and_no_other(day, outcome):
    assert [told(each) for each in judged([run(day)]).values()] == [outcome]


def test_from_joining_the_day_of_joining_counts_whole():
    joining = terms(backfill=Backfill.FROM_JOINING)
    entries = [run(9, hour=23, key="before"), run(10, hour=0, key="on it")]
    found = judged(entries, joining, joined_on=date(2026, 3, 10))
    assert told(found["before"]) == ("not_counted", 0, "before_joining")
    assert told(found["on it"]) == ("counted", 10_000, "counted")
    assert total(judged(entries, joined_on=date(2026, 3, 10))) == 20_000


def test_what_comes_in_the_days_of_grace_counts_and_what_comes_later_does_not():
    close = closes_at(terms())
    entries = [
        run(3, key="just", arrived_at=close),
        run(4, key="late", arrived_at=close + timedelta(seconds=1)),
    ]
    found = judged(entries)
    assert told(found["just"]) == ("counted", 10_000, "counted")
    assert told(found["late"]) == ("not_counted", 0, "came_late")


def test_what_began_before_leaving_counts_and_nothing_after():
    left = datetime(2026, 3, 5, 9, tzinfo=UTC)
    entries = [run(4), run(5, hour=9, key="at"), run(5, hour=9.01, key="after")]
    found = judged(entries, left_at=left)
    assert told(found["at"]) == ("counted", 10_000, "counted")
    assert told(found["after"]) == ("not_counted", 0, "after_leaving")
    assert total(found) == 20_000


@pytest.mark.parametrize(
    ("entry", "allowed", "reason"),
    [
        (run(**WALK), {"walks": True}, "walk"),
        (run(by_hand=True), {"by_hand": True}, "by_hand"),
        (run(indoors=True), {"indoors": True}, "indoors"),
    ],
)
def test_walks_by_hand_and_indoors_count_where_the_terms_say_so(entry, allowed, reason):
    refused = dict.fromkeys(allowed, False)
    assert [told(each) for each in judged([entry], terms(**allowed)).values()] == [
        ("counted", 10_000, "counted")
    ]
    assert [told(each) for each in judged([entry], terms(**refused)).values()] == [
        ("not_counted", 0, reason)
    ]


def test_a_strength_session_is_neither_by_hand_nor_indoors():
    typed = strength(by_hand=True, indoors=True)
    found = judged([typed], terms(ChallengeKind.STRENGTH, by_hand=False, indoors=False))
    assert total(found) == 1


@pytest.mark.parametrize(
    ("kind", "gap", "reason"),
    [
        (ChallengeKind.DISTANCE, {"distance_m": None}, "no_distance"),
        (ChallengeKind.DISTANCE, {"distance_m": 0.0}, "no_distance"),
        (ChallengeKind.LONGEST, {"distance_m": float("nan")}, "no_distance"),
        (ChallengeKind.POINTS, {"distance_m": None}, "no_distance"),
        (ChallengeKind.ELEVATION, {"climb_m": None}, "no_climb"),
        (ChallengeKind.TIME, {"moving_s": 0.0, "elapsed_s": 0.0}, "no_time"),
    ],
)
def test_what_is_not_known_does_not_count(kind, gap, reason):
    found = judged([run(**gap)], terms(kind))
    assert [told(each) for each in found.values()] == [("not_counted", 0, reason)]


@pytest.mark.parametrize(
    ("kind", "amount"),
    [
        (ChallengeKind.DISTANCE, 10_001),
        (ChallengeKind.TIME, 3_500),
        (ChallengeKind.ELEVATION, 80),
        (ChallengeKind.RUNS, 1),
        (ChallengeKind.STREAK, 1),
        (ChallengeKind.LONGEST, 10_001),
        (ChallengeKind.POINTS, 10_001),
    ],
)
def test_each_kind_adds_up_its_own_unit(kind, amount):
    entry = run(distance_m=10_000.4, moving_s=3_500.0, climb_m=80.0)
    assert total(judged([entry], terms(kind))) == amount


def test_ten_times_ten_miles_are_a_hundred_miles():
    runs = [run(day, distance_m=16_093.44) for day in range(3, 13)]
    assert total(judged(runs, terms(unit=MI))) >= 160_935  # amounts.parse("100 mi")


def test_time_is_time_on_the_move_and_elapsed_only_where_that_is_not_known():
    time = terms(ChallengeKind.TIME)
    assert total(judged([run(moving_s=3_000, elapsed_s=4_000)], time)) == 3_000
    assert total(judged([run(moving_s=0.0, elapsed_s=4_000)], time)) == 4_000


def test_the_least_of_an_entry_counts_and_less_does_not():
    least = terms(entry_least=5_000)
    found = judged([run(3, km=5.0, key="just"), run(4, km=4.999, key="less")], least)
    assert told(found["just"]) == ("counted", 5_000, "counted")
    assert told(found["less"]) == ("not_counted", 0, "too_little")
    assert words("too_little", found["less"].detail).startswith("It is below 5.0 km")


@pytest.mark.parametrize("kind", [ChallengeKind.RUNS, ChallengeKind.STREAK])
def test_a_run_or_a_day_is_limited_by_its_metres(kind):
    mile = terms(kind, entry_least=1_610, entry_most=50_000)
    entries = [
        run(3, distance_m=1_609.344, key="mile"),
        run(4, km=1.6, key="less"),
        run(5, km=51, key="more"),
        run(6, distance_m=None, key="unknown"),
    ]
    found = judged(entries, mile)
    assert [told(found[key]) for key in ("mile", "less", "more", "unknown")] == [
        ("counted", 1, "counted"),
        ("not_counted", 0, "too_little"),
        ("waiting", 0, "over_most"),
        ("not_counted", 0, "too_little"),
    ]


def test_strava_runs_are_for_their_owner_only_and_the_reason_says_what_to_do():
    found = judged([run(owner_only=True)])
    assert [told(each) for each in found.values()] == [("not_counted", 0, "owner_only")]
    assert "bring the file" in words("owner_only")


def test_what_does_not_add_up_here_is_shown_beside_and_adds_nothing():
    running = judged([run(3), strength(3)])
    assert told(running["strength 3 18"]) == ("counted", 0, "strength_beside")
    lifting = judged([run(3), strength(3)], terms(ChallengeKind.STRENGTH))
    assert told(lifting["run 3 9"]) == ("counted", 0, "run_beside")
    assert (total(running), total(lifting)) == (10_000, 1)


def test_rounding_up_does_not_count_what_is_only_the_last_digit_of_a_float():
    assert total(judged([run(distance_m=8.046 * 1_000 + 1e-9)])) == 8_046
