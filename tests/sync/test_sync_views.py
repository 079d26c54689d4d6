"""The phone's door: one answer for each operation, and never another person's log."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from strongstride.accounts.models import User
from strongstride.training.models import LoggedSet, TrainingSession
from strongstride.training.session_log.planned import UNREADABLE
from strongstride.web import clock
from tests.casting import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DEVICE = str(uuid4())
NOTHING = str(UUID(int=0))


def client_of(user: User) -> Client:
    """A browser in which this user is logged in."""
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, user: User, *operations: dict[str, Any]) -> Any:
    """What the server answers to a batch."""
    return client.post(
        "/sync/operations",
        json.dumps({"operations": operations}),
        content_type="application/json",
        headers={"X-Athlete": str(user.athlete.pk)},
    )


def operation(kind: str, session: str, /, at: int = 5, **body: Any) -> dict[str, Any]:
    """An operation on the wire."""
    head = {"op": str(uuid4()), "device": DEVICE, "session": session, "v": 1}
    return {**head, "kind": kind, "at": at, "body": body}


def a_session() -> tuple[str, list[dict[str, Any]]]:
    """A session with one set."""
    key = str(uuid4())
    done = {"exercise": "push-up", "position": 0, "done_at": 1_790_000_000_000, "reps": 8}
    return key, [
        operation("session_started", key, on="2026-11-22", title="Legs"),
        operation("set_logged", key, 6, set=str(uuid4()), **done),
    ]


def test_a_batch_is_answered_one_by_one(cast: Cast) -> None:
    _, told = a_session()
    bad = operation("set_logged", told[0]["session"], set=str(uuid4()), exercise="x")
    answer = send(client_of(cast.alice), cast.alice, *told, bad, told[1])
    outcomes = [each["outcome"] for each in answer.json()["answers"]]
    assert outcomes == ["applied", "applied", "rejected", "duplicate"]
    assert LoggedSet.objects.get().reps == 8


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"kind": "set_exploded"},
        {"at": -1},
        {"at": 10**14},
        {"op": "no-key"},
        {"body": []},
        {"body": {"set": "no-key"}},
        {"device": None},
    ],
)
def test_what_cannot_be_read_is_rejected_with_a_reason(cast: Cast, change: dict[str, Any]) -> None:
    _, (begin, one) = a_session()
    answer = send(client_of(cast.alice), cast.alice, begin, {**one, **change}).json()["answers"]
    assert [each["outcome"] for each in answer] == ["applied", "rejected"]
    assert answer[1]["reason"].endswith(".")
    assert answer[1]["op"] == {**one, **change}["op"]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"operations": 3}', b"\xff", b'{"operations":[' * 9]
)
def test_what_is_no_batch_is_refused_whole(cast: Cast, data: bytes) -> None:
    answer = client_of(cast.alice).post(
        "/sync/operations",
        data,
        content_type="application/json",
        headers={"X-Athlete": str(cast.alice.athlete.pk)},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("on", ["0001-01-01", "1949-12-31", "9999-12-31", "2999-01-01"])
def test_a_day_on_which_nobody_trained_is_refused_in_words(cast: Cast, on: str) -> None:
    begin = operation("session_started", str(uuid4()), on=on, title="Legs")
    (answer,) = send(client_of(cast.alice), cast.alice, begin).json()["answers"]
    assert answer["outcome"] == "rejected"
    assert on in answer["reason"]
    assert not TrainingSession.objects.exists()


def test_it_may_be_tomorrow_where_the_phone_is(cast: Cast) -> None:
    tomorrow = (clock.now().date() + timedelta(days=1)).isoformat()
    begin = operation("session_started", str(uuid4()), on=tomorrow, title="Legs")
    (answer,) = send(client_of(cast.alice), cast.alice, begin).json()["answers"]
    assert answer["outcome"] == "applied"


@pytest.mark.parametrize("planned", [{}, {"focus": "legs", "work": []}, {"id": 3}])
def test_a_plan_that_cannot_be_read_costs_no_session(cast: Cast, planned: dict[str, Any]) -> None:
    key, (begin, one) = a_session()
    begin["body"]["planned"] = planned
    client = client_of(cast.alice)
    told = send(client, cast.alice, begin, one).json()["answers"]
    assert [each["outcome"] for each in told] == ["applied", "applied"]
    assert told[0]["reason"] == UNREADABLE
    assert LoggedSet.objects.get().reps == 8
    assert client.get(f"/api/v1/training-sessions/{key}").json()["planned"] is None


def test_a_document_of_another_time_is_left_out_of_the_answer(cast: Cast) -> None:
    key, told = a_session()
    client = client_of(cast.alice)
    send(client, cast.alice, *told)
    TrainingSession.objects.update(document='{"focus": "legs"}')
    answer = client.get(f"/api/v1/training-sessions/{key}")
    assert (answer.status_code, answer.json()["planned"]) == (200, None)


def test_a_batch_too_long_is_refused(cast: Cast) -> None:
    many = [operation("session_reopened", str(uuid4())) for _ in range(201)]
    assert send(client_of(cast.alice), cast.alice, *many).status_code == 400


def test_a_login_that_ran_out_is_said_plainly(cast: Cast) -> None:
    assert send(Client(), cast.alice, *a_session()[1]).status_code == 401
    assert Client().get("/sync/kit").status_code == 401
    assert not TrainingSession.objects.exists()


def test_one_persons_outbox_is_never_taken_for_anothers(cast: Cast) -> None:
    assert send(client_of(cast.bob), cast.alice, *a_session()[1]).status_code == 409
    assert not TrainingSession.objects.exists()


def test_a_batch_that_does_not_say_whose_it_is_is_refused(cast: Cast) -> None:
    answer = client_of(cast.alice).post("/sync/operations", b"{}", content_type="application/json")
    assert answer.status_code == 400


def test_writing_needs_the_token_against_forged_requests(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.alice)
    assert send(client, cast.alice, *a_session()[1]).status_code == 403


def changes(client: Client, since: str = "", device: str = "") -> Any:
    """What other devices did."""
    asked = {"device": device or str(uuid4()), **({"since": since} if since else {})}
    return client.get("/sync/changes", asked).json()


def test_another_device_is_told_and_then_told_no_more(cast: Cast) -> None:
    client = client_of(cast.alice)
    _, told = a_session()
    send(client, cast.alice, told[0])
    first = changes(client, since=NOTHING)
    send(client, cast.alice, told[1])
    second = changes(client, since=first["cursor"])
    third = changes(client, since=second["cursor"])
    assert [one["op"] for one in first["operations"]] == [told[0]["op"]]
    assert [one["op"] for one in second["operations"]] == [told[1]["op"]]
    assert (third["operations"], third["cursor"]) == ([], second["cursor"])


def test_a_device_is_not_told_what_it_said(cast: Cast) -> None:
    client = client_of(cast.alice)
    send(client, cast.alice, *a_session()[1])
    assert changes(client, since=NOTHING, device=DEVICE)["operations"] == []


def test_nobody_is_told_what_others_did(cast: Cast) -> None:
    send(client_of(cast.alice), cast.alice, *a_session()[1])
    assert changes(client_of(cast.bob), since=NOTHING)["operations"] == []


def test_changes_come_in_pages(cast: Cast) -> None:
    client, cursor, found = client_of(cast.alice), NOTHING, 0
    for _ in range(3):
        key, told = a_session()
        notes = [operation("session_noted", key, note=str(n)) for n in range(198)]
        send(client, cast.alice, *told, *notes)
    for more in (True, False):
        page = changes(client, since=cursor)
        assert page["more"] is more
        cursor, found = page["cursor"], found + len(page["operations"])
    assert found == 600


@pytest.mark.parametrize("asked", [{}, {"device": "x"}, {"device": DEVICE, "since": "yesterday"}])
def test_a_question_that_cannot_be_read_is_refused(cast: Cast, asked: dict[str, str]) -> None:
    assert client_of(cast.alice).get("/sync/changes", asked).status_code == 400


def test_the_kit_says_whose_it_is_and_what_can_be_loaded(cast: Cast) -> None:
    kit = client_of(cast.alice).get("/sync/kit").json()
    assert kit["athlete"] == str(cast.alice.athlete.pk)
    assert kit["unit"] == "kg"
    assert (kit["pain"]["stop"], len(kit["pain"]["words"])) == (6, 11)
    assert "Stop this exercise" in kit["pain"]["words"][6]
    assert "Stop" not in kit["pain"]["words"][5]
