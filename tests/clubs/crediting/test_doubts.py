"""What waits for the organiser, with the evidence; and the records it is held against."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting import records as module
from strongstride.clubs.crediting.entry import RulingWord
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.records import record_beaten, records
from strongstride.clubs.crediting.terms import DayRule
from tests.clubs.crediting.making import judged, ruled, run, strength, terms, told, total


def _timed(day, km, seconds, **fields):
    return run(day, km=km, moving_s=seconds, elapsed_s=seconds, key="it", **fields)


@pytest.mark.parametrize(
    ("km", "seconds", "status"),
    [
        (10.0, 26 * 60 + 11, "counted"),  # the record itself
        (10.0, 26 * 60 + 10, "waiting"),
        (5.0, 12 * 60 + 36, "counted"),
        (5.0, 12 * 60 + 35, "waiting"),
        (42.195, 7170, "counted"),
        (42.195, 7169, "waiting"),
        (12.0, 31 * 60 + 30, "counted"),  # slower for each kilometre than the 10 km record
        (12.0, 31 * 60, "waiting"),
        (40.0, 80 * 60, "waiting"),  # by bicycle
        (319.614, 86_400, "counted"),
        (320.0, 86_400, "waiting"),
        (0.3, 20, "counted"),  # below the shortest distance nobody is judged
        (0.4, 43, "waiting"),
    ],
)
def test_faster_than_the_world_record_waits(km, seconds, status):
    assert judged([_timed(3, km, seconds)])["it"].status == status


def test_the_evidence_names_the_record():
    verdict = judged([_timed(3, 10.0, 1_500)])["it"]
    said = words(verdict.reason, verdict.detail)
    assert "faster than the world record for 10,000 m (Joshua Cheptegei" in said


def test_a_piece_of_a_run_is_held_against_the_records_too_from_a_kilometre_on():
    fast, short = ((120.0, 1_000.0),), ((40.0, 400.0),)
    assert judged([_timed(3, 10.0, 3_600, efforts=fast)])["it"].status == "waiting"
    assert judged([_timed(3, 10.0, 3_600, efforts=short)])["it"].status == "counted"


def test_a_run_of_unknown_time_is_taken_to_have_lasted_a_day():
    assert judged([_timed(3, 100.0, 0.0)])["it"].status == "counted"
    assert judged([_timed(3, 400.0, 0.0)])["it"].status == "waiting"


@given(st.floats(400, 1e6), st.floats(1.0, 2.0))
def test_who_is_judged_over_a_longer_distance_is_given_no_less_time(metres, longer):
    def fastest(distance):
        record = max((r for r in records() if r.metres <= distance), key=lambda r: r.metres)
        return record.pace * distance

    assert fastest(metres) <= fastest(metres * longer)
    assert record_beaten(metres, fastest(metres) * 1.000001) is None
    assert record_beaten(metres, fastest(metres) * 0.999999) is not None


def test_the_records_slow_down_with_the_distance_and_say_where_they_are_from():
    assert records()[0].metres == 400
    assert {400, 1_609.344, 5_000, 42_195, 100_000, 319_614} <= {r.metres for r in records()}
    assert all(a.metres < b.metres and a.pace < b.pace for a, b in pairwise(records()))
    assert all(each.source and each.who for each in records())


def test_a_longer_record_that_is_no_slower_does_not_load(monkeypatch):
    body = {"title": "it", "who": "x", "source": "y", "sure": "looked up"}
    both = {
        "a": {**body, "metres": 400, "seconds": 50},
        "b": {**body, "metres": 800, "seconds": 90},
    }
    monkeypatch.setattr(module, "table", lambda _: both)
    with pytest.raises(ValueError, match="no slower"):
        records.__wrapped__()


def test_more_than_the_most_of_an_entry_waits_and_the_most_does_not():
    most = terms(entry_most=50_000)
    found = judged([run(3, km=50, key="just"), run(4, km=50.001, key="more")], most)
    assert told(found["just"]) == ("counted", 50_000, "counted")
    assert told(found["more"]) == ("waiting", 0, "over_most")
    assert "more than 50.0 km" in words("over_most", found["more"].detail)


def test_what_the_import_did_not_believe_waits_with_its_doubt():
    found = judged([run(3, doubt="It moved at 60 km/h.")])["run 3 9"]
    assert told(found) == ("waiting", 0, "unbelieved")
    assert words(found.reason, found.detail).endswith("It moved at 60 km/h.")


def test_a_day_of_more_than_24_hours_waits_whole():
    half = {"km": 60, "moving_s": 43_200.0, "elapsed_s": 43_200.0}
    day = [run(3, hour=0, **half), run(3, hour=12, **half)]
    assert total(judged(day)) == 120_000
    more = [*day, run(3, hour=18, km=1, key="more"), run(4, key="next")]
    found = judged(more)
    assert [told(found[each.key]) for each in more] == [("waiting", 0, "over_a_day")] * 3 + [
        ("counted", 10_000, "counted")
    ]
    assert found["more"].detail == "24 h 06 min"


def test_of_a_day_too_long_what_an_organiser_let_count_counts():
    long = run(3, hour=0, km=60, moving_s=80_000.0)
    found = judged([long, run(3, hour=20, km=20)], rulings=ruled(long, RulingWord.ALLOWED))
    assert told(found["run 3 0"]) == ("counted", 60_000, "allowed")
    assert told(found["run 3 20"]) == ("waiting", 0, "over_a_day")


def test_the_hours_of_a_day_are_those_of_the_day_it_counts_for():
    auckland = terms(day_rule=DayRule.CLUB, time_zone="Pacific/Auckland")  # 13 h ahead
    evening, morning = run(3, hour=8, moving_s=50_000.0), run(3, hour=14, moving_s=50_000.0)
    assert total(judged([evening, morning], auckland)) == 20_000
    assert total(judged([evening, morning])) == 0


def test_what_waits_for_another_reason_makes_no_day_too_long():
    day = [run(3, km=10), run(3, hour=11, km=300, moving_s=86_400.0, doubt="No.", key="mad")]
    assert told(judged(day)["run 3 9"]) == ("counted", 10_000, "counted")


def test_a_strength_session_is_held_against_no_record():
    assert judged([strength(distance_m=9e5)])["strength 3 18"].status == "counted"
