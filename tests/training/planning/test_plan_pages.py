"""Today and Plan: what they show, what they change, what it costs to look at them."""

import io
import re
from datetime import date, timedelta
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries
from time_machine import Traveller

from strongstride.accounts.actions import touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.exchange.calendar_out import calendar_bytes
from strongstride.exchange.watch import watch_files
from strongstride.runs import after_import
from strongstride.training.exercise_actions import follow_programme
from strongstride.training.models import (
    Adjustment,
    LoggedSet,
    PlannedSession,
    Programme,
    SessionState,
    TrainingSession,
)
from strongstride.training.planning.inputs import Planning, planning_of
from strongstride.training.planning.outgoing import programme_out
from strongstride.training.planning.programme import head_for
from strongstride.web.clock import now
from tests.casting import Cast
from tests.training.planning.people import made_ready

TODAY = date(2026, 11, 23)
WEDNESDAY, THURSDAY, SATURDAY = (TODAY + timedelta(days=days) for days in (2, 3, 5))
ADDRESSES = (
    "/",
    "/plan/",
    "/plan/sheet/",
    "/plan/sessions/2026-W48-2/",
    "/plan/change/race/",
    "/plan/change/time/",
    "/plan/change/equipment/",
    "/plan/change/running-week/",
    "/plan/runs/new/",
    "/plan/runs/2026-11-24/hard/",
)


def days(athlete: Athlete) -> dict[str, date]:
    return dict(PlannedSession.objects.filter(athlete=athlete).values_list("key", "on"))


def told(page: Client, address: str = "/plan/") -> str:
    return page.get(address).content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_opens(page: Client, address: str) -> None:
    assert page.get(address).status_code == 200


def test_todays_button_says_when_the_session_is_not_todays(
    page: Client, time_machine: Traveller
) -> None:
    said = {}
    for day in range(7):
        time_machine.move_to(f"{TODAY + timedelta(days=day)}T09:00Z", tick=False)
        found = re.search(r'class="button light"[^>]*>([^<]+)<', told(page, "/"))
        assert found is not None
        said[found[1].replace("&#x27;", "'")] = True
    assert "Start session" in said
    assert "Do tomorrow's session now" in said
    assert all(
        words == "Start session" or re.fullmatch(r"Do \w+'s session now", words) for words in said
    )


def test_before_the_set_up_both_pages_lead_to_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.bob)
    for address in ("/", "/plan/"):
        assert client.get(address).headers["Location"] == "/setup/"


def test_today_tells_the_next_session_and_why(page: Client) -> None:
    text = told(page, "/")
    assert "Upper body and core" in text
    assert "No run on Monday." in text
    assert "half marathon in 69 days" in text.lower()


