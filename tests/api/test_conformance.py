"""schemathesis asks everything the OpenAPI allows, and much that it does not.

No answer is ours to blame (5xx), and every answer is of a status, type and shape that is described.
`API_EXAMPLES=500` asks each operation so many times.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase
from hypothesis import settings as effort
from pytest_django import Settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from strongstride.api.openapi import document
from strongstride.api.routes import service
from strongstride.config.wsgi import application
from tests.api.conftest import token_of
from tests.casting import Cast


def whole_answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """The app's answer, read and closed as a server does, and not compressed."""
    environ.pop("HTTP_ACCEPT_ENCODING", None)
    answer = application(environ, start_response)
    try:
        return [b"".join(answer)]
    finally:
        answer.close()


EXAMPLES = int(os.environ.get("API_EXAMPLES", "8"))
schema = schemathesis.openapi.from_dict(document(service, "/api/v1/"))
schema.app = whole_answer
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
    ignored_auth,
]


@pytest.fixture
def header(cast: Cast, settings: Settings) -> Iterator[dict[str, str]]:
    """What lets Alice's program in; the test's connection stays open between requests."""
    settings.API_PER_MINUTE = 0
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {"Authorization": f"Bearer {token_of(cast.alice)}"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@effort(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_what_the_description_promises(
    case: Any, header: dict[str, str]
) -> None:
    case.call_and_validate(headers=header, checks=CHECKS)
