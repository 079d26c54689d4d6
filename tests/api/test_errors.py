"""Whatever goes wrong, the answer has the same shape and says where and what to do."""

import msgspec
import pytest
from django.test import Client

from strongstride.api.errors import ErrorAnswer
from tests.api.conftest import Api


def error_of(api: Api) -> str:
    """The code of the last answer, which must have the one shape."""
    assert api.last.headers["Content-Type"] == "application/json"
    error = msgspec.json.decode(api.last.content, type=ErrorAnswer).error
    assert error.message.endswith(".")
    return error.code


def test_unknown_addresses_are_not_found_in_json(nobody: Api) -> None:
    assert nobody.get("/nothing/here")[0] == 404
    assert error_of(nobody) == "not_found"
    assert nobody.get("/")[0] == 404


def test_other_methods_are_refused_with_those_possible(alice: Api) -> None:
    assert alice.post("/me")[0] == 405
    assert error_of(alice) == "method_not_allowed"
    assert alice.last.headers["Allow"] == "GET"


def test_without_a_token_nothing_is_told(nobody: Api) -> None:
    assert nobody.get("/me")[0] == 401
    assert error_of(nobody) == "not_authenticated"
    assert nobody.last.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_wrong_token_is_said_to_be_wrong(nobody: Api) -> None:
    status, answer = nobody.get("/me", authorization="Bearer sst_wrong")
    assert (status, error_of(nobody)) == (401, "not_authenticated")
    assert "not known" in answer["error"]["message"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 400, "malformed_json"),
        (b"\xff", 400, "malformed_json"),
        (b'{"athlete": {"name": "\xed\xa0\x80"}}', 400, "malformed_json"),
        (b'{"athlete": {"name": "\\ud800"}}', 400, "malformed_json"),
        (b'{"athlete": {"name": ' + b"[" * 100_000, 400, "malformed_json"),
        (b"", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b'{"nonsense": {}}', 422, "invalid"),
        (b'{"athlete": {"name": "a\\u0000b"}}', 422, "invalid"),
    ],
    ids=range(9),
)
def test_bad_bodies_are_told_apart(alice: Api, body: bytes, status: int, code: str) -> None:
    alice.last = alice.client.patch("/api/v1/me/profile", body, content_type="application/json")
    assert (alice.last.status_code, error_of(alice)) == (status, code)


def test_a_body_that_is_not_json_by_its_type_is_refused(alice: Api) -> None:
    alice.last = alice.client.patch("/api/v1/me/profile", b"{}", content_type="text/plain")
    assert (alice.last.status_code, error_of(alice)) == (415, "not_json")


def test_the_place_of_a_mistake_is_named(alice: Api) -> None:
    status, answer = alice.patch("/me/profile", {"athlete": 3})
    assert (status, answer["error"]["field"]) == (422, "athlete")


def test_big_bodies_are_refused(alice: Api) -> None:
    big = b'{"athlete": {"name": "' + b"x" * 3_000_000 + b'"}}'
    alice.last = alice.client.patch("/api/v1/me/profile", big, content_type="application/json")
    assert (alice.last.status_code, error_of(alice)) == (413, "too_big")


def test_nul_in_an_address_is_refused(alice: Api) -> None:
    assert alice.get("/me?x=%00")[0] == 404
    assert alice.get("/me%00")[0] == 404


def test_our_own_mistakes_are_json_too(alice: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("strongstride.accounts.models.Athlete.local_today", fail)
    alice.client.raise_request_exception = False
    status, answer = alice.get("/me")
    assert (status, error_of(alice)) == (500, "our_fault")
    assert "secret" not in str(answer)


def test_answers_are_not_kept_by_caches(alice: Api) -> None:
    alice.get("/me")
    assert alice.last.headers["Cache-Control"] == "private, no-store"


def test_the_description_is_open_to_everybody(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["openapi"]) == (200, "3.1.0")
    page = Client().get("/api/v1/docs")
    assert page.status_code == 200
    assert "GET /api/v1/me" in page.text