def test_looking_again_only_reads(
    page: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for address, most in (("/", 8), ("/plan/", 8), ("/plan/sessions/2026-W48-2/", 10)):
        page.get(address)
        with django_assert_max_num_queries(most) as queries:
            page.get(address)
        assert not any(q["sql"].startswith(("INSERT", "DELETE")) for q in queries.captured_queries)


def test_the_first_look_of_a_day_stays_within_twelve_reads_and_stores_the_plan(
    page: Client, alice: Athlete, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):  # twelve, and three for the transaction and its lock
        page.get("/plan/")
    assert Programme.objects.get(athlete=alice).made_on == TODAY


def test_a_plan_is_made_anew_when_its_inputs_or_the_day_change(
    alice: Athlete, monday: Traveller
) -> None:
    head_for(alice, TODAY)
    touch_inputs(alice)
    head_for(alice, TODAY)
    assert Programme.objects.get(athlete=alice).inputs_version == alice.inputs_version
    monday.shift(timedelta(days=1))
    head_for(alice, TODAY + timedelta(days=1))
    assert Programme.objects.get(athlete=alice).made_on == TODAY + timedelta(days=1)


def test_an_import_makes_the_plan_ahead(alice: Athlete) -> None:
    after_import.tell(alice)
    alice.refresh_from_db()
    assert Programme.objects.get(athlete=alice).inputs_version == alice.inputs_version


def test_nothing_is_planned_before_the_set_up(cast: Cast) -> None:
    after_import.tell(cast.bob.athlete)
    assert not Programme.objects.exists()


def test_a_move_shows_what_else_moved_and_undo_restores_the_plan(
    page: Client, alice: Athlete
) -> None:
    page.get("/plan/")
    before = days(alice)
    page.post("/plan/sessions/2026-W48-2/day/", {"to": THURSDAY.isoformat()})
    text = told(page)
    assert days(alice)["2026-W48-2"] == THURSDAY
    assert "moves from Fri 27 Nov to Sat 28 Nov: legs need 48 hours" in text
    key = Adjustment.objects.get(athlete=alice).pk
    assert f"/plan/adjustments/{key}/removal/" in text
    page.post(f"/plan/adjustments/{key}/removal/")
    assert days(alice) == before
    undone = told(page)
    assert "Undone: session moved." in undone
    assert "is back on Wed 25 Nov." in undone
    assert "legs need 48 hours" not in undone.partition('id="messages"')[2].partition("</div>")[0]


def test_a_move_the_rules_forbid_says_why_and_where_instead(page: Client, alice: Athlete) -> None:
    page.get("/plan/")
    page.post("/plan/sessions/2026-W48-2/day/", {"to": SATURDAY.isoformat()})
    text = told(page)
    assert "Saturday is the day before Sunday&#x27;s long run" in text
    assert "It could stand on Friday 27 Nov or Thursday 26 Nov." in text
    assert not Adjustment.objects.exists()
    assert days(alice)["2026-W48-2"] == WEDNESDAY


@pytest.mark.parametrize(
    ("address", "sent", "kind"),
    [
        ("/plan/sessions/2026-W48-1/removal/", {}, "skip-session"),
        ("/plan/sessions/2026-W48-2/minutes/", {"minutes": "20"}, "shorten-session"),
        ("/plan/sessions/2026-W48-3/pin/", {"to": "2026-11-27"}, "pin-session"),
        (
            "/plan/sessions/2026-W48-2/exercise/",
            {"exercise": "goblet-squat", "instead": "bodyweight-squat"},
            "swap-exercise",
        ),
        ("/plan/away/", {"first": "2026-11-25", "last": "2026-11-29"}, "days-away"),
        ("/plan/sore/", {"region": "lower", "days": "3"}, "sore"),
        ("/plan/pain/", {"part": "knee", "level": "5"}, "hurts"),
        ("/plan/runs/2026-11-24/hard/day/", {"to": "2026-11-25"}, "move-run"),
        ("/plan/runs/2026-11-24/hard/removal/", {}, "remove-run"),
        ("/plan/runs/2026-11-24/hard/", {"on": "2026-11-24", "kind": "easy"}, "edit-run"),
        ("/plan/runs/new/", {"on": "2026-11-26", "kind": "easy", "minutes": "30"}, "add-run"),
    ],
)
def test_every_change_is_kept_shown_and_taken_back(
    page: Client, alice: Athlete, address: str, sent: dict[str, str], kind: str
) -> None:
    page.get("/plan/")
    before = list(
        PlannedSession.objects.filter(athlete=alice).order_by("key").values_list("key", "document")
    )
    page.post(address, sent)
    row = Adjustment.objects.get(athlete=alice)
    assert row.kind == kind
    assert "Undo" in told(page)
    page.post(f"/plan/adjustments/{row.pk}/removal/")
    after = list(
        PlannedSession.objects.filter(athlete=alice).order_by("key").values_list("key", "document")
    )
    assert after == before
    assert page.post(f"/plan/adjustments/{row.pk}/removal/").status_code == 404


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("/plan/sessions/2026-W48-2/day/", {"to": "never"}),
        ("/plan/sessions/nonsense/day/", {"to": "2026-11-26"}),
        ("/plan/sessions/2026-W48-2/minutes/", {"minutes": "-3"}),
        ("/plan/sessions/2026-W48-2/exercise/", {"exercise": "x", "instead": "y"}),
        ("/plan/sore/", {"region": "everything", "days": "3"}),
        ("/plan/pain/", {"part": "knee", "level": "11"}),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    page: Client, address: str, sent: dict[str, str]
) -> None:
    answer = page.post(address, {**sent, "next": "/plan/"}, follow=True)
    assert answer.status_code == 200
    assert 'class="message error"' in answer.content.decode()
    assert not Adjustment.objects.exists()


def test_a_stranger_finds_nothing_of_anothers_plan(
    page: Client, alice: Athlete, cast: Cast, client: Client
) -> None:
    page.post("/plan/sessions/2026-W48-1/removal/")
    key = Adjustment.objects.get(athlete=alice).pk
    made_ready(cast.bob.athlete, now())
    client.force_login(cast.bob)
    assert client.post(f"/plan/adjustments/{key}/removal/").status_code == 404
    assert Adjustment.objects.get(pk=key).undone_at is None


def test_nothing_leads_off_the_site(page: Client) -> None:
    answer = page.post("/plan/sore/", {"region": "lower", "days": "1", "next": "//evil.example"})
    assert answer.headers["Location"] == "/plan/"


