"""Pledges at the same moment: one form is one pledge, one payment, and none slips past the end."""

from collections.abc import Iterator
from contextlib import suppress
from functools import partial

import pytest
import time_machine
from django.conf import LazySettings

from strongstride.giving.models import Donation, Letter, Pledge, PledgeState
from strongstride.giving.pledges import actions
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.paying import pay
from strongstride.giving.pledges.queries import pledged
from tests.concurrency.test_credits import at_once
from tests.giving.pledges.making import (
    MID_MARCH,
    end_challenge,
    make_pledge_row,
    make_runner_page,
    read,
    run,
    words,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]

MANY = 8


@pytest.fixture(autouse=True)
def in_march_with_mail(settings: LazySettings) -> Iterator[None]:
    """While the challenge runs, on a server that sends mail."""
    settings.HAS_MAIL = True
    with time_machine.travel(MID_MARCH, tick=False):
        yield


def _trying(step: object, *given: object) -> None:
    with suppress(PledgeError):
        step(*given)  # type: ignore[operator]


def test_one_form_sent_many_times_at_once_is_one_pledge() -> None:
    page, said = make_runner_page(), words()
    at_once(partial(actions.make_pledge, page, said, MID_MARCH) for _ in range(MANY))
    assert Pledge.objects.count() == Letter.objects.count() == 1


def test_who_confirms_as_the_challenge_ends_is_in_it_or_is_told_so() -> None:
    page = make_runner_page()
    run(page, 16_093.44)
    pledges = [make_pledge_row(page, state="unconfirmed") for _ in range(MANY)]
    confirming = [partial(_trying, actions.confirm, each, MID_MARCH) for each in pledges]
    half = MANY // 2
    at_once([*confirming[:half], partial(end_challenge, page), *confirming[half:]])
    found = [read(each.pk) for each in pledges]
    for each in found:
        is_in = each.confirmed_at is not None
        assert each.state == (PledgeState.ENDED if is_in else PledgeState.CANCELLED)
        assert each.final_minor == (500 if is_in else None)
    assert pledged(page) == 500 * sum(each.confirmed_at is not None for each in found)


def test_who_cancels_as_the_challenge_ends_owes_nothing() -> None:
    page = make_runner_page()
    run(page, 16_093.44)
    pledges = [make_pledge_row(page) for _ in range(MANY)]
    cancelling = [partial(_trying, actions.cancel, each, MID_MARCH) for each in pledges]
    at_once([*cancelling[:4], partial(end_challenge, page), *cancelling[4:]])
    assert {read(each.pk).state for each in pledges} == {PledgeState.CANCELLED}
    assert pledged(page) == 0


def test_pay_pressed_many_times_at_once_is_one_gift() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page, state=PledgeState.DUE, final_units=16_094, final_minor=500)
    at_once(partial(pay, pledge, "bank_transfer", MID_MARCH) for _ in range(MANY))
    gift = Donation.objects.get()
    assert (gift.amount_minor, gift.attempts.count()) == (500, 1)


def test_sweeps_at_once_take_each_step_once() -> None:
    page = make_runner_page()
    for _ in range(MANY):
        make_pledge_row(
            page, state=PledgeState.ENDED, final_units=1, final_minor=1, due_at=MID_MARCH
        )
    at_once(partial(advance, MID_MARCH) for _ in range(4))
    assert Pledge.objects.filter(state=PledgeState.DUE).count() == MANY
    assert Letter.objects.filter(key__startswith="pledge-due:").count() == MANY
