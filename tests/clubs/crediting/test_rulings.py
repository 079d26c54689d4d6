"""An organiser's word: what it overrides, what it does not, and how long it holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.entry import CreditStatus, EntryKind, Ruling, RulingWord
from strongstride.clubs.crediting.judge import facts_of
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.terms import Backfill, ChallengeKind
from strongstride.clubs.crediting.window import closes_at
from tests.clubs.crediting.making import (
    judged,
    likely_terms,
    lists_of_entries,
    ruled,
    run,
    strength,
    terms,
    told,
    total,
)

ALLOWED, REFUSED, SET = RulingWord.ALLOWED, RulingWord.REFUSED, RulingWord.SET
LATE = closes_at(terms()) + timedelta(days=1)
STRICT = terms(by_hand=False, indoors=False, entry_least=5_000, entry_most=20_000)


@pytest.mark.parametrize(
    ("entry", "amount"),
    [
        (run(arrived_at=LATE), 10_000),
        (run(by_hand=True), 10_000),
        (run(indoors=True), 10_000),
        (run(kind=EntryKind.WALK), 10_000),
        (run(km=1), 1_000),
        (run(km=30), 30_000),
        (run(doubt="No."), 10_000),
        (run(moving_s=600.0), 10_000),
    ],
)
def test_allowed_lets_count_what_the_terms_or_a_doubt_keep_out(entry, amount):
    assert total(judged([entry], STRICT)) == 0
    found = judged([entry], STRICT, rulings=ruled(entry, ALLOWED, note="I was there."))
    assert [told(each) for each in found.values()] == [("counted", amount, "allowed")]
    assert [each.detail for each in found.values()] == ["I was there."]


def test_allowed_lets_a_run_before_joining_and_a_short_session_count():
    early, short = run(3), strength(4, sets=1)
    both = terms(ChallengeKind.POINTS, backfill=Backfill.FROM_JOINING)
    found = judged(
        [early, short],
        both,
        joined_on=date(2026, 3, 4),
        rulings={**ruled(early, ALLOWED), **ruled(short, ALLOWED)},
    )
    assert total(found) == 15_000


@pytest.mark.parametrize("word", [ALLOWED, SET])
@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (run(owner_only=True), "owner_only"),
        (run(1), "before_start"),
        (run(30), "after_end"),
        (run(20), "after_leaving"),
    ],
)
def test_no_word_lets_count_what_is_outside_or_its_owners_only(entry, reason, word):
    left = datetime(2026, 3, 15, tzinfo=UTC)
    found = judged([entry], left_at=left, rulings=ruled(entry, word, amount=5))
    assert [told(each) for each in found.values()] == [("not_counted", 0, reason)]


def test_allowed_cannot_invent_what_is_not_known_but_set_can():
    entry = run(distance_m=None)
    assert total(judged([entry], rulings=ruled(entry, ALLOWED))) == 0
    assert total(judged([entry], rulings=ruled(entry, SET, amount=8_000))) == 8_000


def test_allowed_lifts_no_cap_and_set_takes_room_before_the_others():
    capped = terms(day_most=15_000)
    first, second = run(3, hour=8), run(3, hour=12)
    assert total(judged([first, second], capped, rulings=ruled(second, ALLOWED))) == 15_000
    found = judged([first, second], capped, rulings=ruled(second, SET, amount=14_000))
    assert [each.amount for each in found.values()] == [1_000, 14_000]
    assert total(judged([first], capped, rulings=ruled(first, SET, amount=40_000))) == 40_000


def test_refused_says_why():
    entry = run()
    found = judged([entry], rulings=ruled(entry, REFUSED, note="That was a car."))["run 3 9"]
    assert told(found) == ("not_counted", 0, "refused")
    assert words(found.reason, found.detail).endswith("That was a car.")


def test_a_long_note_is_cut_to_what_a_credit_keeps():
    entry = run()
    for word in (ALLOWED, REFUSED):
        found = judged([entry], rulings=ruled(entry, word, note="x" * 300))
        assert len(found["run 3 9"].detail) == 200


def test_set_is_never_below_nothing():
    entry = run()
    assert total(judged([entry], rulings=ruled(entry, SET, amount=-5))) == 0


@pytest.mark.parametrize(
    "changed",
    [
        {"distance_m": 9_000.0},
        {"moving_s": 3_000.0},
        {"elapsed_s": 4_000.0},
        {"climb_m": 5.0},
        {"on": date(2026, 3, 4)},
        {"starts_at": None},
        {"by_hand": True},
        {"indoors": True},
        {"working_sets": 4},
    ],
)
def test_a_ruling_lapses_when_the_facts_change(changed):
    let = ruled(run(), ALLOWED)
    assert judged([run()], rulings=let)["run 3 9"].reason == "allowed"
    assert facts_of(run(**changed)) != facts_of(run())
    assert judged([run(**changed)], rulings=let)["run 3 9"].reason == "counted"


def test_a_refused_entry_that_is_edited_waits_again():
    refusal = ruled(run(), REFUSED)
    assert judged([run()], rulings=refusal)["run 3 9"].reason == "refused"
    again = judged([run(distance_m=9_999.0)], rulings=refusal)["run 3 9"]
    assert (again.status, again.amount) == (CreditStatus.WAITING, 0)
    assert again.reason == "edited_after_refusal"


@pytest.mark.parametrize(
    "unchanged", [{"distance_m": 10_000.2}, {"doubt": "No."}, {"efforts": ((600.0, 2_000.0),)}]
)
def test_a_ruling_holds_while_only_other_things_change(unchanged):
    assert facts_of(run(**unchanged)) == facts_of(run())
    assert len(facts_of(run())) == 64


@given(lists_of_entries(), likely_terms(), st.data())
def test_allowing_entries_never_lowers_the_total_unless_copies_or_long_days_are_about(
    entries, some, data
):
    allowed = {
        key: ruling
        for each in entries
        for key, ruling in ruled(each, ALLOWED).items()
        if data.draw(st.booleans())
    }
    before, after = judged(entries, some), judged(entries, some, rulings=allowed)
    reasons = {each.reason for found in (before, after) for each in found.values()}
    if not reasons & {"same_run", "over_a_day"}:
        assert total(after) >= total(before)


@given(lists_of_entries(), likely_terms(), st.sampled_from([ALLOWED, SET]))
def test_a_word_that_let_count_changes_nothing_of_other_facts(entries, some, word):
    stale = {each.key: Ruling(word=word, facts="0" * 64, amount=7) for each in entries}
    assert judged(entries, some, rulings=stale) == judged(entries, some)
