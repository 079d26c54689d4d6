"""The plan by the API: read it, change it, take it back; the rules say no in a sentence."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
import time_machine

from strongstride.accounts.actions import change_profile
from strongstride.training.models import Adjustment
from tests.api.conftest import Api
from tests.casting import Cast

MONDAY = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_a_monday() -> Iterator[None]:
    """The days of the plan are the same every time."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def planned(alice: Api) -> list[Any]:
    """Alice's sessions of two weeks, towards a race in spring."""
    change = {
        "goal": {"date": "2026-04-26", "distance": "marathon"},
        "equipment": {"dumbbells": {"pairs": ["5-25 kg by 2.5"]}, "bench": True},
    }
    assert alice.patch("/me/profile", change)[0] == 200
    status, found = alice.get("/planned-sessions")
    assert status == 200
    assert len(found) >= 4
    return list(found)


def test_today_is_the_next_session(alice: Api, planned: list[Any]) -> None:
    found = alice.get("/today")[1]
    assert (found["today"], found["next"]["id"]) == ("2026-01-05", planned[0]["id"])
    assert found["open_session"] is None


def test_a_session_that_is_done_is_not_next(alice: Api, planned: list[Any]) -> None:
    body = {"on": "2026-01-05", "planned_key": planned[0]["id"]}
    done = alice.post("/training-sessions", body)[1]
    assert done["planned"]["id"] == planned[0]["id"]
    assert done["session"]["title"] == planned[0]["focus"]
    found = alice.get("/today")[1]
    assert found["done_sessions"] == [done["session"]["id"]]
    assert found["next"]["id"] != planned[0]["id"]


def test_the_plan_leads_to_the_race(alice: Api, planned: list[Any]) -> None:
    weeks = alice.get("/plan")[1]["plan"]["weeks"]
    assert "2026-04-20" in [week["starts_on"] for week in weeks]
    assert weeks[0]["sessions"][0]["key"] == planned[0]["id"]


def test_one_session_in_full(alice: Api, bob: Api, planned: list[Any]) -> None:
    assert alice.get(f"/planned-sessions/{planned[0]['id']}") == (200, planned[0])
    assert alice.get("/planned-sessions/nonsense")[0] == 404


def test_too_many_days_at_once_are_refused(alice: Api) -> None:
    status, answer = alice.get("/planned-sessions?since=2026-01-01&until=2026-12-31")
    assert (status, answer["error"]["field"]) == (422, "until")
    assert alice.get("/planned-sessions?since=9999-12-30")[0] == 200


def test_a_session_moves_and_comes_back(alice: Api, planned: list[Any]) -> None:
    first = planned[0]
    days = alice.get(f"/planned-sessions/{first['id']}/days")[1]
    free = [each["on"] for each in days if each["why_not"] is None and each["on"] != first["on"]]
    wish = {"kind": "move-session", "session": first["id"], "to": free[-1]}
    foreseen = alice.post("/adjustments/preview", wish)[1]["changes"]
    assert alice.get(f"/planned-sessions/{first['id']}")[1]["on"] == first["on"]
    assert not Adjustment.objects.exists()

    status, made = alice.post("/adjustments", wish)
    assert (status, made["changes"]) == (201, foreseen)
    assert alice.get(f"/planned-sessions/{first['id']}")[1]["on"] == free[-1]
    assert [each["id"] for each in alice.get("/adjustments")[1]] == [made["id"]]

    assert alice.delete(f"/adjustments/{made['id']}")[0] == 200
    assert alice.get("/planned-sessions")[1] == planned
    assert alice.delete(f"/adjustments/{made['id']}")[0] == 404


def test_what_the_rules_forbid_is_refused_in_a_sentence(alice: Api, planned: list[Any]) -> None:
    wish = {"kind": "move-session", "session": planned[0]["id"], "to": "2026-03-01"}
    status, answer = alice.post("/adjustments", wish)
    assert (status, answer["error"]["code"]) == (409, "not_possible")
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize(
    "wish",
    [
        {"kind": "nonsense"},
        {"kind": "hurts", "part": "knee", "level": 11},
        {"kind": "shorten-session", "session": "x", "minutes": 0},
        {"kind": "days-away", "first": "2026-02-02", "last": "2026-02-01"},
        {"kind": "days-away", "first": "0001-01-01", "last": "9999-12-31"},
        {"kind": "add-run", "added": {"on": "2999-01-01", "kind": "easy"}},
        {"kind": "hurts", "part": "knee", "level": 3, "made_on": "2026-01-01"},
    ],
)
def test_wishes_that_make_no_sense_are_refused(alice: Api, wish: dict[str, Any]) -> None:
    assert alice.post("/adjustments", wish)[0] == 422
    assert not Adjustment.objects.exists()


def test_strangers_changes_cannot_be_taken_back(alice: Api, bob: Api, planned: list[Any]) -> None:
    made = alice.post("/adjustments", {"kind": "hurts", "part": "knee", "level": 3})[1]
    assert bob.delete(f"/adjustments/{made['id']}")[0] == 404
    assert bob.get("/adjustments")[1] == []


def test_another_race_can_be_looked_at_first(alice: Api, planned: list[Any]) -> None:
    before = alice.get("/me")[1]["inputs_version"]
    change = {"time": {"sessions_a_week": 3}}
    status, found = alice.post("/me/profile/preview", change)
    assert status == 200
    assert found["changes"]
    assert alice.get("/me")[1]["inputs_version"] == before
    assert alice.post("/me/profile/preview", {"time": {"sessions_a_week": 99}})[0] == 422


def test_planned_runs_come_from_a_table(alice: Api, planned: list[Any]) -> None:
    file = io.BytesIO(b"date,name,distance\n2026-01-08,Long run,20 km\n")
    file.name = "plan.csv"
    answer = alice.client.post("/api/v1/planned-runs/file", {"file": file})
    assert answer.status_code == 201, answer.content
    week = alice.get("/plan")[1]["plan"]["weeks"][0]
    assert ("2026-01-08", "long") in [(run["on"], run["kind"]) for run in week["runs"]]


def test_a_table_without_runs_is_refused(alice: Api) -> None:
    file = io.BytesIO(b"nonsense")
    file.name = "plan.csv"
    answer = alice.client.post("/api/v1/planned-runs/file", {"file": file})
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "file")


def test_the_calendars_address_is_told(alice: Api, cast: Cast) -> None:
    assert alice.get("/links")[1]["calendar"] is None
    change_profile(
        cast.alice.athlete,
        lambda profile: msgspec.structs.replace(profile, calendar_secret="s3cret"),
    )
    assert alice.get("/links")[1]["calendar"].endswith("/s3cret/strongstride.ics")
