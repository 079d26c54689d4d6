"""The process dies between any two steps of a pledge: nothing is lost, nothing happens twice."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from strongstride.giving.books.checks import check
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.apply import apply
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.models import (
    Campaign,
    Donation,
    Letter,
    PaymentAttempt,
    Pledge,
    PledgeState,
    Receipt,
)
from strongstride.giving.pledges import actions
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.paying import pay
from strongstride.giving.pledges.queries import pledged
from strongstride.giving.providers.bank_transfer import BankTransfer
from strongstride.giving.recovery import recover
from tests.giving.clearing.making import seen
from tests.giving.killing import die_everywhere
from tests.giving.plainly import RENDER, told_plainly
from tests.giving.pledges.making import (
    MID_MARCH,
    end_challenge,
    letters_to,
    make_pledge_row,
    make_runner_page,
    read,
    run,
    words,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOTICE = timedelta(days=7)


def _recover(after: timedelta = timedelta(minutes=5)) -> None:
    """What the worker does, when whoever began is surely gone."""
    with time_machine.travel(MID_MARCH + after, tick=False):
        recover(MID_MARCH + after)


def _unconfirmed() -> Pledge:
    return actions.make_pledge(make_runner_page(), words(), MID_MARCH)


def _active() -> Pledge:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    return pledge


def _due() -> Pledge:
    return make_pledge_row(
        state=PledgeState.DUE,
        final_units=16_094,
        final_minor=500,
        due_at=MID_MARCH + NOTICE,
        expires_at=MID_MARCH + 2 * NOTICE,
    )


def test_making_one_and_asking_to_confirm_it() -> None:
    def again(given: tuple[Campaign, object]) -> Pledge:
        page, said = given
        return actions.make_pledge(page, said, MID_MARCH)  # type: ignore[arg-type]

    def whole(given: tuple[Campaign, object]) -> None:
        _recover()
        made = again(given)
        assert Pledge.objects.filter(campaign=given[0]).count() == 1
        assert letters_to(made) == ["pledge-confirm"]

    assert die_everywhere(lambda: (make_runner_page(), words()), again, whole) > 5


def test_confirming() -> None:
    def whole(pledge: Pledge) -> None:
        _recover()
        row = read(pledge.pk)
        is_confirmed = row.state == PledgeState.ACTIVE
        assert ("pledge-confirmed" in letters_to(row)) == is_confirmed
        actions.confirm(row, MID_MARCH)
        assert letters_to(row) == ["pledge-confirm", "pledge-confirmed"]

    steps = die_everywhere(_unconfirmed, lambda each: actions.confirm(each, MID_MARCH), whole)
    assert steps > 5


def test_freezing() -> None:
    def whole(pledge: Pledge) -> None:
        row = read(pledge.pk)
        assert (row.state == PledgeState.ENDED) == ("pledge-ended" in letters_to(row))
        assert (row.final_minor is None) == (row.state == PledgeState.ACTIVE)
        if row.state == PledgeState.ACTIVE:  # the challenge is open still: the organiser again
            end_challenge(row.campaign)
        _recover()
        row = read(pledge.pk)
        assert (row.state, row.final_minor) == (PledgeState.ENDED, 500)
        assert letters_to(row) == ["pledge-ended"]

    assert die_everywhere(_active, lambda each: end_challenge(each.campaign), whole) > 5


def test_falling_due() -> None:
    def frozen() -> Pledge:
        pledge = _active()
        end_challenge(pledge.campaign)
        return pledge

    def whole(pledge: Pledge) -> None:
        _recover(NOTICE)
        assert read(pledge.pk).state == PledgeState.DUE
        assert letters_to(pledge) == ["pledge-ended", "pledge-due"]

    assert die_everywhere(frozen, lambda _: advance(MID_MARCH + NOTICE), whole) > 5


def test_paying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RENDER, told_plainly)  # most of the work
    after = NOTICE + timedelta(days=1)

    def path(pledge: Pledge) -> PaymentAttempt:
        with time_machine.travel(MID_MARCH + after, tick=False):
            attempt = pay(pledge, "bank_transfer", MID_MARCH + after)
            start_attempt(attempt)
            apply(attempt, seen(attempt))
        return attempt

    def whole(pledge: Pledge) -> None:
        _recover(after + timedelta(minutes=5))
        if read(pledge.pk).state != PledgeState.PAID:
            path(pledge)
        gift = Donation.objects.get(pledge=pledge)
        row = read(pledge.pk)
        assert (row.state, row.final_minor, gift.amount_minor) == (PledgeState.PAID, 500, 500)
        assert (balances(row.campaign).raised, pledged(row.campaign)) == (500, 0)
        assert _once(gift.pk) == (1, 1, 1)
        assert list(check()) == []

    assert die_everywhere(_due, path, whole, calls=[(BankTransfer, "start")]) > 20


def _once(gift: UUID) -> tuple[int, int, int]:
    """Payments, receipts and letters of thanks of a gift."""
    return (
        PaymentAttempt.objects.filter(donation=gift, state="paid").count(),
        Receipt.objects.filter(donation=gift).count(),
        Letter.objects.filter(key=f"thanks:{gift}").count(),
    )