def test_another_race_is_previewed_and_saved_only_when_accepted(
    page: Client, alice: Athlete
) -> None:
    form = {"on": "2027-02-28", "distance": "10K", "name": "Winter ten"}
    names = page.get("/plan/change/race/").context["questions"][0].form.fields
    sent = {name: next((v for k, v in form.items() if k in name), "") for name in names}
    seen = page.post("/plan/change/race/", {**sent, "see": "1"}).content.decode()
    assert "This would change" in seen
    alice.refresh_from_db()
    goal = alice.profile.athlete.goal
    assert goal is not None
    assert goal.on == date(2027, 1, 31)
    answer = page.post("/plan/change/race/", {**sent, "accept": "1"})
    assert answer.headers["Location"] == "/plan/"
    alice = Athlete.objects.get(pk=alice.pk)
    goal = alice.profile.athlete.goal
    assert goal is not None
    assert goal.on == date(2027, 2, 28)


CALENDAR = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261126
SUMMARY:Tempo run 8 km
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20261128
SUMMARY:Easy run 5 km
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_of_runs_takes_the_place_of_the_usual_week(page: Client, alice: Athlete) -> None:
    file = SimpleUploadedFile("club.ics", CALENDAR, "text/calendar")
    page.post("/plan/runs/file/", {"file": file, "next": "/plan/"})
    week = head_for(Athlete.objects.get(pk=alice.pk), TODAY).weeks[0]
    assert [(run.on.day, run.kind) for run in week.runs] == [(26, "hard"), (28, "easy")]
    assert "Planned runs from club.ics" in told(page)


def test_a_file_without_runs_is_refused_with_a_sentence(page: Client) -> None:
    for data in (b"", b"not a calendar", b"BEGIN:VCALENDAR\nEND:VCALENDAR\n"):
        file = SimpleUploadedFile("club.ics", data or b" ", "text/calendar")
        answer = page.post("/plan/runs/file/", {"file": file, "next": "/plan/"}, follow=True)
        assert 'class="message error"' in answer.content.decode()
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2025-10-18", "2027-12-29"])
def test_no_run_is_planned_on_a_day_far_from_today(page: Client, on: str) -> None:
    answer = page.post("/plan/runs/new/", {"on": on, "kind": "easy", "minutes": "30"})
    assert "too far from today" in answer.content.decode()
    assert not Adjustment.objects.exists()


def test_the_address_of_the_calendar_is_the_servers_own(page: Client) -> None:
    page.post("/plan/calendar/address/")
    answer = page.get("/plan/", headers={"host": "localhost:9999"})
    assert answer.context["calendar_address"].startswith(f"{settings.PUBLIC_URL}/calendar/")


def test_the_private_calendar_opens_without_a_login_until_it_is_revoked(
    page: Client, alice: Athlete
) -> None:
    page.post("/plan/calendar/address/")
    address = page.get("/plan/").context["calendar_address"]
    anybody = Client()
    answer = anybody.get(address)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert b"SUMMARY:Strength: upper body and core" in answer.content
    assert anybody.get(address.replace(str(alice.pk), str(alice.user_id))).status_code == 404
    assert (
        anybody.get(address.replace("/strongstride.ics", "x/strongstride.ics")).status_code == 404
    )
    page.post("/plan/calendar/address/")
    assert anybody.get(address).status_code == 404
    newer = page.get("/plan/").context["calendar_address"]
    assert anybody.get(newer).status_code == 200
    page.post("/plan/calendar/removal/")
    assert anybody.get(newer).status_code == 404


def test_workouts_for_the_watch(page: Client) -> None:
    page.get("/plan/")
    one = page.get("/plan/sessions/2026-W48-1/workout.fit")
    assert one.content[8:12] == b".FIT"
    names = ZipFile(io.BytesIO(page.get("/plan/workouts.zip").content)).namelist()
    assert names[0].startswith("2026-11-23-")
    assert max(names) < "2026-12-21"
    assert page.get("/plan/sessions/2026-W01-9/workout.fit").status_code == 404


