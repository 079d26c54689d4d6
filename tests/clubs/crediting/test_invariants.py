"""What holds of every judgement: nothing raises, order does not matter, amounts sum up."""

from collections import Counter
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from strongstride.clubs.crediting.amounts import MOST
from strongstride.clubs.crediting.badges import badges
from strongstride.clubs.crediting.copies import same_run
from strongstride.clubs.crediting.entry import CreditStatus, EntryKind, Ruling, RulingWord
from strongstride.clubs.crediting.judge import facts_of, judge
from strongstride.clubs.crediting.reasons import words
from strongstride.clubs.crediting.standing import standing
from strongstride.clubs.crediting.terms import ChallengeKind
from strongstride.clubs.crediting.window import closes_at
from tests.clubs.crediting.making import (
    FIRST,
    any_entry,
    judged,
    likely_terms,
    lists_of_entries,
    terms,
    total,
)

COUNTED = CreditStatus.COUNTED


@st.composite
def _rulings(draw, entries):
    words_of = st.none() | st.sampled_from(RulingWord)
    drawn = {each.key: (facts_of(each), draw(words_of)) for each in entries}
    amount = st.none() | st.integers(-1, 50_000)
    return {
        key: Ruling(word=word, facts=facts, amount=draw(amount))
        for key, (facts, word) in drawn.items()
        if word is not None
    }


@given(lists_of_entries(), likely_terms(), st.data())
def test_judging_does_not_depend_on_the_order_of_the_entries(entries, some, data):
    rulings = data.draw(_rulings(entries))
    shuffled = data.draw(st.permutations(entries))
    once = judged(entries, some, rulings=rulings)
    assert list(judged(shuffled, some, rulings=rulings).items()) == list(once.items())
    assert judged(entries, some, rulings=rulings) == once
    assert set(once) == {each.key for each in entries}


@given(lists_of_entries(), likely_terms(), st.data())
def test_the_amounts_sum_to_the_standing_and_only_what_counts_has_one(entries, some, data):
    verdicts = tuple(judged(entries, some, rulings=data.draw(_rulings(entries))).values())
    stood = standing(verdicts)
    counted = [each for each in verdicts if each.status is COUNTED]
    assert stood.total == sum(each.amount for each in verdicts)
    assert stood.runs + stood.strength_sessions == len(counted)
    assert all(
        each.amount >= 0 and (each.status is COUNTED or not each.amount) for each in verdicts
    )
    done = [each.done_at for each in verdicts if each.amount]
    assert stood.reached_at == (max(done) if done else None)


@given(lists_of_entries(), likely_terms())
def test_without_rulings_no_day_exceeds_its_cap_and_no_run_counts_twice(entries, some):
    found = judged(entries, some)
    days = Counter()
    for each in found.values():
        days[each.on] += each.amount
    if some.day_most is not None and some.kind is not ChallengeKind.LONGEST:
        assert max(days.values(), default=0) <= max(some.day_most, some.kind == "streak")
    running = [
        each
        for each in entries
        if each.kind is not EntryKind.STRENGTH and found[each.key].status is COUNTED
    ]
    assert not any(same_run(one, other) for at, one in enumerate(running) for other in running[:at])


@given(lists_of_entries(), likely_terms())
def test_one_more_entry_never_lowers_the_total_unless_it_is_a_copy_or_fills_the_day(entries, some):
    if not entries:
        return
    *fewer, _ = entries
    after = judged(entries, some)
    if not {each.reason for each in after.values()} & {"same_run", "over_a_day"}:
        assert total(after) >= total(judged(fewer, some))


@given(lists_of_entries(), likely_terms(), st.integers(1, 100_000))
def test_badges_come_of_counted_entries_in_the_order_of_the_goal(entries, some, goal):
    verdicts = tuple(judged(entries, some).values())
    earned = {each.key: each.on for each in badges(verdicts, some, goal)}
    shares = [earned.get(key) for key in ("quarter", "half", "three-quarters", "goal")]
    assert ("goal" in earned) == (standing(verdicts).total >= goal)
    known = [each for each in shares if each is not None]
    assert known == sorted(known)
    assert shares[: len(known)] == known
    assert set(earned.values()) <= {each.on for each in verdicts if each.status is COUNTED}


@given(st.lists(any_entry(), max_size=4), likely_terms(), st.data())
def test_judging_never_raises_and_every_reason_has_words(entries, some, data):
    verdicts = judge(
        entries,
        some,
        joined_on=data.draw(st.dates()),
        closes_at=closes_at(some),
        left_at=data.draw(st.none() | st.datetimes(timezones=st.just(UTC))),
        rulings=data.draw(_rulings(entries)),
    )
    for each in verdicts:
        assert isinstance(words(each.reason, each.detail), str)
        assert len(each.detail) <= 200
        assert 0 <= each.amount <= MOST
    badges(verdicts, some, 10)


@given(any_entry(), st.sampled_from(ChallengeKind))
def test_an_entry_in_the_window_never_raises_however_mad_its_numbers(entry, kind):
    wide = terms(kind, starts_on=date(1, 1, 1), ends_on=date(9000, 1, 1), entry_most=9)
    verdicts = judge([entry], wide, joined_on=FIRST, closes_at=datetime(9999, 1, 1, tzinfo=UTC))
    assert 0 <= verdicts[0].amount <= MOST
