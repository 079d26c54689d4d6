"""The same run from two sources counts once."""

from datetime import timedelta

import pytest
from hypothesis import given

from strongstride.clubs.crediting.copies import same_run
from strongstride.clubs.crediting.entry import EntryKind, RulingWord
from tests.clubs.crediting.making import judged, likely_entries, ruled, run, told, total

WATCH = run(3, key="watch")


def _after(seconds, km=10.0, **fields):
    starts = WATCH.starts_at + timedelta(seconds=seconds)
    return run(3, km=km, key="phone", starts_at=starts, **fields)


@pytest.mark.parametrize(
    ("seconds", "km", "same"),
    [
        (120, 10.0, True),
        (-120, 10.0, True),
        (121, 10.0, False),
        (0, 9.8, True),
        (0, 9.79, False),
        (0, 10.2, True),
        (0, 10.21, False),
    ],
)
def test_two_minutes_and_two_percent_are_the_same_run(seconds, km, same):
    other = _after(seconds, km)
    assert same_run(WATCH, other) is same_run(other, WATCH) is same
    assert len([v for v in judged([WATCH, other]).values() if v.amount]) == (1 if same else 2)


def test_a_distance_one_does_not_know_is_no_contradiction():
    assert same_run(WATCH, _after(30, distance_m=None))


def test_an_entry_without_a_start_is_no_copy():
    assert total(judged([WATCH, run(3, key="dated", starts_at=None)])) == 20_000


def test_the_file_stands_before_the_entry_by_hand_whichever_came_first():
    typed = _after(30, 10.1, by_hand=True, arrived_at=WATCH.starts_at)
    found = judged([typed, WATCH])
    assert told(found["watch"]) == ("counted", 10_000, "counted")
    assert told(found["phone"]) == ("not_counted", 0, "same_run")
    assert found["phone"].detail == "09:00 UTC"


@pytest.mark.parametrize(("minutes", "standing"), [(-1, "phone"), (1, "watch")])
def test_of_two_files_the_one_that_came_first_stands(minutes, standing):
    other = _after(30, 10.1, arrived_at=WATCH.arrived_at + timedelta(minutes=minutes))
    found = judged([WATCH, other])
    assert [key for key, each in found.items() if each.amount] == [standing]


def test_the_one_that_counts_stands_before_the_one_that_waits():
    doubted = _after(30, doubt="It stands still.", arrived_at=WATCH.starts_at)
    assert total(judged([WATCH, doubted])) == 10_000


def test_what_does_not_count_keeps_no_copy_out():
    strava = _after(30, owner_only=True, arrived_at=WATCH.starts_at)
    found = judged([strava, WATCH])
    assert told(found["watch"]) == ("counted", 10_000, "counted")
    assert told(found["phone"]) == ("not_counted", 0, "owner_only")


def test_a_copy_of_a_copy_is_none_of_the_first():
    chain = [run(3, hour=9 + minutes / 60, key=str(minutes)) for minutes in (0, 2, 4)]
    assert [told(each)[0] for each in judged(chain).values()] == [
        "counted",
        "not_counted",
        "counted",
    ]


def test_a_copy_is_found_behind_a_run_that_is_another():
    near = [
        run(3, hour=9 + minutes / 60, km=km, key=str(minutes))
        for minutes, km in ((0, 5), (2, 10), (4, 10))
    ]
    assert [told(each)[2] for each in judged(near).values()] == ["counted", "counted", "same_run"]


def test_a_walk_and_a_run_of_the_same_start_are_one():
    assert same_run(WATCH, _after(30, kind=EntryKind.WALK))


def test_a_refused_run_does_not_come_back_by_its_copy():
    found = judged([WATCH, _after(30)], rulings=ruled(WATCH, RulingWord.REFUSED))
    assert told(found["watch"]) == ("not_counted", 0, "refused")
    assert told(found["phone"]) == ("not_counted", 0, "same_run")


def test_what_an_organiser_let_count_stands_and_both_do_where_both_are_let_count():
    phone = _after(30, 9.9, by_hand=True)
    one = ruled(phone, RulingWord.ALLOWED)
    assert told(judged([WATCH, phone], rulings=one)["phone"]) == ("counted", 9_900, "allowed")
    assert total(judged([WATCH, phone], rulings=one)) == 9_900
    both = {**one, **ruled(WATCH, RulingWord.ALLOWED)}
    assert total(judged([WATCH, phone], rulings=both)) == 19_900


@given(likely_entries(), likely_entries())
def test_being_the_same_run_is_symmetric(one, other):
    assert same_run(one, other) == same_run(other, one)
