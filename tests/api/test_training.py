"""The log by the API: sessions and sets, once each, one's own only, in step with phones."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.session_log.entering import say
from strongstride.training.session_log.operations import Kind, SetCorrected
from strongstride.web import clock
from strongstride.web.ids import uuid7
from tests.api.conftest import Api, token_of
from tests.casting import Cast, new_user

SQUAT = {"exercise": "goblet-squat", "load_kg": 24, "reps": 8, "rir": 2}
PAST = {"on": "2026-01-05", "title": "Legs", "sets": [SQUAT, SQUAT | {"reps": 7}]}
NOBODYS = "00000000-0000-7000-8000-000000000000"


def begun(api: Api, **more: Any) -> str:
    """The id of a session that goes on."""
    status, found = api.post("/training-sessions", {"on": "2026-01-05", "finished": False} | more)
    assert status == 201, found
    return str(found["session"]["id"])


def logged(api: Api, session: str, **more: Any) -> str:
    """The id of a set just logged."""
    status, found = api.post(f"/training-sessions/{session}/sets", SQUAT | more)
    assert status == 201, found
    return str(found["id"])


@pytest.mark.both_databases
def test_a_past_session_is_there_with_its_sets(alice: Api) -> None:
    status, made = alice.post("/training-sessions", PAST)
    assert (status, made["session"]["state"], made["session"]["source"]) == (
        201,
        "finished",
        "manual",
    )
    key = made["session"]["id"]
    assert alice.get(f"/training-sessions/{key}")[1] == made
    assert [each["reps"] for each in made["sets"]] == [8, 7]
    assert [each["position"] for each in made["sets"]] == [0, 1]
    listed = alice.get("/training-sessions")[1]["items"]
    assert [(each["session"]["id"], each["working_sets"]) for each in listed] == [(key, 2)]


def test_a_finished_session_makes_the_plan_old(alice: Api) -> None:
    alice.post("/training-sessions", PAST)
    assert alice.get("/me")[1]["inputs_version"] > 0


def test_sets_come_one_after_the_other(alice: Api) -> None:
    session = begun(alice)
    for reps in (8, 7, 6):
        logged(alice, session, reps=reps)
    found = alice.get(f"/training-sessions/{session}")[1]["sets"]
    assert [(each["position"], each["reps"]) for each in found] == [(0, 8), (1, 7), (2, 6)]


@pytest.mark.both_databases
def test_a_set_sent_again_under_its_id_is_there_once(alice: Api) -> None:
    session, key = begun(alice), str(uuid7())
    first = alice.post(f"/training-sessions/{session}/sets", SQUAT | {"id": key})
    again = alice.post(f"/training-sessions/{session}/sets", SQUAT | {"id": key, "reps": 1})
    assert first == again
    assert LoggedSet.objects.count() == 1


def test_what_is_answered_is_what_is_kept(alice: Api) -> None:
    session = begun(alice)
    body = SQUAT | {
        "side": "left",
        "kind": "warm-up",
        "seconds": 30.5,
        "form_ok": False,
        "pain": 3,
        "note": "knee",
        "done_at": "2026-01-05T18:30:00.123456+01:00",
        "position": 7,
    }
    said = alice.post(f"/training-sessions/{session}/sets", body)[1]
    assert said["done_at"] == "2026-01-05T17:30:00.123000Z"
    assert alice.get(f"/sets/{said['id']}")[1] == said


def test_a_set_can_be_put_right_and_taken_out(alice: Api) -> None:
    session = begun(alice)
    key = logged(alice, session, note="easy")
    fixed = alice.patch(f"/sets/{key}", {"reps": 9, "load_kg": 26, "rir": None})[1]
    assert (fixed["reps"], fixed["load_kg"], fixed["rir"], fixed["note"]) == (9, 26, None, "easy")
    assert alice.delete(f"/sets/{key}") == (204, None)
    assert alice.get(f"/sets/{key}")[0] == 404
    assert alice.get("/sets")[1]["items"] == []
    assert alice.get(f"/training-sessions/{session}")[1]["sets"] == []


def test_a_correction_comes_after_a_phone_whose_clock_is_ahead(alice: Api, cast: Cast) -> None:
    session = begun(alice)
    key = logged(alice, session)
    ahead = clock.now().replace(year=2090)
    said = (Kind.SET_CORRECTED, SetCorrected(set=UUID(key), reps=1))
    say(cast.alice.athlete, UUID(session), [said], ahead)
    assert alice.get(f"/sets/{key}")[1]["reps"] == 1
    assert alice.patch(f"/sets/{key}", {"reps": 9})[1]["reps"] == 9


def test_a_session_is_finished_opened_and_discarded(alice: Api) -> None:
    session = begun(alice)
    logged(alice, session)
    for state in ("finished", "open", "finished", "discarded", "open"):
        found = alice.patch(f"/training-sessions/{session}", {"state": state})[1]
        assert found["session"]["state"] == state
        assert len(alice.get("/sets")[1]["items"]) == (state != "discarded")
    said = alice.patch(f"/training-sessions/{session}", {"note": "fine", "pain": {"knee": 2}})[1]
    assert (said["note"], said["pain"]) == ("fine", {"knee": 2})
    assert alice.delete(f"/training-sessions/{session}")[0] == 204
    assert alice.get("/training-sessions")[1]["items"] == []


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/training-sessions/{session}"),
        ("PATCH", "/training-sessions/{session}"),
        ("DELETE", "/training-sessions/{session}"),
        ("POST", "/training-sessions/{session}/sets"),
        ("GET", "/sets/{set}"),
        ("PATCH", "/sets/{set}"),
        ("DELETE", "/sets/{set}"),
    ],
)
def test_a_strangers_log_is_as_missing_as_none(
    alice: Api, bob: Api, method: str, path: str
) -> None:
    session = begun(alice)
    key = logged(alice, session)
    body = SQUAT if method == "POST" else {} if method == "PATCH" else None
    theirs = bob.ask(method, path.format(session=session, set=key), body)
    none = bob.ask(method, path.format(session=NOBODYS, set=NOBODYS), body)
    assert theirs == none
    assert theirs[0] == 404
    assert bob.get("/sets")[1]["items"] == []
    assert alice.get(f"/sets/{key}")[0] == 200


def test_keys_of_strangers_cannot_be_taken(alice: Api, bob: Api) -> None:
    session = begun(alice)
    key = logged(alice, session)
    status, answer = bob.post("/training-sessions", PAST | {"id": session})
    assert (status, answer["error"]["code"]) == (409, "key_in_use")
    mine = begun(bob)
    status, answer = bob.post(f"/training-sessions/{mine}/sets", SQUAT | {"id": key})
    assert (status, answer["error"]["code"]) == (409, "key_in_use")
    assert TrainingSession.objects.get(pk=session).sets.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("reps", -1),
        ("reps", 1e9),
        ("load_kg", -1),
        ("load_kg", "24"),
        ("rir", 11),
        ("side", "middle"),
        ("exercise", ""),
        ("done_at", "2026-01-05T18:30:00"),
        ("id", "one"),
    ],
)
def test_sets_that_cannot_be_are_refused(alice: Api, field: str, value: object) -> None:
    session = begun(alice)
    status, answer = alice.post(f"/training-sessions/{session}/sets", SQUAT | {field: value})
    assert (status, answer["error"]["field"]) == (422, field)
    assert not LoggedSet.objects.exists()


def test_sessions_to_come_are_not_logged(alice: Api) -> None:
    status, answer = alice.post("/training-sessions", PAST | {"on": "2999-01-01"})
    assert (status, answer["error"]["field"]) == (422, "on")


def test_lists_of_sets_can_be_narrowed(alice: Api) -> None:
    session = begun(alice)
    logged(alice, session)
    plank = logged(alice, session, exercise="plank")
    recent = logged(alice, begun(alice, on="2026-02-02"))
    assert [each["id"] for each in alice.get("/sets?exercise=plank")[1]["items"]] == [plank]
    assert [each["id"] for each in alice.get("/sets?since=2026-02-01")[1]["items"]] == [recent]


def test_operations_of_a_phone_are_taken_as_by_sync(alice: Api) -> None:
    session, key = str(uuid7()), str(uuid7())
    started = {"on": "2026-01-05", "title": "Legs"}
    did = {"set": key, "exercise": "plank", "position": 0, "done_at": 1_767_600_000_000}
    sent = [
        _operation(session, "set_logged", did | {"seconds": 40}),
        _operation(session, "session_started", started),
        _operation(session, "nonsense", {}),
    ]
    status, answer = alice.post("/operations", {"operations": sent})
    assert status == 200
    assert [each["outcome"] for each in answer["answers"]] == ["applied", "applied", "rejected"]
    assert alice.get(f"/sets/{key}")[1]["seconds"] == 40
    again = alice.post("/operations", {"operations": sent})[1]["answers"]
    assert [each["outcome"] for each in again] == ["duplicate", "duplicate", "rejected"]


def _operation(session: str, kind: str, body: dict[str, Any]) -> dict[str, Any]:
    return {
        "op": str(uuid7()),
        "device": NOBODYS,
        "session": session,
        "kind": kind,
        "at": 1_767_600_000_000,
        "v": 1,
        "body": body,
    }


@pytest.mark.both_databases
def test_logging_a_set_costs_no_more_than_five_queries(alice: Api) -> None:
    session = begun(alice)
    logged(alice, session)
    with CaptureQueriesContext(connection) as caught:
        logged(alice, session)
    control = ("SAVEPOINT", "RELEASE")
    assert sum(not each["sql"].startswith(control) for each in caught.captured_queries) <= 5


def test_a_list_of_sets_costs_two_queries(
    alice: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    alice.post("/training-sessions", PAST)
    with django_assert_num_queries(2):
        alice.get("/sets")


class TestCursors(TestCase):
    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(
        before=st.lists(st.integers(0, 5), max_size=12),
        between=st.lists(st.integers(0, 5), max_size=4),
        limit=st.integers(1, 5),
    )
    def test_pages_of_sets_give_every_set_once_whatever_is_logged_between(
        self, before: list[int], between: list[int], limit: int
    ) -> None:
        api = Api(token_of(new_user("Pages")))
        session = begun(api)
        there = {_at_second(api, session, second) for second in before}
        seen: list[str] = []
        cursor = ""
        while True:
            page = api.get(f"/sets?limit={limit}{cursor}")[1]
            seen += [each["id"] for each in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
            if between:
                _at_second(api, session, between.pop())
        assert len(seen) == len(set(seen))
        assert there <= set(seen)


def _at_second(api: Api, session: str, second: int) -> str:
    return logged(api, session, done_at=f"2026-01-05T18:00:0{second}Z")
