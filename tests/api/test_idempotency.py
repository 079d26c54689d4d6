"""A write sent again under its key is answered as before and done once."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from strongstride.accounts.models import Athlete
from strongstride.api.models import AnsweredWrite
from tests.api.conftest import Api, token_of
from tests.casting import new_user

KNEE = {"pain": {"knee": 3}}
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def writes_done(email: str = "alice@example.org") -> int:
    """Every change of the profile adds one to this number."""
    return Athlete.objects.get(user__email=email).inputs_version


@pytest.mark.both_databases
def test_the_same_write_again_gets_the_same_answer_and_does_nothing(alice: Api) -> None:
    first = alice.patch("/me/profile", KNEE, idempotency_key="k1")
    assert "Idempotent-Replayed" not in alice.last.headers
    again = alice.patch("/me/profile", KNEE, idempotency_key="k1")
    assert alice.last.headers["Idempotent-Replayed"] == "true"
    assert (again, writes_done()) == (first, 1)


def test_the_first_answer_is_given_even_when_things_have_changed_since(alice: Api) -> None:
    first = alice.patch("/me/profile", KNEE, idempotency_key="k1")
    alice.patch("/me/profile", {"pain": {"knee": 7}})
    assert alice.patch("/me/profile", KNEE, idempotency_key="k1") == first
    assert alice.get("/me/profile")[1]["pain"] == {"knee": 7}


def test_the_same_key_with_another_body_is_refused(alice: Api) -> None:
    alice.patch("/me/profile", KNEE, idempotency_key="k1")
    status, answer = alice.patch("/me/profile", {"pain": {"hip": 2}}, idempotency_key="k1")
    assert (status, answer["error"]["code"]) == (409, "key_used")
    assert alice.get("/me/profile")[1]["pain"] == {"knee": 3}


def test_a_write_that_failed_may_be_sent_again_under_its_key(alice: Api) -> None:
    assert alice.patch("/me/profile", {"pain": {"knee": 11}}, idempotency_key="k1")[0] == 422
    assert alice.patch("/me/profile", KNEE, idempotency_key="k1")[0] == 200


def test_keys_of_two_athletes_do_not_meet(alice: Api, bob: Api) -> None:
    alice.patch("/me/profile", KNEE, idempotency_key="k1")
    assert bob.patch("/me/profile", {"pain": {"hip": 2}}, idempotency_key="k1")[0] == 200


@pytest.mark.parametrize("key", ["", "x" * 201, "a\tb"])
def test_keys_are_short_and_printable(alice: Api, key: str) -> None:
    status, answer = alice.patch("/me/profile", KNEE, idempotency_key=key)
    assert (status, answer["error"]["field"], writes_done()) == (422, "Idempotency-Key", 0)


def test_answers_are_kept_for_a_day_and_forgotten_after_two(alice: Api) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        alice.patch("/me/profile", KNEE, idempotency_key="k1")
        clock.shift(timedelta(hours=25))
        alice.patch("/me/profile", KNEE, idempotency_key="k1")
        assert writes_done() == 1
        clock.shift(timedelta(hours=24))
        alice.patch("/me/profile", {"pain": {"hip": 2}}, idempotency_key="k2")
    assert list(AnsweredWrite.objects.values_list("key", flat=True)) == ["k2"]


def test_reading_takes_no_key(alice: Api) -> None:
    alice.get("/me", idempotency_key="k1")
    assert not AnsweredWrite.objects.exists()


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_copies_at_the_same_time_are_done_once() -> None:
    user = new_user("Twin")
    token, start = token_of(user), threading.Barrier(6)
    answers: list[object] = []

    def send() -> None:
        api = Api(token)
        start.wait()
        answers.append(api.patch("/me/profile", KNEE, idempotency_key="k1"))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 6
    assert all(answer == answers[0] for answer in answers)
    assert writes_done(user.email) == 1


KEYS = st.sampled_from(["a", "b", "c", "d"])
BODIES = st.sampled_from([{"pain": {"knee": level}} for level in range(4)])


class Retries(RuleBasedStateMachine):
    """Any order of writes and repeats: every key is done once and always answers the same."""

    def __init__(self) -> None:
        super().__init__()
        self.email = new_user("Retry").email
        self.api = Api(token_of(Athlete.objects.get(user__email=self.email).user))
        self.known: dict[str, tuple[object, object]] = {}

    @rule(key=KEYS, body=BODIES)
    def write(self, key: str, body: object) -> None:
        answer = self.api.patch("/me/profile", body, idempotency_key=key)
        first_body, first_answer = self.known.setdefault(key, (body, answer))
        if first_body == body:
            assert answer == first_answer
        else:
            assert answer[0] == 409

    @invariant()
    def each_key_was_done_once(self) -> None:
        assert writes_done(self.email) == len(self.known)


class TestRetries(TestCase):
    def test_any_order_of_retries(self) -> None:
        run_state_machine_as_test(
            Retries,
            settings=settings(
                max_examples=15,
                stateful_step_count=12,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
