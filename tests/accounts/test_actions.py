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
    set_privacy,
    skip_sections,
)
from strongstride.accounts.answers.tables import AnswersError
from strongstride.accounts.models import Athlete, User
from strongstride.accounts.profile import Privacy, Visibility

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


def test_privacy_shows_nothing_until_chosen(athlete: Athlete, as_alice: Client) -> None:
    assert {athlete.profile.privacy.runs, athlete.profile.privacy.full_name} == {Visibility.NOBODY}
    data = {"full_name": "everyone", "runs": "my clubs", "strength": "nobody"}
    assert as_alice.post("/you/privacy/", {**data, "hide_route_ends_m": "-1"}).status_code == 400
    as_alice.post("/you/privacy/", {**data, "hide_route_ends_m": "300"})
    found = Athlete.objects.get(pk=athlete.pk).profile.privacy
    assert (found.runs, found.hide_route_ends_m) == (Visibility.CLUB, 300)
    set_privacy(athlete, Privacy())
    assert athlete.profile.privacy == Privacy()


def test_every_write_of_the_profile_counts(athlete: Athlete) -> None:
    change_profile(athlete, lambda known: known)
    assert Athlete.objects.get(pk=athlete.pk).inputs_version == athlete.inputs_version == 1
