"""Gifts, matches and a provider that tells of them late, twice, and in any order.

Whatever happens, the books come to what a plain model says; the model is in `plain`.
"""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.clearing.errors import RefundError
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.models import (
    Display,
    Donation,
    Match,
    PaymentAttempt,
    Receipt,
    Refund,
    RefundState,
)
from strongstride.giving.providers.seen import (
    DisputeSeen,
    DisputeWord,
    PaidWord,
    RefundSeen,
    RefundWord,
    Seen,
)
from strongstride.ledger.states import IN_THE_BOOKS
from strongstride.web import clock
from tests.giving.clearing.making import again, make_match
from tests.giving.clearing.plain import FINAL, PlainGift, PlainMatch, PlainPage
from tests.giving.making import OPENED, make_campaign, make_donation, make_donor

which = st.integers(0, 4)
often = st.sampled_from([True, True, False])
minors = st.one_of(st.integers(1, 99), st.integers(100, 9_999), st.just(10_000))


class Money(RuleBasedStateMachine):
    """One page: what people, sponsors and a provider do, and what we are told of it."""

    @initialize(amounts=st.tuples(minors, minors, minors), pool=st.integers(5000, 25_000))
    def open_page(self, amounts: tuple[int, int, int], pool: int) -> None:
        """A page with a sponsor and three gifts: one is paid, of one we have not heard it yet."""
        self.campaign, self.donor = make_campaign(), make_donor()
        self.page = PlainPage()
        self.tries: list[PaymentAttempt] = []
        self.sponsors: list[Match] = []
        self.clock = time_machine.travel(OPENED, tick=False)
        self.at = self.clock.start()
        self.a_sponsor_comes(pool, 100, None, 0, 400)
        for number, amount in enumerate(amounts):
            self.somebody_gives(amount, amount // 30, is_dated_back=False)
            if number < len(amounts) - 1:
                self.the_provider_goes_on(number, PaidWord.PAID, tells=number == 0)

    @property
    def now(self) -> datetime:
        return clock.now()

    def one(self, number: int) -> tuple[PlainGift, PaymentAttempt]:
        place = number % len(self.page.gifts)
        return self.page.gifts[place], self.tries[place]

    def gifts_are_there(self) -> bool:
        return bool(getattr(self, "tries", ()))

    def matches_are_there(self) -> bool:
        return bool(getattr(self, "sponsors", ()))

    def tell(self, number: int) -> None:
        """We are told how a gift stands now."""
        plain, attempt = self.one(number)
        apply(attempt, plain.told[-1])
        self.page.hear(plain, plain.told[-1])

    @rule(hours=st.integers(1, 48))
    def time_passes(self, hours: int) -> None:
        self.at.shift(timedelta(hours=hours))

    @rule(amount=minors, cover=st.integers(0, 400), is_dated_back=st.booleans())
    def somebody_gives(self, amount: int, cover: int, is_dated_back: bool) -> None:
        given_on = (self.now - timedelta(days=2 * is_dated_back)).date()
        gift = make_donation(
            self.campaign,
            amount,
            cover_minor=cover,
            donor=self.donor,
            given_on=given_on,
            created_at=self.now,
        )
        plain = PlainGift(amount, cover, self.now, is_matched=not is_dated_back)
        plain.say()
        self.page.gifts.append(plain)
        self.tries.append(new_attempt(gift, "bank_transfer"))

    @rule(
        pool=minors,
        rate=st.sampled_from([1, 33, 50, 100, 150, 1000]),
        per_gift=st.none() | st.integers(1, 5000),
        after=st.integers(-48, 48),
        hours=st.integers(1, 200),
    )
    def a_sponsor_comes(
        self, pool: int, rate: int, per_gift: int | None, after: int, hours: int
    ) -> None:
        starts = self.now + timedelta(hours=after)
        plain = PlainMatch(pool, rate, per_gift, self.now, starts, starts + timedelta(hours=hours))
        self.page.matches.append(plain)
        self.sponsors.append(
            make_match(
                self.campaign,
                pool,
                rate_percent=rate,
                per_gift_minor=per_gift,
                created_at=plain.made,
                starts_at=plain.starts,
                ends_at=plain.ends,
            )
        )

    @precondition(matches_are_there)
    @rule(number=which)
    def a_sponsor_stops(self, number: int) -> None:
        place = number % len(self.sponsors)
        plain = self.page.matches[place]
        plain.stopped = plain.stopped or self.now
        Match.objects.filter(pk=self.sponsors[place].pk).update(stopped_at=plain.stopped)

    @precondition(gifts_are_there)
    @rule(number=which, word=st.sampled_from([*PaidWord] + [PaidWord.PAID] * 9), tells=often)
    def the_provider_goes_on(self, number: int, word: PaidWord, tells: bool) -> None:
        plain, _ = self.one(number)
        if plain.word is not PaidWord.PAID:
            plain.word = word
            plain.say()
        if tells:
            self.tell(number)

    @precondition(gifts_are_there)
    @rule(number=which, minor=minors, word=st.sampled_from(RefundWord), tells=often)
    def money_goes_back_at_the_provider(
        self, number: int, minor: int, word: RefundWord, tells: bool
    ) -> None:
        plain, _ = self.one(number)
        back = min(minor, plain.there)
        if plain.word is PaidWord.PAID and back:
            key = f"re_{uuid4().hex}"
            plain.refunds[key] = RefundSeen(key, back, word)
            plain.say()
        if tells:
            self.tell(number)

    @precondition(gifts_are_there)
    @rule(number=which, word=st.sampled_from(FINAL))
    def a_refund_under_way_ends(self, number: int, word: RefundWord) -> None:
        plain, _ = self.one(number)
        for key, refund in plain.refunds.items():
            if refund.word is RefundWord.TRANSIT:
                plain.refunds[key] = RefundSeen(key, refund.amount_minor, word)
        plain.say()

    @precondition(gifts_are_there)
    @rule(number=which, minor=minors, tells=often)
    def the_bank_disputes(self, number: int, minor: int, tells: bool) -> None:
        plain, _ = self.one(number)
        disputed = min(minor, plain.there)
        if plain.word is PaidWord.PAID and disputed:
            key = f"dp_{uuid4().hex}"
            plain.disputes[key] = DisputeSeen(key, disputed, DisputeWord.OPEN)
            plain.say()
        if tells:
            self.tell(number)

    @precondition(gifts_are_there)
    @rule(number=which, word=st.sampled_from([DisputeWord.WON, DisputeWord.LOST]), tells=often)
    def the_bank_decides(self, number: int, word: DisputeWord, tells: bool) -> None:
        plain, _ = self.one(number)
        for key, dispute in plain.disputes.items():
            if dispute.word is DisputeWord.OPEN:
                plain.disputes[key] = DisputeSeen(key, dispute.amount_minor, word)
        plain.say()
        if tells:
            self.tell(number)

    @precondition(gifts_are_there)
    @rule(number=which, of=st.integers(0, 20), times=st.integers(1, 3))
    def we_are_told(self, number: int, of: int, times: int) -> None:
        """Something the provider said: old or new, once or more often."""
        plain, attempt = self.one(number)
        seen = plain.told[-1 - of % len(plain.told)]
        for _ in range(times):
            apply(attempt, seen)
        self.page.hear(plain, seen)

    @precondition(gifts_are_there)
    @rule(number=which, other=st.integers(1, 10**6))
    def we_are_told_of_another_amount(self, number: int, other: int) -> None:
        plain, attempt = self.one(number)
        if other != plain.paid:
            apply(attempt, Seen(PaidWord.PAID, other, "GBP"))
        apply(attempt, Seen(PaidWord.PAID, plain.paid, "USD"))

    @precondition(gifts_are_there)
    @rule(number=which, first=minors, second=minors)
    def we_send_back_twice_at_once(self, number: int, first: int, second: int) -> None:
        """Two who ask before either sends; each is refused when it would come to too much."""
        plain, attempt = self.one(number)
        if not plain.told or not plain.is_paid:
            return
        self.tell(number)
        asked: list[Refund] = []
        for minor in (first, second):
            may = 0 < minor <= plain.there - sum(each.amount_minor for each in asked)
            if may and not plain.of_disputes(DisputeWord.OPEN):
                asked.append(ask_refund(again(attempt), minor, "", None))
            else:
                with pytest.raises(RefundError):
                    ask_refund(again(attempt), minor, "", None)
        for refund in asked:
            send_refund(refund)
            key = refund.idem_key
            plain.refunds[key] = RefundSeen(key, refund.amount_minor, RefundWord.DONE, key)
            plain.say()
            self.page.hear(plain, plain.told[-1])

    @precondition(gifts_are_there)
    @rule(number=which, display=st.sampled_from(Display))
    def a_donor_shows_themself_otherwise(self, number: int, display: Display) -> None:
        Donation.objects.filter(attempts=self.one(number)[1]).update(display=display)

    @invariant()
    def the_books_come_to_what_the_model_says(self) -> None:
        if not hasattr(self, "page"):
            return
        found = balances(self.campaign)
        expected = self.page.balances()
        assert (found.raised, found.matched, found.fees, found.in_dispute) == expected
        used = Match.objects.filter(campaign=self.campaign).order_by("pk")
        assert list(used.values_list("used_minor", flat=True)) == [
            self.page.used(number) for number in range(len(self.page.matches))
        ]

    @invariant()
    def each_gift_is_where_the_model_says(self) -> None:
        if not hasattr(self, "page"):
            return
        rows = PaymentAttempt.objects.filter(donation__campaign=self.campaign).order_by("pk")
        found = list(rows.values_list("state", "donation__state", "donation__cleared_at"))
        for plain, (tried, stands, cleared_at) in zip(self.page.gifts, found, strict=True):
            assert (tried == "paid", cleared_at is not None) == (plain.is_paid, plain.is_paid)
            assert stands == plain.state if plain.is_paid else stands not in IN_THE_BOOKS

    def teardown(self) -> None:
        """At the end: what each gift has led to, and nothing else."""
        if not hasattr(self, "clock"):
            return
        self.clock.stop()
        assert list(check()) == []
        for plain, attempt in zip(self.page.gifts, self.tries, strict=True):
            done = attempt.refunds.filter(state=RefundState.DONE)
            assert done.count() == len(plain.gone)
            words = {d.provider_id: d.word.value for d in plain.disputed.values()}
            assert dict(attempt.disputes.values_list("provider_id", "state")) == words
            lost = [each for each in words.values() if each == DisputeWord.LOST.value]
            came_back = len(plain.gone) + len(lost)
            given = Receipt.objects.filter(donation=attempt.donation)
            assert given.count() == (1 + came_back if plain.is_paid else 0)
            live = attempt.refunds.exclude(state=RefundState.FAILED)
            assert sum(each.amount_minor for each in live) <= attempt.amount_minor


@pytest.mark.both_databases
@pytest.mark.django_db
def test_whatever_happens_and_however_it_is_told_the_books_are_right() -> None:
    chosen = settings(
        max_examples=settings().max_examples // 10,
        stateful_step_count=30,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    run_state_machine_as_test(Money, settings=chosen)