def test_what_goes_out_is_what_planning_says_and_plans_nothing(
    page: Client, alice: Athlete, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.post("/plan/calendar/address/")
    page.get("/plan/")
    stored = Athlete.objects.get(pk=alice.pk)
    planned = planning_of(stored, TODAY).programme().programme
    person = stored.profile.athlete
    assert calendar_bytes(programme_out(stored, TODAY), person, TODAY) == calendar_bytes(
        planned, person, TODAY
    )
    assert watch_files(programme_out(stored, TODAY), since=TODAY) == watch_files(
        planned, since=TODAY
    )
    monkeypatch.setattr(Planning, "programme", None)
    secret = stored.profile.calendar_secret
    for address in (
        f"/calendar/{stored.pk}/{secret}/strongstride.ics",
        "/plan/workouts.zip",
        "/plan/sessions/2026-W48-1/workout.fit",
    ):
        assert page.get(address).status_code == 200


def test_a_session_done_today_is_not_next_again(page: Client, alice: Athlete) -> None:
    page.get("/")
    row = TrainingSession.objects.create(
        athlete=alice,
        on=TODAY,
        planned_key="2026-W48-1",
        title="upper body and core",
        state=SessionState.FINISHED,
        source="player",
    )
    LoggedSet.objects.create(
        athlete=alice,
        training_session=row,
        position=0,
        exercise="push-up",
        reps=8,
        done_at=now(),
    )
    touch_inputs(alice)
    text = told(page, "/")
    assert "done today" in text
    assert "Full body, squat and hinge" in text
    assert "2026-W48-1" not in days(alice)
    assert days(alice)["2026-W48-2"] == WEDNESDAY


def test_what_is_more_than_last_time_is_shown(page: Client, alice: Athlete) -> None:
    row = TrainingSession.objects.create(
        athlete=alice,
        on=TODAY - timedelta(days=7),
        title="before",
        state=SessionState.FINISHED,
        source="player",
    )
    LoggedSet.objects.create(
        athlete=alice, training_session=row, position=0, exercise="push-up", reps=5, done_at=now()
    )
    touch_inputs(alice)
    page.get("/")
    gains = head_for(Athlete.objects.get(pk=alice.pk), TODAY).gains
    assert any(told.startswith("+") for told in gains["2026-W48-1"].values())


def test_a_written_programme_starts_on_the_monday_after_it_was_chosen(
    page: Client, alice: Athlete, monday: Traveller
) -> None:
    follow_programme(alice, "t13-toresdahl-2020")
    first = head_for(alice, TODAY).weeks
    monday.shift(timedelta(weeks=2))
    later = head_for(Athlete.objects.get(pk=alice.pk), TODAY + timedelta(weeks=2)).weeks
    assert [week.starts_on for week in later] == [week.starts_on for week in first[2:]]


@pytest.mark.parametrize(
    ("first", "last", "field", "why"),
    [
        ("2026-12-24", "2026-12-20", "last", "The last day comes before the first."),
        ("2026-12-24", "2027-11-20", "last", "At most 120 days"),
        ("2029-12-24", "2029-12-26", "first", "2029-12-24 is too far from today"),
        ("2026-12-24", "", "last", "This field is required."),
    ],
)
def test_a_mistake_in_days_away_comes_back_at_the_form_with_what_was_typed(
    page: Client, first: str, last: str, field: str, why: str
) -> None:
    answer = page.post("/plan/away/", {"first": first, "last": last})
    address = answer.headers["Location"]
    assert address.endswith("#days-away")
    text = told(page, address)
    form = text.partition('id="days-away"')[2].partition("</section>")[0]
    assert why in form
    assert all(f'value="{day}"' in form for day in (first, last) if day)
    inputs = re.findall(r"<input[^>]*aria-invalid[^>]*>", form)
    assert [re.search(r'name="(\w+)"', one)[1] for one in inputs] == [field]  # type: ignore[index]


@pytest.mark.parametrize("address", ["/plan/runs/new/", "/plan/runs/2026-11-24/hard/"])
def test_a_run_that_cannot_be_kept_says_so_at_its_field_and_keeps_what_was_typed(
    page: Client, address: str
) -> None:
    typed = {"on": "2029-01-01", "kind": "easy", "minutes": "31", "name": "With Bo"}
    answer = page.post(address, typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "2029-01-01 is too far from today" in text
    for value in ("2029-01-01", "31", "With Bo"):
        assert f'value="{value}"' in text
    (bad,) = re.findall(r"<input[^>]*aria-invalid[^>]*>", text)
    assert 'name="on"' in bad
    assert not Adjustment.objects.exists()


def test_today_leads_to_each_way_of_changing_a_session(page: Client) -> None:
    text = told(page, "/")
    for part in ("#move", "#swap", "#shorten"):
        assert f'{part}">' in text


def test_only_who_asks_for_other_days_waits_for_the_planning(
    page: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/plan/sessions/2026-W48-2/"
    asked: list[str] = []
    days_for = Planning.days_for
    monkeypatch.setattr(
        Planning, "days_for", lambda self, key: asked.append(key) or days_for(self, key)
    )
    assert f'hx-get="{address}?days"' in told(page, address)
    assert asked == []
    move = told(page, f"{address}?days").partition('id="move"')[2].partition("</section>")[0]
    assert f'name="to" value="{THURSDAY.isoformat()}"' in move
    assert asked == ["2026-W48-2"]


def test_a_pinned_session_says_so(page: Client, alice: Athlete) -> None:
    address = "/plan/sessions/2026-W48-3/"
    told(page)
    on = days(alice)["2026-W48-3"]
    assert "Pin it to" in told(page, address)
    page.post(f"{address}pin/", {"to": on.isoformat()})
    assert "pinned" in told(page, address)
    assert "Pin it to" not in told(page, address)


def test_the_exercises_are_reached_from_today_and_you(page: Client) -> None:
    for address in ("/", "/you/"):
        assert 'href="/exercises/"' in told(page, address).partition("<main")[2]
