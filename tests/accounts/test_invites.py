"""Invites: who makes them, how long they hold, who sees them."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from strongstride.accounts.invites import (
    LASTS,
    InviteError,
    is_usable,
    make_invite,
    may_invite,
    use_invite,
    withdraw_invite,
)
from strongstride.accounts.models import Invite, User
from strongstride.web import clock


@pytest.fixture(autouse=True)
def by_invite(settings: LazySettings) -> None:
    settings.REGISTRATION = "invite"


def test_administrators_invite_and_members_where_they_are_let(
    alice: User, carol: User, settings: LazySettings
) -> None:
    assert (may_invite(carol), may_invite(alice)) == (True, False)
    settings.MEMBERS_INVITE = True
    assert may_invite(alice)


@pytest.mark.parametrize("setting", ["open", "closed"])
def test_nobody_invites_where_invites_open_nothing(
    setting: str, carol: User, settings: LazySettings
) -> None:
    settings.REGISTRATION = setting
    assert not may_invite(carol)
    with pytest.raises(InviteError):
        make_invite(carol)


def test_an_invite_ends(alice: User, carol: User) -> None:
    with time_machine.travel("2026-11-22T10:00:00Z", tick=False):
        _, secret = make_invite(carol)
        ends = clock.now() + LASTS
    with time_machine.travel(ends - timedelta(seconds=1), tick=False):
        assert is_usable(secret)
    with time_machine.travel(ends, tick=False):
        assert not is_usable(secret)
        with pytest.raises(InviteError):
            use_invite(secret, alice)


def test_an_invite_works_once(alice: User, bob: User, carol: User) -> None:
    _, secret = make_invite(carol)
    use_invite(secret, alice)
    assert not is_usable(secret)
    with pytest.raises(InviteError, match="Ask for a new link"):
        use_invite(secret, bob)
    assert Invite.objects.get().used_by == alice


def test_an_invite_can_be_withdrawn_by_who_made_it(alice: User, carol: User) -> None:
    invite, secret = make_invite(carol)
    assert not withdraw_invite(alice, invite.pk)
    assert withdraw_invite(carol, invite.pk)
    assert not is_usable(secret)


def test_a_used_invite_stays_in_the_list(alice: User, carol: User) -> None:
    invite, secret = make_invite(carol)
    use_invite(secret, alice)
    assert not withdraw_invite(carol, invite.pk)


def test_invites_of_a_closed_account_open_nothing(carol: User) -> None:
    _, secret = make_invite(carol)
    carol.is_active = False
    carol.save()
    assert not is_usable(secret)


def test_there_are_not_too_many_open_invites(carol: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("strongstride.accounts.invites.MOST_OPEN", 2)
    make_invite(carol)
    make_invite(carol)
    with pytest.raises(InviteError, match="withdraw one"):
        make_invite(carol)


def test_the_page_shows_the_link_once(as_carol: Client, settings: LazySettings) -> None:
    made = as_carol.post("/you/invites/", {"note": "Dora from the club"}).content.decode()
    start = made.index(f"{settings.PUBLIC_URL}/join/")
    secret = made[start:].split("/join/")[1].split("/")[0]
    assert is_usable(secret)
    again = as_carol.get("/you/invites/").content.decode()
    assert "Dora from the club" in again
    assert secret not in again


def test_members_do_not_find_the_page(as_alice: Client) -> None:
    assert as_alice.get("/you/invites/").status_code == 404
    assert "/you/invites/" not in as_alice.get("/you/").content.decode()


def test_a_foreign_invite_is_as_missing_as_one_that_never_was(
    carol: User, as_alice: Client, as_carol: Client
) -> None:
    invite, _ = make_invite(carol)
    address = f"/you/invites/{invite.pk}/withdraw/"
    assert as_alice.post(address).status_code == 404
    assert as_carol.get(address).status_code == 405
    assert as_carol.post(address).status_code == 302
    assert as_carol.post(address).status_code == 404
