"""The first visit: five steps, saved one by one, forwards and back, and then the plan."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from strongstride.accounts.models import Athlete
from strongstride.coach.athlete import RaceDistance, Weekday
from strongstride.training.set_up import ORDER, STEPS, Step, next_open, step_after, step_before
from strongstride.web.clock import local_today
from tests.casting import Cast

WEEK = {"kind_1": "hard", "size_1": "8 km", "kind_6": "long", "size_6": "18 km"}
RACE = {"distance": "marathon", "on": "2027-04-25"}
TIME = {"sessions": "2", "minutes": "40", "unit": "kg", "dumbbell_pairs": "2-20 by 2"}
BODY = {"body_mass": "66 kg", "birth_year": "1988", "experience": "some"}
UNITS = {"mass": "kg", "distance": "km", "time_zone": "Europe/Berlin"}
ANSWERS: dict[Step, dict[str, str]] = {
    Step.RUNS: WEEK, Step.GOAL: RACE, Step.TIME: TIME, Step.YOU: BODY, Step.UNITS: UNITS,
}  # fmt: skip


@pytest.fixture
def athlete(cast: Cast) -> Athlete:
    return cast.alice.athlete


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    client.force_login(cast.alice)
    return client


def send(browser: Client, step: Step, **more: Any) -> Any:
    return browser.post(f"/setup/{step}/", {**ANSWERS[step], **more})


def test_five_steps_lead_to_today(browser: Client, athlete: Athlete) -> None:
    for step, following in zip(ORDER, [*ORDER[1:], None], strict=True):
        assert browser.get("/setup/").headers["Location"] == f"/setup/{step}/"
        assert browser.get(f"/setup/{step}/").status_code == 200
        answer = send(browser, step)
        assert answer.headers["Location"] == (f"/setup/{following}/" if following else "/")
    athlete.refresh_from_db()
    told = athlete.profile.athlete
    assert athlete.set_up_at is not None
    assert told.goal is not None
    assert (told.goal.distance, told.goal.on) == (RaceDistance.MARATHON, date(2027, 4, 25))
    assert (told.body_mass_g, told.time_zone) == (66_000, "Europe/Berlin")
    assert told.equipment.dumbbell_pairs_g[-1] == 20_000
    pattern = athlete.profile.running.pattern
    assert pattern is not None
    assert [run.day for run in pattern.runs] == [Weekday.TUESDAY, Weekday.SUNDAY]


def test_each_step_is_saved_by_itself_and_may_be_gone_back_to(
    browser: Client, athlete: Athlete
) -> None:
    for step in (Step.UNITS, Step.RUNS, Step.GOAL):
        send(browser, step)
    page = browser.get("/setup/time/").content.decode()
    assert 'href="/setup/goal/"' in page
    send(browser, Step.GOAL, distance="half marathon")
    assert browser.get("/setup/").headers["Location"] == "/setup/time/"
    athlete.refresh_from_db()
    assert athlete.profile.athlete.goal is not None
    assert athlete.profile.athlete.goal.distance is RaceDistance.HALF


@pytest.mark.parametrize("step", [Step.RUNS, Step.GOAL])
def test_runs_and_goal_may_be_skipped(step: Step, browser: Client, athlete: Athlete) -> None:
    answer = browser.post(f"/setup/{step}/skip/")
    assert answer.headers["Location"] == f"/setup/{step_after(step)}/"
    athlete.refresh_from_db()
    assert next_open(athlete.profile) is not step


@pytest.mark.parametrize("step", [Step.TIME, Step.YOU, Step.UNITS])
def test_what_the_plan_needs_may_not(step: Step, browser: Client, athlete: Athlete) -> None:
    assert browser.post(f"/setup/{step}/skip/").status_code == 404
    athlete.refresh_from_db()
    assert athlete.profile.told == frozenset()


def test_who_jumps_to_the_end_is_led_to_what_is_missing(browser: Client, athlete: Athlete) -> None:
    assert send(browser, Step.UNITS).headers["Location"] == "/setup/runs/"
    athlete.refresh_from_db()
    assert athlete.set_up_at is None


def test_mistakes_are_told_and_nothing_of_the_step_is_saved(
    browser: Client, athlete: Athlete
) -> None:
    answer = send(browser, Step.YOU, body_mass="heavy", birth_year="12")
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("errorlist") == 2
    assert "heavy" in page  # what was typed is still there
    athlete.refresh_from_db()
    assert athlete.profile.told == frozenset()
    assert athlete.inputs_version == 0


def test_one_mistake_in_two_groups_saves_neither(browser: Client, athlete: Athlete) -> None:
    assert send(browser, Step.TIME, bands="red").status_code == 400
    athlete.refresh_from_db()
    assert athlete.profile.athlete.availability.minutes == 45


def test_a_usual_set_of_equipment_fills_the_form_and_saves_nothing(
    browser: Client, athlete: Athlete
) -> None:
    answer = send(browser, Step.TIME, pick="gym", minutes="25")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="2.5-40 kg by 2.5"' in page
    assert 'value="25"' in page  # the other group keeps what was typed
    athlete.refresh_from_db()
    assert athlete.profile.told == frozenset()


def test_files_of_runs_are_taken_and_the_steps_go_on(browser: Client, athlete: Athlete) -> None:
    file = SimpleUploadedFile("run.gpx", b"<gpx/>")
    answer = browser.post("/setup/runs/files/", {"files": [file]})
    assert answer.headers["Location"] == "/setup/goal/"
    assert [job.name for job in athlete.imports.all()] == ["run.gpx"]
    assert "1 upload" in browser.get("/setup/runs/").content.decode()


def test_a_race_that_is_over_is_refused(browser: Client, athlete: Athlete) -> None:
    answer = send(browser, Step.GOAL, on="2025-01-01")
    assert answer.status_code == 400
    assert "is over" in answer.content.decode()
    athlete.refresh_from_db()
    assert athlete.profile.athlete.goal is None


def test_a_race_too_soon_is_taken_and_told(browser: Client, athlete: Athlete) -> None:
    soon = local_today(athlete.profile.athlete.time_zone) + timedelta(days=5)
    answer = send(browser, Step.GOAL, on=soon.isoformat())
    assert answer.status_code == 302
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Your race is in 5 days" in page


def test_units_are_asked_before_anything_is_asked_in_them(browser: Client) -> None:
    send(browser, Step.UNITS, mass="lb", distance="mi")
    page = browser.get("/setup/runs/").content.decode()
    assert "5 mi or 45 min" in page
    assert "8 km" not in page


def test_no_file_is_told(browser: Client, athlete: Athlete) -> None:
    answer = browser.post("/setup/runs/files/", follow=True)
    assert "Choose at least one file" in answer.content.decode()
    assert athlete.imports.count() == 0


def test_before_the_set_up_pages_with_a_plan_lead_to_it(browser: Client) -> None:
    for address in ("/", "/plan/", "/progress/"):
        assert browser.get(address).headers["Location"] == "/setup/", address
    for address in ("/you/", "/you/delete/", "/you/data/", "/runs/", "/accounts/2fa/"):
        assert browser.get(address).headers.get("Location") != "/setup/", address


def test_once_done_the_set_up_leads_to_you(browser: Client) -> None:
    for step in ORDER:
        send(browser, step)
    assert browser.get("/setup/").headers["Location"] == "/you/"


def test_an_unknown_step_is_not_found(browser: Client) -> None:
    assert browser.get("/setup/shoes/").status_code == 404
    assert browser.post("/setup/shoes/skip/").status_code == 404


def test_nobody_sets_up_without_an_account(client: Client, db: None) -> None:
    for address in ("/setup/", "/setup/runs/"):
        assert client.get(address).headers["Location"].startswith("/accounts/login/")


def test_steps_know_their_neighbours() -> None:
    assert [step_before(step) for step in ORDER] == [None, *ORDER[:-1]]
    assert len({section for asking in STEPS.values() for section in asking.sections}) == 7


def test_pages_of_the_set_up_need_few_queries(
    browser: Client, django_assert_max_num_queries: Any
) -> None:
    for step in ORDER:
        with django_assert_max_num_queries(4):
            browser.get(f"/setup/{step}/")
