"""The log by hand: sessions done elsewhere, sets put right, nobody else's."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from strongstride.accounts.actions import finish_set_up
from strongstride.accounts.models import User
from strongstride.training.models import LoggedSet, Operation, TrainingSession
from tests.casting import Cast

pytestmark = pytest.mark.django_db
SET = {"exercise": "Push-up", "reps": "9", "kind": "working", "load_g": "", "rir": "2"}


def client_of(user: User) -> Client:
    """A browser in which this user is logged in, past the set-up."""
    finish_set_up(user.athlete)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def alice(cast: Cast) -> Client:
    return client_of(cast.alice)


@pytest.fixture
def session(alice: Client) -> TrainingSession:
    """A past session logged through its page."""
    alice.post("/sessions/new/", {"on": "2026-01-05", "title": "Legs", "note": "cold"})
    return TrainingSession.objects.get()


@pytest.fixture
def one(alice: Client, session: TrainingSession) -> LoggedSet:
    """A set of it."""
    alice.post(f"/sessions/{session.pk}/sets/", SET)
    return LoggedSet.objects.get()


def test_a_past_session_is_in_the_log_finished(session: TrainingSession) -> None:
    assert (str(session.on), session.title, session.note) == ("2026-01-05", "Legs", "cold")
    assert (session.state, session.source) == ("finished", "manual")


def test_a_day_to_come_is_refused(alice: Client) -> None:
    to_come = date(2099, 1, 1)
    answer = alice.post("/sessions/new/", {"on": to_come.isoformat()})
    assert "Choose a day that has been" in answer.content.decode()
    assert not TrainingSession.objects.exists()


def test_a_set_is_logged_by_its_name(one: LoggedSet) -> None:
    assert (one.exercise, one.reps, one.rir, one.load_g) == ("push-up", 9, 2.0, None)


def test_an_exercise_nobody_knows_keeps_its_name(alice: Client, session: TrainingSession) -> None:
    alice.post(f"/sessions/{session.pk}/sets/", {**SET, "exercise": "Sled drag", "load_g": "12,5"})
    one = LoggedSet.objects.get()
    assert (one.exercise, one.load_g) == ("other:Sled drag", 12_500)


@pytest.mark.parametrize(
    "wrong",
    [{"reps": ""}, {"seconds": "30"}, {"load_g": "heavy"}, {"load_g": "-1"}, {"rir": "11"}],
)
def test_what_cannot_be_is_refused_in_words(
    alice: Client, session: TrainingSession, wrong: dict[str, str]
) -> None:
    answer = alice.post(f"/sessions/{session.pk}/sets/", {**SET, **wrong})
    assert "errorlist" in answer.content.decode()
    assert not LoggedSet.objects.exists()


def test_a_set_is_put_right(alice: Client, one: LoggedSet) -> None:
    alice.post(f"/sets/{one.pk}/", {**SET, "reps": "12", "form_ok": "False", "side": "left"})
    one.refresh_from_db()
    assert (one.reps, one.form_ok, one.side) == (12, False, "left")


def shown(alice: Client, path: str) -> dict[str, str]:
    """What a browser would send of a page's form if nothing in it was touched."""
    form = alice.get(path).context["form"]
    fields = {each.html_name: each for each in form}
    said = {name: each.value() for name, each in fields.items()}
    said |= {each.html_initial_name: each.value() for each in fields.values()}
    return {name: "" if value is None else str(value) for name, value in said.items()}


def test_a_form_left_open_does_not_undo_what_another_device_put_right(
    alice: Client, one: LoggedSet
) -> None:
    path = f"/sets/{one.pk}/"
    stale = shown(alice, path)
    alice.post(path, {**shown(alice, path), "reps": "12", "pain": "4"})
    alice.post(path, {**stale, "note": "knee ok"})
    one.refresh_from_db()
    assert (one.reps, one.pain, one.note) == (12, 4, "knee ok")


def test_a_form_sent_untouched_says_nothing(alice: Client, one: LoggedSet) -> None:
    before = Operation.objects.count()
    alice.post(f"/sets/{one.pk}/", shown(alice, f"/sets/{one.pk}/"))
    assert Operation.objects.count() == before


def test_a_field_that_was_filled_can_be_emptied(alice: Client, one: LoggedSet) -> None:
    path = f"/sets/{one.pk}/"
    alice.post(path, {**shown(alice, path), "rir": ""})
    one.refresh_from_db()
    assert one.rir is None


def test_a_set_is_removed_and_put_back(alice: Client, one: LoggedSet) -> None:
    alice.post(f"/sets/{one.pk}/removal/")
    one.refresh_from_db()
    assert one.removed
    alice.post(f"/sets/{one.pk}/return/")
    one.refresh_from_db()
    assert not one.removed


def test_a_session_is_taken_out_and_put_back(alice: Client, session: TrainingSession) -> None:
    for state in ("discarded", "finished"):
        alice.post(f"/sessions/{session.pk}/removal/")
        session.refresh_from_db()
        assert session.state == state


def test_a_stranger_finds_nothing(cast: Cast, session: TrainingSession, one: LoggedSet) -> None:
    bob = client_of(cast.bob)
    for path in (f"/sessions/{session.pk}/", f"/sets/{one.pk}/", f"/sessions/{UUID(int=5)}/"):
        assert bob.get(path).status_code == 404
    for path in (f"/sets/{one.pk}/removal/", f"/sessions/{session.pk}/removal/"):
        assert bob.post(path).status_code == 404


def test_pages_cost_the_same_however_long_the_log(alice: Client, one: LoggedSet) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert alice.get(path).status_code == 200
        return len(queries)

    paths = ("/sessions/", f"/sessions/{one.training_session_id}/")
    before = [cost(path) for path in paths]
    for _ in range(6):
        alice.post(f"/sessions/{one.training_session_id}/sets/", SET)
        alice.post("/sessions/new/", {"on": "2026-01-06", "title": "More"})
    assert [cost(path) for path in paths] == before
    assert max(before) <= 12


def test_the_player_holds_nothing_of_anybody(cast: Cast, alice: Client) -> None:
    assert alice.get("/session/").content == Client().get("/session/").content
