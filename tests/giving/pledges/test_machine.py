"""Pledges over a spring: whatever happens, in whatever order, they come to what paper says.

The model is fractions and plain lists; it never looks into the database.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
import time_machine
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from msgspec import Struct

from strongstride.accounts.actions import touch_inputs
from strongstride.clubs.models import ChallengeState
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.models import CountFrom, Donation, PledgeUnit
from strongstride.giving.pledges import actions
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.paying import pay
from strongstride.giving.pledges.queries import pledged
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.runs.actions import remove_run, restore_run
from strongstride.runs.models import Run
from strongstride.web import clock
from tests.giving.pledges.making import (
    accrued,
    challenge_of,
    end_challenge,
    make_runner_page,
    read,
    run,
    runner_of,
    words,
)

BEGINS = datetime(2026, 3, 8, 12, tzinfo=UTC)
LAST_OF_MARCH = datetime(2026, 4, 1, 12, tzinfo=UTC)  # where it ends last
CLOSES = LAST_OF_MARCH + timedelta(days=3)
DAY = timedelta(days=1)
A_MILE = Fraction(1_609_344, 1000)
numbers = st.integers(0, 5)
metres = st.integers(500, 15_000)


class Done(Struct):
    """A run of the model."""

    key: Any
    ends_at: datetime
    came_at: datetime
    metres: int
    is_there: bool = True

    @property
    def counts(self) -> bool:
        return self.is_there and self.came_at <= CLOSES


class Promise(Struct):
    """A pledge of the model."""

    key: Any
    rate: int
    cap: int
    of_one: Fraction
    since: datetime | None
    waits_until: datetime
    state: str = "unconfirmed"
    units: int | None = None
    minor: int | None = None
    due_at: datetime | None = None
    later: int | None = None
    is_paid: bool = False
    has_gift: bool = False

    def owes(self, units: int) -> int:
        exact = Fraction(units * self.rate) / self.of_one + Fraction(1, 2)
        return min(self.cap, exact.numerator // exact.denominator)


class Spring(RuleBasedStateMachine):
    """One runner's page in a challenge over March."""

    @initialize()
    def begin(self) -> None:
        self.traveller = time_machine.travel(BEGINS, tick=False)
        self.clock = self.traveller.start()
        self.page = make_runner_page()
        self.runs: list[Done] = []
        self.promises: list[Promise] = []
        self.ended = ""
        self.raised = 0

    def teardown(self) -> None:
        if hasattr(self, "traveller"):
            self.traveller.stop()

    def promise(self, number: int, *states: str) -> Promise | None:
        found = [each for each in self.promises if not states or each.state in states]
        return found[number % len(found)] if found else None

    def units(self, promise: Promise) -> int:
        return sum(
            each.metres
            for each in self.runs
            if each.counts and (promise.since is None or each.ends_at > promise.since)
        )

    @rule(
        rate=st.integers(1, 300),
        cap=st.sampled_from([1, 300, 777, 2_500, 100_000]),
        unit=st.sampled_from([PledgeUnit.MILE, PledgeUnit.KM]),
        count_from=st.sampled_from(CountFrom),
    )
    def pledges(self, rate: int, cap: int, unit: PledgeUnit, count_from: CountFrom) -> None:
        said = words(rate_minor=rate, cap_minor=cap, unit=unit, count_from=count_from)
        now = clock.now()
        try:
            made = actions.make_pledge(self.page, said, now)
        except PledgeError:
            assert self.ended or now >= LAST_OF_MARCH
            return
        assert not self.ended
        assert now < LAST_OF_MARCH
        of_one = A_MILE if unit == PledgeUnit.MILE else Fraction(1000)
        since = now if count_from == CountFrom.NOW else None
        self.promises.append(Promise(made.pk, rate, cap, of_one, since, now + 7 * DAY))

    @rule(number=numbers)
    def confirms(self, number: int) -> None:
        if (promise := self.promise(number)) is None:
            return
        could = promise.state == "unconfirmed" and clock.now() < promise.waits_until
        try:
            actions.confirm(read(promise.key), clock.now())
        except PledgeError:
            assert not could
            return
        if could:
            promise.state = "active"
        assert promise.state not in ("unconfirmed", "cancelled")

    @rule(number=numbers, cap=st.sampled_from([1, 250, 2_000, 90_000]))
    def lowers_the_cap(self, number: int, cap: int) -> None:
        if (promise := self.promise(number)) is None:
            return
        may = promise.state in ("unconfirmed", "active") and cap <= promise.cap
        try:
            actions.lower_cap(read(promise.key), cap)
        except PledgeError:
            assert not may
            return
        assert may
        promise.cap = cap

    @rule(number=numbers)
    def cancels(self, number: int) -> None:
        if (promise := self.promise(number)) is None:
            return
        may = promise.state in ("unconfirmed", "active", "ended", "due", "cancelled")
        try:
            actions.cancel(read(promise.key), clock.now())
        except PledgeError:
            assert not may
            return
        assert may
        promise.state = "cancelled"

    @rule(back=st.integers(0, 12), hour=st.integers(6, 20), far=metres)
    def runs_or_writes_down_late(self, back: int, hour: int, far: int) -> None:
        starts = datetime.combine(clock.now().date() - back * DAY, time(hour), UTC)
        ends = starts + timedelta(seconds=far * 0.36)
        is_free = all(abs(each.ends_at - ends) > timedelta(hours=2) for each in self.runs)
        if not date(2026, 3, 1) <= starts.date() <= date(2026, 3, 31):
            return
        if starts > clock.now() or not is_free:
            return
        now = clock.now()
        made = run(self.page, far, starts.date(), starts_at=starts, created_at=now)
        self.runs.append(Done(made.pk, ends, now, far))
        self.look_again()

    @rule(nth=numbers, far=metres)
    def edits_a_run(self, nth: int, far: int) -> None:
        there = [each for each in self.runs if each.is_there]
        if not there:
            return
        edited = there[nth % len(there)]
        Run.objects.filter(pk=edited.key).update(distance_m=far)
        touch_inputs(runner_of(self.page))
        edited.metres = far
        self.look_again()

    @rule(nth=numbers)
    def removes_or_restores_a_run(self, nth: int) -> None:
        if not self.runs:
            return
        changed = self.runs[nth % len(self.runs)]
        row = Run.objects.get(pk=changed.key)
        (remove_run if changed.is_there else restore_run)(row)
        changed.is_there = not changed.is_there
        self.look_again()

    def look_again(self) -> None:
        if self.ended == ChallengeState.FINAL:
            for each in self.frozen():
                units = self.units(each)
                each.later = None if units == each.units else units

    def frozen(self) -> Iterator[Promise]:
        return (each for each in self.promises if each.units is not None)

    @rule(how=st.sampled_from([*[ChallengeState.FINAL] * 4, ChallengeState.CANCELLED]))
    @precondition(lambda self: not self.ended and clock.now() > BEGINS + 5 * DAY)
    def challenge_ends(self, how: ChallengeState) -> None:
        end_challenge(self.page, how)
        challenge_of(self.page).refresh_from_db()
        self.ended = how
        for each in self.promises:
            if each.state == "active" and how == ChallengeState.FINAL:
                each.units = self.units(each)
                each.minor = each.owes(each.units)
                each.state = "ended" if each.minor else "paid"
                each.due_at = clock.now() + 7 * DAY
            elif each.state in ("active", "unconfirmed"):
                each.state = "cancelled"

    @rule(number=numbers, way=st.sampled_from(["bank_transfer", "external_link"]))
    def opens_a_payment(self, number: int, way: str) -> None:
        if (promise := self.promise(number, "ended", "due", "unfulfilled")) is None:
            return
        try:
            attempt = pay(read(promise.key), way, clock.now())
        except PledgeError:
            assert promise.state == "ended"
            return
        assert promise.state != "ended"
        assert attempt.amount_minor == promise.minor
        promise.has_gift = True

    @rule(number=numbers)
    def money_comes(self, number: int) -> None:
        opened = [each for each in self.promises if each.has_gift]
        if not opened:
            return
        promise = opened[number % len(opened)]
        gift = Donation.objects.get(pledge=promise.key)
        attempt = gift.attempts.latest("created_at", "pk")
        if promise.is_paid:
            attempt = gift.attempts.get(state="paid")
        apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))
        self.raised += 0 if promise.is_paid else promise.minor or 0
        promise.state, promise.is_paid = "paid", True

    @rule(hours=st.integers(1, 24 * 9))
    def time_passes(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))
        now = clock.now()
        advance(now)
        for each in self.promises:
            if each.state == "unconfirmed" and now >= each.waits_until:
                each.state = "cancelled"
            elif each.state == "ended" and each.due_at is not None and now >= each.due_at:
                each.state, each.waits_until = "due", now + 30 * DAY
            elif each.state == "due" and now >= each.waits_until:
                each.state = "unfulfilled"

    def owed(self, promise: Promise) -> int:
        if promise.state == "cancelled":
            return 0
        return promise.owes(self.units(promise)) if promise.minor is None else promise.minor

    @invariant()
    def everything_is_as_on_paper(self) -> None:
        for each in getattr(self, "promises", ()):
            row = read(each.key)
            assert row.state == each.state
            assert accrued(row) == self.owed(each)
            assert 0 <= accrued(row) <= each.cap
            assert (row.final_units, row.final_minor) == (each.units, each.minor)
            assert row.later_units == each.later

    @invariant()
    def sums_are_of_what_is_open_and_of_what_is_paid(self) -> None:
        if not hasattr(self, "page"):
            return
        opened = ("active", "ended", "due", "unfulfilled")
        open_ones = [each for each in self.promises if each.state in opened]
        assert pledged(self.page) == sum(map(self.owed, open_ones))
        assert balances(self.page).raised == self.raised
        gifts = Donation.objects.filter(campaign=self.page)
        assert gifts.count() == sum(each.has_gift for each in self.promises)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_whatever_happens_pledges_come_to_what_paper_says() -> None:
    few = settings(max_examples=6, stateful_step_count=30, deadline=None)
    run_state_machine_as_test(Spring, settings=few)
