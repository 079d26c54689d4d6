"""Logging in: by password, second factor and recovery code; guessing is slowed; mail or no mail."""

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from strongstride.accounts.actions import EmailTakenError, change_email
from strongstride.accounts.models import User
from tests.accounts.conftest import logged_in
from tests.casting import PASSWORD

NEW_PASSWORD = "seven tall hurdles"


@pytest.fixture
def with_mail(settings: LazySettings) -> None:
    settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_PREVENT_ENUMERATION = True


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def log_in(client: Client, password: str = PASSWORD, email: str = "alice@example.org") -> Any:
    return client.post("/accounts/login/", {"login": email, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/you/").status_code == 200


def test_password_and_address_in_any_case_log_in(alice: User, client: Client) -> None:
    assert log_in(client, email="Alice@Example.org").status_code == 302
    assert is_in(client)


def test_a_wrong_password_does_not(alice: User, client: Client) -> None:
    answer = log_in(client, "wrong")
    assert "not correct" in answer.content.decode()
    assert not is_in(client)


def test_a_closed_account_does_not_log_in(alice: User, client: Client) -> None:
    alice.is_active = False
    alice.save()
    log_in(client)
    assert not is_in(client)


def test_guessing_passwords_is_stopped_even_for_the_right_one(alice: User, client: Client) -> None:
    for number in range(10):
        log_in(client, f"guess {number}")
    answer = log_in(client)
    assert "Too many failed login attempts" in answer.content.decode()
    assert not is_in(client)


def test_too_many_requests_get_a_page_that_says_so(alice: User, client: Client) -> None:
    answers = [log_in(client, email=f"nobody-{n}@example.org") for n in range(31)]
    assert answers[-1].status_code == 429
    assert "Wait a few minutes" in answers[-1].content.decode()


def test_behind_a_proxy_visitors_are_told_apart(
    alice: User, client: Client, settings: LazySettings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    data = {"login": "nobody@example.org", "password": "x"}
    for number in range(31):
        last = client.post(
            "/accounts/login/", data, headers={"X-Forwarded-For": f"6.6.6.6, 10.0.0.{number}"}
        )
    assert last.status_code == 200
    for _ in range(31):
        last = client.post("/accounts/login/", data, headers={"X-Forwarded-For": "10.0.1.1"})
    assert last.status_code == 429


def test_registering_is_limited_too(alice: User, client: Client) -> None:
    data = {"email": "no address", "password1": "x"}
    answers = [client.post("/accounts/signup/", data) for _ in range(21)]
    assert [answers[19].status_code, answers[20].status_code] == [200, 429]


def test_a_second_factor_is_asked_for(alice: User, client: Client) -> None:
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    assert log_in(client).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert not is_in(client)
    page = client.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "errorlist" in page
    client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert is_in(client)


def test_a_recovery_code_logs_in_once(alice: User) -> None:
    TOTP.activate(alice, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(alice).get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        log_in(client)
        client.post("/accounts/2fa/authenticate/", {"code": code})
    assert (is_in(first), is_in(second)) == (True, False)


def test_turning_the_app_on_gives_recovery_codes(as_alice: Client, alice: User) -> None:
    page = as_alice.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'class="secret">(\w+)<', page)
    assert secret is not None
    answer = as_alice.post(
        "/accounts/2fa/totp/activate/", {"code": code_of(secret[1])}, follow=True
    )
    codes = re.findall(r"<li>(\d{8})</li>", answer.content.decode())
    assert len(codes) == 10
    assert Authenticator.objects.filter(user=alice).count() == 2
    assert as_alice.get("/accounts/2fa/recovery-codes/download/").status_code == 200


def test_what_changes_logging_in_asks_who_is_there(alice: User, client: Client) -> None:
    client.force_login(alice)  # long ago, on a device somebody may have picked up
    for address in (
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/email/",
        "/you/delete/",
    ):
        answer = client.get(address)
        assert answer.headers["Location"].startswith("/accounts/reauthenticate/"), address
    made = client.post("/you/tokens/new/", {"name": "x", "scopes": ["runs:read"], "lasts": "30"})
    assert made.headers["Location"].startswith("/accounts/reauthenticate/")
    sent = client.post("/you/data/")
    assert sent.headers["Location"].startswith("/accounts/reauthenticate/")


def test_what_was_asked_for_is_done_after_the_password(alice: User, client: Client) -> None:
    client.force_login(alice)
    data = {"name": "my spreadsheet", "scopes": ["runs:read"], "lasts": "30"}
    asked = client.post("/you/tokens/new/", data)
    done = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert "Copy it now" in done.content.decode()
    assert alice.athlete.api_tokens.count() == 1


def test_who_comes_back_without_the_form_of_a_token_gets_it(alice: User, client: Client) -> None:
    client.force_login(alice)
    asked = client.post("/you/tokens/new/", {"name": "x", "scopes": ["runs:read"], "lasts": "30"})
    session = client.session
    del session["account_reauthentication_state"]  # as a second tab leaves it
    session.save()
    done = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert done.redirect_chain[-1] == ("/you/tokens/", 302)
    assert "Make the token" in done.content.decode()


def test_without_mail_the_page_says_who_can_help(alice: User, client: Client) -> None:
    page = client.get("/accounts/password/reset/").content.decode()
    assert "strongstride createuser --reset-password" in page
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    assert mail.outbox == []


@pytest.mark.usefixtures("with_mail")
def test_with_mail_a_link_leads_to_a_new_password(alice: User, client: Client) -> None:
    client.post("/accounts/password/reset/", {"email": "alice@example.org"})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    form = client.get(link[1], follow=True)
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(form.redirect_chain[-1][0], data)
    assert log_in(Client(), NEW_PASSWORD).status_code == 302
    again = Client().get(link[1], follow=True).content.decode()
    assert "does not work any more" in again


@pytest.mark.usefixtures("with_mail")
def test_with_mail_an_address_is_verified_first(alice: User, client: Client) -> None:
    client.post("/accounts/signup/", {"email": "dora@example.org", "password1": NEW_PASSWORD})
    assert not is_in(client)
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[0].body))
    assert link is not None
    assert "Is this your address?" in client.get(link[1]).content.decode()
    client.post(link[1])
    assert EmailAddress.objects.get(email="dora@example.org").verified
    assert log_in(client, NEW_PASSWORD, "dora@example.org").status_code == 302
    assert is_in(client)


@pytest.mark.usefixtures("with_mail")
def test_with_mail_nobody_learns_who_has_an_account(alice: User) -> None:
    known = Client().post(
        "/accounts/signup/", {"email": "alice@example.org", "password1": NEW_PASSWORD}
    )
    new = Client().post(
        "/accounts/signup/", {"email": "dora@example.org", "password1": NEW_PASSWORD}
    )
    assert (known.status_code, known.headers["Location"]) == (
        new.status_code,
        new.headers["Location"],
    )


def test_somebody_made_on_the_command_line_need_not_verify(alice: User) -> None:
    assert EmailAddress.objects.get(user=alice).verified


def test_without_mail_the_address_changes_at_once(as_alice: Client, alice: User, bob: User) -> None:
    taken = as_alice.post("/accounts/email/", {"email": "Bob@example.org"})
    assert "Somebody else" in taken.content.decode()
    as_alice.post("/accounts/email/", {"email": "New@example.org"})
    alice.refresh_from_db()
    assert alice.email == "new@example.org"
    assert [each.email for each in EmailAddress.objects.filter(user=alice)] == ["new@example.org"]
    assert log_in(Client(), email="new@example.org").status_code == 302
    with pytest.raises(EmailTakenError):
        change_email(bob, "new@example.org")


def test_the_password_is_changed_by_who_knows_it(as_alice: Client, alice: User) -> None:
    data = {"oldpassword": "wrong", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    as_alice.post("/accounts/password/change/", data)
    assert log_in(Client()).status_code == 302
    as_alice.post("/accounts/password/change/", {**data, "oldpassword": PASSWORD})
    assert log_in(Client(), NEW_PASSWORD).status_code == 302


def test_logging_out_ends_the_session(alice: User) -> None:
    client = logged_in(alice)
    assert client.get("/accounts/logout/").status_code == 200
    client.post("/accounts/logout/")
    assert not is_in(client)


@pytest.mark.django_db
def test_on_a_new_server_logging_in_leads_to_the_first_account(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Nobody has an account here yet" in page
    assert "Make the first account" in page


@pytest.mark.usefixtures("cast")
def test_who_forgot_the_password_finds_one_link(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert "Nobody has an account" not in page
    assert page.count("/accounts/password/reset/") == 1
