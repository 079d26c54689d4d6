"""Runs that change after a challenge was final: flagged, never billed (invariant 17)."""

from datetime import date, timedelta
from typing import Any

import pytest

from strongstride.giving.models import CountFrom, Pledge, PledgeState
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.later import follow_inputs
from strongstride.giving.pledges.queries import pledged
from strongstride.runs.actions import remove_run, restore_run
from strongstride.training.own_data.erase import erase_account
from strongstride.web import clock
from tests.giving.pledges.making import (
    MID_MARCH,
    accrued,
    end_challenge,
    lift,
    make_pledge_row,
    make_runner_page,
    part_of,
    read,
    run,
    runner_of,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]


@pytest.fixture
def pledge() -> Pledge:
    """Frozen at ten miles: £5."""
    page = make_runner_page()
    made = make_pledge_row(page)
    run(page, 16_093.44)
    end_challenge(page)
    return read(made.pk)


def test_removed_run_is_flagged_and_what_is_owed_stays(pledge: Pledge) -> None:
    [removed] = runner_of(pledge.campaign).runs.all()
    remove_run(removed)
    flagged = read(pledge.pk)
    assert flagged.later_units == 0
    assert (flagged.final_units, accrued(flagged)) == (16_094, 500)
    assert pledged(flagged.campaign) == 500
    restore_run(removed)
    assert read(pledge.pk).later_units is None, "as it was: nothing to look at"


def test_run_that_is_added_later_is_flagged_where_it_came_within_the_days_of_grace(
    pledge: Pledge, traveller: Any
) -> None:
    run(pledge.campaign, 5_000, date(2026, 3, 5), created_at=clock.now())
    assert read(pledge.pk).later_units == 21_094
    traveller.shift(timedelta(days=60))
    run(pledge.campaign, 7_000, date(2026, 3, 6), created_at=clock.now())
    assert read(pledge.pk).later_units == 21_094, "it came too late to count at all"


def test_what_does_not_count_flags_nothing(pledge: Pledge) -> None:
    run(pledge.campaign, 5_000, date(2026, 2, 20))
    lift(pledge.campaign)
    assert read(pledge.pk).later_units is None


def test_pledge_from_now_on_is_compared_with_what_is_done_since(traveller: Any) -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page, count_from=CountFrom.NOW)
    traveller.shift(timedelta(days=10))
    before, after = (run(page, 8_000, date(2026, 3, day)) for day in (5, 11))
    end_challenge(page)
    remove_run(before)
    assert read(pledge.pk).later_units is None
    remove_run(after)
    assert read(pledge.pk).later_units == 0


def test_change_of_a_paid_pledge_is_flagged_too(pledge: Pledge) -> None:
    Pledge.objects.update(state=PledgeState.PAID)
    remove_run(runner_of(pledge.campaign).runs.get())
    assert read(pledge.pk).later_units == 0


def test_change_half_a_year_later_is_left_alone(pledge: Pledge, traveller: Any) -> None:
    traveller.shift(timedelta(days=184))
    remove_run(runner_of(pledge.campaign).runs.get())
    assert read(pledge.pk).later_units is None


def test_erased_account_flags_nothing_and_changes_nothing_owed(pledge: Pledge) -> None:
    erase_account(runner_of(pledge.campaign).user)
    row = read(pledge.pk)
    assert part_of(row.campaign).membership.athlete is None
    assert (row.later_units, accrued(row)) == (None, 500)


def test_erased_account_of_a_running_challenge_keeps_what_was_done() -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page)
    run(page, 16_093.44)
    erase_account(runner_of(page).user)
    assert accrued(read(pledge.pk)) == 500
    end_challenge(page)
    assert read(pledge.pk).final_minor == 500


def test_upload_of_somebody_without_frozen_pledges_asks_once(
    django_assert_max_num_queries: Any,
) -> None:
    page = make_runner_page()
    make_pledge_row(page)
    with django_assert_max_num_queries(1):
        follow_inputs(runner_of(page))


def test_all_pledges_of_a_runner_are_flagged_with_few_queries(
    pledge: Pledge, django_assert_max_num_queries: Any
) -> None:
    page = pledge.campaign
    for _ in range(20):
        make_pledge_row(
            page, state=PledgeState.DUE, final_units=1, final_minor=1, ended_at=MID_MARCH
        )
    with django_assert_max_num_queries(9):
        follow_inputs(runner_of(page))
    assert Pledge.objects.filter(later_units=16_094).count() == 20


def test_flag_stays_when_pledges_move_on(pledge: Pledge) -> None:
    remove_run(runner_of(pledge.campaign).runs.get())
    advance(MID_MARCH + timedelta(days=8))
    row = read(pledge.pk)
    assert (row.state, row.later_units, row.final_minor) == (PledgeState.DUE, 0, 500)
