"""Runs by the API: what the pages do, for one's own runs only."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from strongstride.accounts.models import Athlete
from strongstride.accounts.scopes import Scope
from strongstride.runs.actions import RunWords
from strongstride.runs.actions import add_run as enter_run
from strongstride.runs.models import Import, Run
from strongstride.web.clock import local_today
from tests.api.conftest import Api, token_of
from tests.casting import Cast, new_user

EASY = {"on": "2026-01-05", "distance_m": 8000, "duration_s": 2700, "name": "Park"}


def added(api: Api, **more: Any) -> str:
    """The id of a run entered by hand."""
    status, found = api.post("/runs", EASY | more)
    assert status == 201, found
    return str(found["run"]["id"])


def test_a_run_by_hand_is_there(alice: Api) -> None:
    key = added(alice, starts_at="06:30:00", note="wet")
    status, found = alice.get(f"/runs/{key}")
    assert status == 200
    assert (found["run"]["name"], found["run"]["starts_at"]) == ("Park", "2026-01-05T06:30:00Z")
    assert (found["note"], found["run"]["by_hand"]) == ("wet", True)
    assert [run["id"] for run in alice.get("/runs")[1]["items"]] == [key]


def test_entering_a_run_makes_the_plan_old(alice: Api, cast: Cast) -> None:
    before = alice.get("/me")[1]["inputs_version"]
    added(alice)
    assert alice.get("/me")[1]["inputs_version"] > before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("on", "2999-01-01"),
        ("on", "1900-01-01"),
        ("on", "yesterday"),
        ("distance_m", 0),
        ("duration_s", -1),
        ("duration_s", 1e300),
        ("kind", "leisurely"),
        ("average_hr", 500),
        ("starts_at", "06:30:00Z"),
        ("name", "x" * 201),
    ],
)
def test_runs_that_cannot_be_are_refused(alice: Api, field: str, value: object) -> None:
    status, answer = alice.post("/runs", EASY | {field: value})
    assert (status, answer["error"]["field"]) == (422, field)
    assert not Run.objects.exists()


def test_a_run_entered_again_under_its_key_is_there_once(alice: Api) -> None:
    first = alice.post("/runs", EASY, idempotency_key="monday")
    assert alice.post("/runs", EASY, idempotency_key="monday") == first
    assert Run.objects.count() == 1


def test_the_runners_word_wins_and_can_be_taken_back(alice: Api) -> None:
    key = added(alice)
    said = alice.patch(f"/runs/{key}", {"kind": "race"})[1]["run"]
    assert (said["kind"], said["kind_given"]) == ("race", "race")
    said = alice.patch(f"/runs/{key}", {"kind": None})[1]["run"]
    assert (said["kind"] != "race", said["kind_given"]) == (True, None)


def test_corrections_leave_the_rest_alone(alice: Api) -> None:
    key = added(alice, note="wet")
    found = alice.patch(f"/runs/{key}", {"distance_m": 9000, "on": "2026-01-06"})[1]
    assert (found["run"]["distance_m"], found["run"]["on"]) == (9000, "2026-01-06")
    assert (found["run"]["name"], found["note"]) == ("Park", "wet")


def test_a_removed_run_is_gone(alice: Api) -> None:
    key = added(alice)
    assert alice.delete(f"/runs/{key}") == (204, None)
    assert alice.get(f"/runs/{key}")[0] == 404
    assert alice.get("/runs")[1]["items"] == []
    assert alice.delete(f"/runs/{key}")[0] == 404


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_strangers_run_is_as_missing_as_none(alice: Api, bob: Api, method: str) -> None:
    key = added(alice)
    body = {} if method == "PATCH" else None
    theirs = bob.ask(method, f"/runs/{key}", body)
    none = bob.ask(method, "/runs/00000000-0000-7000-8000-000000000000", body)
    assert theirs == none
    assert theirs[0] == 404
    assert bob.get("/runs")[1]["items"] == []


def test_filters_narrow_the_list(alice: Api) -> None:
    long = added(alice, distance_m=30_000, duration_s=11_000, name="Far", on="2026-01-11")
    added(alice)
    for query in ("least_m=20000", "since=2026-01-10", "words=far"):
        assert [run["id"] for run in alice.get(f"/runs?{query}")[1]["items"]] == [long]


def test_an_upload_is_taken_and_its_state_told(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    client = Client(headers={"authorization": f"Bearer {token_of(cast.alice)}"})
    with django_capture_on_commit_callbacks():
        file = io.BytesIO(b"no activity")
        file.name = "run.fit"
        answer = client.post("/api/v1/imports", {"files": [file]})
    assert (answer.status_code, answer.json()["state"]) == (201, "waiting")
    told = client.get(f"/api/v1/imports/{answer.json()['id']}").json()
    assert (told["name"], told["files_done"]) == ("run.fit", 0)
    stranger = Api(token_of(cast.bob))
    assert stranger.get(f"/imports/{told['id']}")[0] == 404


def test_an_upload_sent_again_under_its_key_is_taken_once(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    headers = {
        "authorization": f"Bearer {token_of(cast.alice)}",
        "idempotency-key": "upload",
    }
    client, answers = Client(headers=headers), []
    with django_capture_on_commit_callbacks():
        for content in (b"one", b"one", b"other"):
            file = io.BytesIO(content)
            file.name = "run.fit"
            answers.append(client.post("/api/v1/imports", {"files": [file]}).status_code)
    assert (answers, Import.objects.count()) == ([201, 201, 409], 1)


def test_an_upload_without_files_is_refused(alice: Api) -> None:
    answer = alice.client.post("/api/v1/imports", {})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "files")


def test_an_upload_that_is_no_form_is_refused(alice: Api) -> None:
    kind = "multipart/form-data; boundary="
    answer = alice.client.post("/api/v1/imports", b"x", content_type=kind)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "malformed_form")


def test_reading_runs_does_not_allow_writing_them(cast: Cast) -> None:
    reader = Api(token_of(cast.alice, [Scope.RUNS_READ]))
    assert reader.get("/runs")[0] == 200
    assert reader.post("/runs", EASY)[0] == 403


DAYS = st.integers(0, 12)  # few days, so that many runs share one


class TestCursors(TestCase):
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(
        before=st.lists(DAYS, max_size=14),
        between=st.lists(DAYS, max_size=6),
        limit=st.integers(1, 6),
    )
    def test_pages_give_every_run_once_whatever_is_added_between(
        self, before: list[int], between: list[int], limit: int
    ) -> None:
        athlete = new_user("Pages").athlete
        api = Api(token_of(athlete.user))
        there = [_run(athlete, day) for day in before]
        seen: list[str] = []
        cursor = ""
        while True:
            page = api.get(f"/runs?limit={limit}{cursor}")[1]
            seen += [run["id"] for run in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
            if between:
                _run(athlete, between.pop())
        assert len(seen) == len(set(seen))
        assert set(there) <= set(seen)
        order = [run["on"] for run in api.get("/runs?limit=100")[1]["items"]]
        assert order == sorted(order, reverse=True)


def _run(athlete: Athlete, days_ago: int) -> str:
    on = local_today("UTC") - timedelta(days=days_ago)
    assert isinstance(on, date)
    return str(enter_run(athlete, RunWords(on=on, distance_m=5000.0, duration_s=1800.0)).pk)
