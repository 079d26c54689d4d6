"""Who may register, and what a new account brings along."""

import pytest
from django.conf import LazySettings
from django.test import Client

from strongstride.accounts.invites import make_invite
from strongstride.accounts.models import Invite, User
from strongstride.accounts.profile import new_profile
from strongstride.accounts.registration import Door, RegistrationError, door, register
from strongstride.coach.quantities import DistanceUnit, MassUnit
from strongstride.web import clock
from tests.casting import PASSWORD

pytestmark = pytest.mark.django_db


def sign_up(client: Client, email: str = "dora@example.org", **more: str) -> object:
    data = {"email": email, "password1": "seven tall hurdles", **more}
    return client.post("/accounts/signup/", data)


@pytest.mark.parametrize("setting", ["open", "invite", "closed"])
def test_the_first_account_is_the_administrator_whatever_the_setting(
    setting: str, settings: LazySettings, client: Client
) -> None:
    settings.REGISTRATION = setting
    sign_up(client)
    user = User.objects.get()
    assert (user.is_staff, user.is_superuser) == (True, True)
    assert user.athlete.set_up_at is None


def test_later_accounts_administer_nothing(alice: User, client: Client) -> None:
    sign_up(client)
    user = User.objects.get(email="dora@example.org")
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_when_closed_a_page_says_so_and_nobody_gets_in(
    alice: User, settings: LazySettings, client: Client
) -> None:
    settings.REGISTRATION = "closed"
    page = client.get("/accounts/signup/")
    assert "Registration is closed" in page.content.decode()
    sign_up(client)
    assert not User.objects.filter(email="dora@example.org").exists()


def test_without_an_invite_a_page_says_how_to_get_one(
    alice: User, settings: LazySettings, client: Client
) -> None:
    settings.REGISTRATION = "invite"
    assert "You need an invite" in client.get("/accounts/signup/").content.decode()
    sign_up(client)
    assert not User.objects.filter(email="dora@example.org").exists()


def test_an_invite_lets_one_person_in(carol: User, settings: LazySettings, client: Client) -> None:
    settings.REGISTRATION = "invite"
    invite, secret = make_invite(carol, "Dora")
    followed = client.get(f"/join/{secret}/", follow=True)
    assert followed.redirect_chain == [("/accounts/signup/", 302)]
    assert "Make an account" in followed.content.decode()
    sign_up(client)
    invite.refresh_from_db()
    assert invite.used_by == User.objects.get(email="dora@example.org")
    another = Client()
    refused = another.get(f"/join/{secret}/", follow=True).content.decode()
    assert "was used already" in refused
    sign_up(another, "eve@example.org")
    assert not User.objects.filter(email="eve@example.org").exists()


def test_of_two_with_one_invite_the_second_is_turned_away(
    carol: User, settings: LazySettings
) -> None:
    """Both saw the form before either was in."""
    settings.REGISTRATION = "invite"
    _, secret = make_invite(carol)
    assert door(secret) is Door.OPEN
    register(_unsaved("one@example.org"), new_profile(), secret)
    with pytest.raises(RegistrationError):
        register(_unsaved("two@example.org"), new_profile(), secret)
    assert not User.objects.filter(email="two@example.org").exists()


def test_of_two_first_visitors_of_a_closed_server_one_gets_in(settings: LazySettings) -> None:
    settings.REGISTRATION = "closed"
    register(_unsaved("one@example.org"), new_profile())
    with pytest.raises(RegistrationError, match="closed since"):
        register(_unsaved("two@example.org"), new_profile())
    assert [user.is_staff for user in User.objects.all()] == [True]


def test_who_was_too_late_is_told_on_a_page(
    carol: User, settings: LazySettings, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REGISTRATION = "invite"
    _, secret = make_invite(carol)
    client.get(f"/join/{secret}/")
    monkeypatch.setattr("strongstride.accounts.adapter.door", lambda _: Door.OPEN)
    Invite.objects.update(used_at=clock.now())
    answer = client.post(
        "/accounts/signup/",
        {"email": "late@example.org", "password1": "seven tall hurdles"},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/signup/")
    assert "has closed since" in client.get("/accounts/signup/").content.decode()
    assert not User.objects.filter(email="late@example.org").exists()


@pytest.mark.parametrize(
    ("language", "units"),
    [
        ("en-US,en;q=0.9", (MassUnit.LB, DistanceUnit.MI)),
        ("en-GB", (MassUnit.KG, DistanceUnit.MI)),
        ("de-DE,de;q=0.9,en-US;q=0.5", (MassUnit.KG, DistanceUnit.KM)),
        ("", (MassUnit.KG, DistanceUnit.KM)),
        (",;;,q=", (MassUnit.KG, DistanceUnit.KM)),
    ],
)
def test_units_and_time_zone_are_guessed_from_the_browser(
    language: str, units: tuple[MassUnit, DistanceUnit], client: Client
) -> None:
    client.post(
        "/accounts/signup/",
        {"email": "a@example.org", "password1": "seven tall hurdles", "time_zone": "Asia/Tokyo"},
        headers={"Accept-Language": language},
    )
    athlete = User.objects.get().athlete.profile.athlete
    assert (athlete.mass_unit, athlete.distance_unit) == units
    assert athlete.time_zone == "Asia/Tokyo"


def test_a_time_zone_nobody_knows_is_no_obstacle(client: Client) -> None:
    sign_up(client, time_zone="Mars/Olympus")
    assert User.objects.get().athlete.profile.athlete.time_zone == "UTC"


def test_one_mailbox_has_one_account(alice: User, client: Client) -> None:
    answer = sign_up(client, "ALICE@example.org")
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert User.objects.filter(email__iexact="alice@example.org").count() == 1


def test_a_weak_password_is_refused_with_the_reason(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"email": "a@example.org", "password1": "12345678"})
    assert "too common" in answer.content.decode()
    assert not User.objects.exists()


def test_a_new_account_is_led_through_the_set_up(client: Client) -> None:
    sign_up(client)
    assert client.get("/", follow=True).redirect_chain[-1] == ("/setup/units/", 302)
    assert client.get("/you/").status_code == 200


def test_the_password_is_kept_as_argon2_in_the_real_settings() -> None:
    from strongstride.config import settings as real

    assert real.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert PASSWORD not in str(vars(real))


def _unsaved(email: str) -> User:
    user = User(email=email, date_joined=clock.now())
    user.set_password(PASSWORD)
    return user
