"""Who sees whose pledge, and the treasurer who was handed the money."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from strongstride.clubs.models import AuditEntry, Membership, Role
from strongstride.giving.books.queries import balances
from strongstride.giving.clearing.errors import AlreadyPaidError
from strongstride.giving.links import pledge_token
from strongstride.giving.models import Campaign, Display, Donation, Pledge, PledgeState
from strongstride.giving.pledges.advancing import advance
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.paying import pay, take_cash
from strongstride.giving.pledges.queries import pledged
from strongstride.runs.actions import remove_run
from strongstride.web import clock
from tests.clubs.making import make_member
from tests.giving.making import make_donor
from tests.giving.pledges.making import (
    MID_MARCH,
    end_challenge,
    make_pledge_row,
    make_runner_page,
    part_of,
    read,
    run,
    runner_of,
)

pytestmark = [pytest.mark.both_databases, pytest.mark.django_db]

SECRET = "Wilhelmina Quartermaine"


def _client(member: Membership) -> Client:
    client = Client()
    assert member.athlete is not None
    client.force_login(member.athlete.user)
    return client


def _list_for(page: Campaign, member: Membership) -> str:
    answer = _client(member).get(reverse("giving:pledges", args=[page.slug]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def _frozen(**columns: Any) -> Pledge:
    page = make_runner_page()
    pledge = make_pledge_row(page, donor=make_donor(SECRET), **columns)
    run(page, 16_093.44)
    end_challenge(page)
    return read(pledge.pk)


def _treasurer(page: Campaign) -> Membership:
    return make_member(page.club, "Tess Till", Role.TREASURER)


def test_treasurer_sees_names_and_amounts() -> None:
    pledge = _frozen(display=Display.ANONYMOUS, hides_amount=True)
    shown = _list_for(pledge.campaign, _treasurer(pledge.campaign))
    assert SECRET in shown
    assert "£5</span>" in shown


@pytest.mark.parametrize(
    ("display", "name"),
    [
        (Display.PUBLIC, SECRET),
        (Display.FIRST_NAME, "Wilhelmina"),
        (Display.ANONYMOUS, "Anonymous"),
    ],
)
def test_owner_and_admin_see_what_the_donor_shows(display: Display, name: str) -> None:
    pledge = _frozen(display=display)
    page = pledge.campaign
    for member in (part_of(page).membership, make_member(page.club, role=Role.ADMIN)):
        shown = _list_for(page, member)
        assert f"<b>{name}</b>" in shown
        assert (SECRET in shown) == (display == Display.PUBLIC)
        assert pledge.donor.email not in shown
        assert "handed over" not in shown


def test_hidden_amount_is_hidden_from_the_owner() -> None:
    pledge = _frozen(hides_amount=True)
    shown = _list_for(pledge.campaign, part_of(pledge.campaign).membership)
    assert "does not show the amount" in shown
    assert "£0.50" not in shown


def test_list_is_no_page_for_others() -> None:
    page = make_runner_page()
    address = reverse("giving:pledges", args=[page.slug])
    assert _client(make_member(page.club)).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_unconfirmed_pledges_are_on_no_list() -> None:
    page = make_runner_page()
    make_pledge_row(page, donor=make_donor(SECRET), state=PledgeState.UNCONFIRMED)
    assert SECRET not in _list_for(page, _treasurer(page))


def test_changed_runs_are_told_beside_the_pledge() -> None:
    pledge = _frozen()
    Pledge.objects.update(later_units=8_047)
    shown = _list_for(pledge.campaign, _treasurer(pledge.campaign))
    assert "By the runs as they are now it would be 5.0 mi, £2.50." in shown


def test_list_takes_as_many_queries_for_a_hundred_as_for_two(
    django_assert_max_num_queries: Any,
) -> None:
    page = make_runner_page()
    client = _client(_treasurer(page))
    for _ in range(60):
        make_pledge_row(page)
    run(page, 5_000)
    with django_assert_max_num_queries(12):
        client.get(reverse("giving:pledges", args=[page.slug]))


def test_donors_page_takes_few_queries(django_assert_max_num_queries: Any) -> None:
    token = pledge_token(_frozen())
    with django_assert_max_num_queries(8):
        assert Client().get(reverse("giving:pledge-manage", args=[token])).status_code == 200


@pytest.mark.parametrize("days", [0, 8, 40])
def test_treasurer_writes_down_that_a_pledge_was_paid_by_hand(days: int) -> None:
    pledge = _frozen()
    for each in range(days + 1):
        advance(MID_MARCH + timedelta(days=each))
    page = pledge.campaign
    address = reverse("giving:pledge-cash", args=[page.slug, pledge.pk])
    _client(_treasurer(page)).post(address)
    gift = Donation.objects.get()
    assert (gift.amount_minor, gift.donor, gift.provider) == (500, pledge.donor, "manual")
    assert read(pledge.pk).state == PledgeState.PAID
    assert (balances(page).raised, pledged(page)) == (500, 0)
    assert AuditEntry.objects.get(action="pledge paid by hand").after["amount"] == "£5"


def test_cash_settles_a_payment_that_was_opened_and_never_made() -> None:
    pledge = _frozen()
    advance(MID_MARCH + timedelta(days=7))
    gift = pay(pledge, "bank_transfer", clock.now()).donation
    treasurer = _treasurer(pledge.campaign)
    paid = take_cash(pledge, treasurer, clock.now().date(), clock.now())
    assert (paid.pk, paid.state) == (gift.pk, "cleared")
    with pytest.raises((PledgeError, AlreadyPaidError)):
        take_cash(pledge, treasurer, clock.now().date(), clock.now())
    assert balances(pledge.campaign).raised == 500


@pytest.mark.parametrize("state", ["active", "unconfirmed", "cancelled", "paid"])
def test_money_is_taken_for_no_pledge_that_is_not_owed(state: str) -> None:
    page = make_runner_page()
    pledge = make_pledge_row(page, state=state)
    run(page, 16_093.44)
    with pytest.raises(PledgeError):
        take_cash(pledge, _treasurer(page), clock.now().date(), clock.now())
    assert not Donation.objects.exists()


def test_only_who_keeps_the_books_takes_money() -> None:
    pledge = _frozen()
    page = pledge.campaign
    _treasurer(page)
    address = reverse("giving:pledge-cash", args=[page.slug, pledge.pk])
    for member in (part_of(page).membership, make_member(page.club, role=Role.ADMIN)):
        assert _client(member).post(address).status_code == 404
        with pytest.raises(PermissionDenied):
            take_cash(pledge, member, clock.now().date(), clock.now())
    stranger = _treasurer(make_runner_page())
    with pytest.raises(PermissionDenied):
        take_cash(pledge, stranger, clock.now().date(), clock.now())
    assert read(pledge.pk).state == PledgeState.ENDED


def test_pledge_of_another_page_is_not_there() -> None:
    pledge, other = _frozen(), make_runner_page()
    address = reverse("giving:pledge-cash", args=[other.slug, pledge.pk])
    assert _client(_treasurer(other)).post(address).status_code == 404


def test_money_desk_says_where_runs_changed_after_the_end() -> None:
    pledge = _frozen()
    desk = reverse("giving:desk", args=[pledge.campaign.club.slug])
    treasurer = _client(_treasurer(pledge.campaign))
    said = "runs changed after the end"
    assert said not in treasurer.get(desk).content.decode()
    remove_run(runner_of(pledge.campaign).runs.get())
    assert said in treasurer.get(desk).content.decode()
