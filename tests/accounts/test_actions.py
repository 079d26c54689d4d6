"""What changes accounts and athletes, below every page."""

from datetime import date

import msgspec
import pytest
from django.test import Client

from strongstride.accounts.actions import (
    UnknownEmailError,
    change_profile,
    finish_set_up,
    reset_password,
    save_answers,
    skip_sections,
)
from strongstride.accounts.answers.tables import AnswersError
from strongstride.accounts.models import Athlete, User
from strongstride.accounts.profile import new_profile, read_profile, write_profile

TODAY = date(2026, 11, 22)


def test_a_new_password_ends_old_logins(alice: User, as_alice: Client) -> None:
    reset_password("ALICE@example.org", "four slow laps at dusk")
    alice.refresh_from_db()
    assert alice.check_password("four slow laps at dusk")
    assert as_alice.get("/you/").status_code == 302
    with pytest.raises(UnknownEmailError):
        reset_password("nobody@example.org", "four slow laps at dusk")


def test_a_change_starts_from_the_database_and_not_from_an_old_page(athlete: Athlete) -> None:
    old = Athlete.objects.get(pk=athlete.pk)
    save_answers(athlete, {"time": {"time": {"minutes": 30}}}, TODAY)
    save_answers(old, {"race": {"goal": {"distance": "5K", "date": "2027-04-25"}}}, TODAY)
    found = Athlete.objects.get(pk=athlete.pk)
    assert found.profile.athlete.availability.minutes == 30
    assert found.profile.athlete.goal is not None
    assert found.profile.told == {"time", "race"}
    assert (found.inputs_version, old.inputs_version) == (2, 2)


def test_answers_are_saved_together_or_not_at_all(athlete: Athlete) -> None:
    wrong = {"time": {"time": {"minutes": 30}}, "race": {"goal": {"distance": "far"}}}
    with pytest.raises(AnswersError):
        save_answers(athlete, wrong, TODAY)
    found = Athlete.objects.get(pk=athlete.pk)
    assert (found.profile.athlete.availability.minutes, found.inputs_version) == (45, 0)


def test_the_account_goes_by_the_name_told(athlete: Athlete, alice: User) -> None:
    save_answers(athlete, {"about-me": {"athlete": {"name": "Ada"}}}, TODAY)
    alice.refresh_from_db()
    assert alice.name == "Ada"
    save_answers(athlete, {"about-me": {"athlete": {"name": None}}}, TODAY)
    alice.refresh_from_db()
    assert alice.name == "Ada"


def test_skipping_changes_nothing_but_what_was_asked(athlete: Athlete) -> None:
    before = athlete.profile
    skip_sections(athlete, ["race"])
    assert athlete.profile == msgspec.structs.replace(before, told=frozenset({"race"}))


def test_the_set_up_is_done_once(athlete: Athlete) -> None:
    finish_set_up(athlete)
    first = Athlete.objects.get(pk=athlete.pk).set_up_at
    finish_set_up(athlete)
    assert first is not None
    assert Athlete.objects.get(pk=athlete.pk).set_up_at == first


def test_privacy_says_who_sees_what_and_asks_nothing(athlete: Athlete, as_alice: Client) -> None:
    page = as_alice.get("/you/privacy/").content.decode()
    assert "Nothing of yours is visible to anybody else" in page
    assert "<select" not in page
    assert ">closed<" in page
    change_profile(athlete, lambda known: msgspec.structs.replace(known, calendar_secret="s"))
    assert ">open<" in as_alice.get("/you/privacy/").content.decode()


def test_a_profile_kept_with_choices_that_are_gone_is_still_read() -> None:
    old = write_profile(new_profile())[:-1] + ',"privacy":{"runs":"my clubs"}}'
    assert read_profile(old) == new_profile()


def test_every_write_of_the_profile_counts(athlete: Athlete) -> None:
    change_profile(athlete, lambda known: known)
    assert Athlete.objects.get(pk=athlete.pk).inputs_version == athlete.inputs_version == 1
