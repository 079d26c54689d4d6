"""Every page of accounts: who sees it, what it may do, how little it asks of the database."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from strongstride.accounts.actions import finish_set_up
from strongstride.accounts.answers.sections import Section
from strongstride.accounts.models import ApiToken, Athlete, User
from strongstride.accounts.scopes import Scope
from strongstride.accounts.tokens import find_token, make_token

OUTSIDE = ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/"]
SECTIONS = [f"/you/answers/{section}/" for section in Section]
INSIDE = [
    "/you/", "/you/privacy/", "/you/tokens/", *SECTIONS, "/accounts/logout/", "/accounts/2fa/",
    "/accounts/email/", "/accounts/password/change/", "/accounts/reauthenticate/",
    "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/",
]  # fmt: skip
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*(?: src=|application/json))")


def test_pages_inside_are_for_people_who_are_in(client: Client, db: None) -> None:
    for address in INSIDE:
        answer = client.get(address)
        if address == "/accounts/logout/":
            continue  # logs nobody out
        assert answer.headers["Location"].startswith("/accounts/login/"), address


@pytest.mark.parametrize("address", OUTSIDE)
def test_pages_outside_need_no_account_and_keep_the_policy(
    address: str, client: Client, db: None
) -> None:
    page = client.get(address)
    assert page.status_code == 200
    assert INLINE.findall(page.content.decode()) == []


def test_pages_inside_keep_the_policy_and_need_few_queries(
    as_alice: Client, alice: User, django_assert_max_num_queries: Any
) -> None:
    Authenticator.objects.create(
        user=alice, type="recovery_codes", data={"seed": "a" * 40, "used_mask": 0}
    )
    Authenticator.objects.create(user=alice, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
    more = ["/accounts/2fa/recovery-codes/", "/accounts/2fa/recovery-codes/generate/"]
    pages = [each for each in INSIDE if "totp" not in each]
    for address in (*pages, *more, "/accounts/2fa/totp/deactivate/"):
        with django_assert_max_num_queries(12):
            page = as_alice.get(address)
        assert page.status_code == 200, address
        assert INLINE.findall(page.content.decode()) == [], address
        assert page.headers["Content-Security-Policy"].count("unsafe") == 0


def test_every_label_and_help_belongs_to_its_field(as_alice: Client) -> None:
    for address in INSIDE:
        page = as_alice.get(address).content.decode()
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids)), address
        for pointed in re.findall(r'(?:\sfor|aria-describedby)="([^"]+)"', page):
            assert set(pointed.split()) <= set(ids), (address, pointed)


def test_an_unknown_group_of_questions_is_not_found(as_alice: Client) -> None:
    assert as_alice.get("/you/answers/shoes/").status_code == 404


def test_answers_are_saved_and_told_on_the_you_page(as_alice: Client, athlete: Athlete) -> None:
    data = {"distance": "marathon", "on": "2027-04-25", "name": "Spring marathon"}
    done = as_alice.post("/you/answers/race/", data, follow=True)
    assert done.redirect_chain == [("/you/", 302)]
    assert "Spring marathon, 25 Apr 2027" in done.content.decode()
    athlete.refresh_from_db()
    assert athlete.inputs_version == 1


def test_what_shapes_the_plan_is_changed_where_the_difference_shows(
    as_alice: Client, athlete: Athlete
) -> None:
    assert 'href="/you/answers/race/"' in as_alice.get("/you/").content.decode()
    finish_set_up(athlete)
    page = as_alice.get("/you/").content.decode()
    assert 'href="/plan/change/race/"' in page
    assert 'href="/you/answers/safety/"' in page


def test_mistakes_keep_what_was_typed(as_alice: Client, athlete: Athlete) -> None:
    answer = as_alice.post("/you/answers/equipment/", {"bands": "red", "vest": "5"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="red"' in page
    assert 'value="5"' in page
    athlete.refresh_from_db()
    assert athlete.inputs_version == 0


def test_a_group_of_another_athlete_cannot_be_reached(
    as_alice: Client, bob: User, athlete: Athlete
) -> None:
    as_alice.post(
        "/you/answers/race/", {"distance": "5K", "on": "2027-04-25", "athlete": str(bob.athlete.pk)}
    )
    bob.athlete.refresh_from_db()
    assert bob.athlete.inputs_version == 0


def test_a_token_is_told_once(as_alice: Client, athlete: Athlete) -> None:
    data = {"name": "my spreadsheet", "scopes": ["runs:read", "training:write"], "lasts": "30"}
    page = as_alice.post("/you/tokens/new/", data).content.decode()
    found = re.search(r"data-secret>(sst_[\w-]+)<", page)
    assert found is not None
    assert find_token(found[1]) == (athlete, {Scope.RUNS_READ, Scope.TRAINING_WRITE})
    again = as_alice.get("/you/tokens/").content.decode()
    assert "my spreadsheet" in again
    assert "May see your runs; log sets and change the plan." in again
    assert found[1] not in again


@pytest.mark.parametrize(
    "wrong", [{"scopes": []}, {"scopes": ["everything"]}, {"name": ""}, {"lasts": "9999"}]
)
def test_half_a_token_is_told_and_not_made(as_alice: Client, wrong: dict[str, Any]) -> None:
    data = {"name": "x", "scopes": ["runs:read"], "lasts": "30", **wrong}
    answer = as_alice.post("/you/tokens/new/", data)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_tokens_of_others_are_as_missing_as_none(
    as_alice: Client, as_bob: Client, as_carol: Client, athlete: Athlete, client: Client
) -> None:
    token, secret = make_token(athlete, "mine alone", [Scope.RUNS_READ])
    address = f"/you/tokens/{token.pk}/revoke/"
    for stranger in (as_bob, as_carol):
        assert stranger.post(address).status_code == 404
        assert "mine alone" not in stranger.get("/you/tokens/").content.decode()
    assert client.post(address).headers["Location"].startswith("/accounts/login/")
    assert find_token(secret) is not None
    assert as_alice.post(address).status_code == 302
    assert find_token(secret) is None


def test_passkeys_of_others_cannot_be_renamed_or_removed(alice: User, as_bob: Client) -> None:
    key = Authenticator.objects.create(user=alice, type="webauthn", data={"name": "phone"})
    for what in ("edit", "remove"):
        assert as_bob.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{what}/").status_code == 404
