"""The one shape of every error: `{"error": {"code", "message", "field"?, "hint"?}}`."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from msgspec import Meta

Code = Annotated[
    str, Meta(description="for programs: a word that stays the same, such as `not_found`")
]


class ErrorJson(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What went wrong, for a program (`code`) and for a person (`message`)."""

    code: Code
    message: Annotated[str, Meta(description="one sentence: what is wrong and what to do")]
    field: Annotated[
        str | None, Meta(description="where in the request, such as `sets[0].reps`")
    ] = None
    hint: Annotated[str | None, Meta(description="what to do next")] = None


class ErrorAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The body of every answer from 400 on."""

    error: ErrorJson


class ApiError(Exception):
    """An answer other than success, raised wherever it is known."""

    def __init__(
        self,
        status: HTTPStatus,
        code: str,
        message: str,
        *,
        field: str | None = None,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error = ErrorJson(code=code, message=message, field=field, hint=hint)
        self.headers = dict(headers or {})

    def response(self) -> HttpResponse:
        """The answer to send."""
        return HttpResponse(
            msgspec.json.encode(ErrorAnswer(error=self.error)),
            status=self.status,
            content_type="application/json",
            headers=self.headers,
        )


def not_found(what: str = "There is nothing at this address.") -> ApiError:
    """404, the same for what does not exist and for what belongs to somebody else."""
    return ApiError(
        HTTPStatus.NOT_FOUND,
        "not_found",
        what,
        hint="GET /api/v1/openapi.json lists every address.",
    )


def invalid(message: str, field: str | None = None, hint: str | None = None) -> ApiError:
    """422: the request is understood, but a value in it cannot be used."""
    return ApiError(
        HTTPStatus.UNPROCESSABLE_ENTITY, "invalid", message, field=field or None, hint=hint
    )


def conflict(code: str, message: str, hint: str | None = None) -> ApiError:
    """409: the request contradicts what is already there."""
    return ApiError(HTTPStatus.CONFLICT, code, message, hint=hint)
