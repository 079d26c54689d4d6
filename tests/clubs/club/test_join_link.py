"""Coming by the join link: with and without an account, into the club and its challenge."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.test import Client

from strongstride.accounts.invites import make_invite
from strongstride.accounts.models import Athlete, Invite, User
from strongstride.clubs.club import actions
from strongstride.clubs.models import (
    Challenge,
    ChallengeState,
    Club,
    JoinMode,
    Membership,
    MemberState,
    Participation,
    Role,
    Visibility,
)
from tests.casting import PASSWORD, new_user
from tests.clubs.making import JOINED, make_challenge, make_club, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ME = {"name": "Robin Hale", "shown_as": "initials"}


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 3, 10, 12, tzinfo=UTC)):
        yield


@pytest.fixture
def club() -> Club:
    """One that lets people register, on a server with somebody on it."""
    club = make_club(lets_register=True, visibility=Visibility.PRIVATE)
    make_member(club, role=Role.OWNER, athlete=new_user(admin=True).athlete)
    return club


def link(club: Club, challenge: Challenge | None = None) -> str:
    return f"/clubs/join/{club.join_secret}/" + (
        "" if challenge is None else f"?challenge={challenge.slug}"
    )


def browser(athlete: Athlete | None) -> Client:
    client = Client()
    assert athlete is not None
    client.force_login(athlete.user)
    return client


def sign_up(client: Client, address: str, email: str = "dora@example.org") -> str:
    """Register from the page at this address; where one is led then."""
    page = client.get(address).content.decode()
    _, _, rest = page.partition('href="/accounts/signup/?next=')
    client.get(f"/accounts/signup/?next={rest.partition(chr(34))[0]}")
    answer = client.post(
        "/accounts/signup/",
        {"email": email, "password1": "seven tall hurdles", "next": address},
    )
    return answer.headers.get("Location", "")


def test_one_tap_joins_the_club_and_its_challenge(club: Club) -> None:
    challenge = make_challenge(club, title="March miles")
    client = browser(new_user("Robin").athlete)
    shown = client.get(link(club, challenge)).content.decode()
    assert club.name in shown
    assert "March miles" in shown
    assert "What others see of you" in shown
    answer = client.post(link(club, challenge), ME)
    assert answer["Location"] == f"/clubs/{club.slug}/challenges/{challenge.slug}/"
    part = Participation.objects.get()
    assert (part.challenge, part.membership.name) == (challenge, "Robin Hale")


@pytest.mark.parametrize("columns", [{"state": ChallengeState.DRAFT}, {"slug": "other"}])
def test_a_challenge_one_cannot_join_is_left_out(club: Club, columns: dict[str, str]) -> None:
    make_challenge(club, title="March miles", **{"slug": "miles", **columns})
    client = browser(new_user().athlete)
    address = f"{link(club)}?challenge=miles"
    assert "March miles" not in client.get(address).content.decode()
    assert client.post(address, ME)["Location"] == f"/clubs/{club.slug}/"


def test_a_member_who_follows_the_link_joins_its_challenge_with_one_tap(club: Club) -> None:
    challenge, member = make_challenge(club), make_member(club)
    client = browser(member.athlete)
    assert client.get(link(club))["Location"] == f"/clubs/{club.slug}/"
    assert client.get(link(club, challenge)).status_code == 200
    assert client.post(link(club, challenge)).status_code == 302
    assert Participation.objects.get().membership == member
    assert client.get(link(club, challenge)).status_code == 302


def test_where_organisers_approve_one_asks_and_may_take_it_back(club: Club) -> None:
    Club.objects.update(join_mode=JoinMode.APPROVAL)
    client = browser(new_user().athlete)
    client.post(link(club), ME)
    asked = Membership.objects.get(state=MemberState.ASKED)
    assert "You have asked" in client.get(link(club)).content.decode()
    client.post(link(club), {**ME, "name": "Robin H."})
    asked.refresh_from_db()
    assert asked.name == "Robin H."
    client.post(f"/clubs/{club.slug}/join/end/")
    assert not Membership.objects.filter(pk=asked.pk).exists()


def test_nothing_is_taken_back_from_a_club_that_has_closed(club: Club) -> None:
    asking = make_member(club, state=MemberState.ASKED)
    actions.close_club(Membership.objects.get(role=Role.OWNER))
    answer = browser(asking.athlete).post(f"/clubs/{club.slug}/join/end/")
    assert answer.status_code == 404


def test_who_is_banned_reads_that_and_nothing_more(club: Club) -> None:
    make_challenge(club, title="March miles")
    banned = make_member(club, state=MemberState.BANNED)
    for method in ("get", "post"):
        answer = getattr(browser(banned.athlete), method)(link(club), ME)
        assert answer.status_code == 403
        assert "You cannot join this club" in answer.content.decode()
        assert club.name not in answer.content.decode()


@pytest.mark.parametrize("secret", ["x", "%00", "a" * 300])
def test_a_wrong_link_says_so(secret: str) -> None:
    for client in (Client(), browser(new_user().athlete)):
        answer = client.get(f"/clubs/join/{secret}/")
        assert answer.status_code == 404
        assert "No club is behind this link" in answer.content.decode()


def test_a_renewed_link_and_a_closed_club_open_nothing(club: Club) -> None:
    before, owner = link(club), Membership.objects.get(role=Role.OWNER)
    actions.renew_join_link(owner)
    assert Client().get(before).status_code == 404
    club.refresh_from_db()
    assert Client().get(link(club)).status_code == 200
    actions.close_club(owner)
    assert Client().get(link(club)).status_code == 404


def test_what_makes_no_sense_is_said_and_nobody_joins(club: Club) -> None:
    answer = browser(new_user().athlete).post(link(club), {"name": "!", "shown_as": "loudly"})
    assert answer.status_code == 400
    assert Membership.objects.count() == 1


def test_a_club_that_takes_people_by_link_says_so_on_its_page() -> None:
    club = make_club(join_mode=JoinMode.INVITE)
    client = browser(new_user().athlete)
    assert "One joins by link" in client.get(f"/clubs/{club.slug}/").content.decode()
    assert client.post(f"/clubs/{club.slug}/join/", ME).status_code == 200
    assert not Membership.objects.exists()


def test_the_link_lets_several_people_make_an_account(club: Club, settings: LazySettings) -> None:
    settings.REGISTRATION = "invite"
    challenge = make_challenge(club)
    for email in ("dora@example.org", "emil@example.org"):
        client = Client()
        address = link(club, challenge)
        assert sign_up(client, address, email) == address
        athlete = User.objects.get(email=email).athlete
        assert athlete.set_up_at is None
        goes_on = client.post(address, ME)["Location"]
        assert client.get(goes_on).status_code == 200
        assert client.get(f"/clubs/{club.slug}/").status_code == 200
    assert Participation.objects.count() == 2


@pytest.mark.parametrize(
    "change", ["switched off", "renewed", "closed club", "closed server", "owner"]
)
def test_a_link_that_lets_nobody_register_any_more(
    change: str, club: Club, settings: LazySettings
) -> None:
    settings.REGISTRATION = "invite"
    client, owner = Client(), Membership.objects.get(role=Role.OWNER)
    client.get(link(club))
    if change == "switched off":
        actions.let_register(owner, lets=False)
    elif change == "renewed":
        actions.renew_join_link(owner)
    elif change == "closed club":
        actions.close_club(owner)
    elif change == "owner":  # may not invite any more
        User.objects.update(is_staff=False)
    else:
        settings.REGISTRATION = "closed"
    sign_up(client, link(club))
    assert not User.objects.filter(email="dora@example.org").exists()


def test_where_nobody_new_is_let_in_the_page_does_not_offer_it(
    club: Club, settings: LazySettings
) -> None:
    settings.REGISTRATION = "invite"
    assert "Make an account" in Client().get(link(club)).content.decode()
    Club.objects.update(lets_register=False)
    assert "Make an account" not in Client().get(link(club)).content.decode()


def test_who_registers_by_the_link_reads_that_the_club_comes_next(club: Club) -> None:
    client = Client()
    assert "five short steps" in client.get("/accounts/signup/").content.decode()
    client.get(link(club))
    assert "back at the club" in client.get("/accounts/signup/").content.decode()


def test_who_wants_the_club_only_is_not_held_by_the_set_up() -> None:
    client = browser(new_user().athlete)
    led = client.get("/", follow=True)
    assert 'href="/clubs/"' in led.content.decode()
    assert client.get("/clubs/").status_code == 200


def test_an_invite_is_still_for_one(club: Club, settings: LazySettings) -> None:
    settings.REGISTRATION = "invite"
    _, secret = make_invite(new_user(admin=True))
    client = Client()
    client.get(f"/join/{secret}/")
    client.post(
        "/accounts/signup/", {"email": "dora@example.org", "password1": "seven tall hurdles"}
    )
    assert Invite.objects.get().used_by == User.objects.get(email="dora@example.org")


def test_who_logs_in_later_still_comes_back(club: Club) -> None:
    user = new_user()
    Athlete.objects.update(set_up_at=JOINED)
    client = Client()
    client.get(link(club))
    answer = client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    assert answer["Location"] == link(club)


def test_who_has_to_verify_their_address_first_still_comes_back(
    club: Club, settings: LazySettings, mailoutbox: list[EmailMessage]
) -> None:
    settings.HAS_MAIL, settings.ACCOUNT_EMAIL_VERIFICATION = True, "mandatory"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    client = Client()
    assert sign_up(client, link(club)) == "/accounts/confirm-email/"
    found = re.search(r"/accounts/confirm-email/\S+/", str(mailoutbox[-1].body))
    assert found is not None
    assert client.post(found.group())["Location"] == "/accounts/login/"
    given = {"login": "dora@example.org", "password": "seven tall hurdles"}
    assert client.post("/accounts/login/", given)["Location"] == link(club)
