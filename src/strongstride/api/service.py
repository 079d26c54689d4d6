"""django-ninja as this API uses it: msgspec in and out, one shape of error, writes done once."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, get_args, get_origin, get_type_hints

import msgspec
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja import NinjaAPI, Router
from ninja.constants import NOT_SET
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import BaseRenderer

from strongstride.api.authentication import Session, Token, unknown
from strongstride.api.errors import ApiError, invalid, not_found
from strongstride.api.idempotency import idempotent
from strongstride.api.values import answer_of

SAFE = {"GET", "HEAD"}
SCOPE = "x-scope"  # where an operation's description names the scope it needs
logger = logging.getLogger("strongstride.api")


class JsonRenderer(BaseRenderer):
    """Writes msgspec values."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The value as JSON."""
        del request, response_status
        return msgspec.json.encode(data)


class Area(Router):
    """A part of the API. What a view returns says the answer's type, its docstring the docs.

    `-> SetJson` answers 200, `-> Created[SetJson]` 201, `-> None` 204, `-> HttpResponse` what the
    view itself made. Writes take an idempotency key.
    """

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any
    ) -> None:
        """Register a view under its own name, with what its signature says."""
        returned = get_type_hints(view_func, include_extras=True)["return"]
        status, kind = _answer(returned)
        if kind is not HttpResponse:
            options["response"] = {status: None if kind is None else answer_of(kind)}
            if not SAFE.issuperset(methods):
                view_func = idempotent(view_func, status)
        else:
            options["response"] = NOT_SET
        options["operation_id"] = view_func.__name__
        options["openapi_extra"] = {SCOPE: _scope(options["auth"])}
        title, _, rest = (view_func.__doc__ or "").strip().partition("\n")
        options["summary"] = title.rstrip(".")
        options["description"] = "\n".join(line.strip() for line in rest.splitlines()).strip()
        super().add_api_operation(path, methods, view_func, **options)


def _scope(auth: list[Token | Session]) -> str | None:
    return next((each.scope for each in auth if isinstance(each, Token)), None)


def _answer(returned: Any) -> tuple[int, Any]:
    """The status and the type of a view's return annotation."""
    if returned is type(None):
        return HTTPStatus.NO_CONTENT, None
    metadata = getattr(returned, "__metadata__", ())
    status = next((each for each in metadata if isinstance(each, HTTPStatus)), HTTPStatus.OK)
    is_marked = bool(metadata) and get_origin(returned) is not None
    return int(status), get_args(returned)[0] if is_marked else returned


class Service(NinjaAPI):
    """The API: every exception becomes an answer in the one shape."""

    def set_default_exception_handlers(self) -> None:
        """Answers for what may be raised below."""
        self.add_exception_handler(ApiError, _as_raised)
        self.add_exception_handler(Http404, _missing)
        self.add_exception_handler(AuthenticationError, _no_caller)
        self.add_exception_handler(ValidationError, _unfit_argument)
        self.add_exception_handler(RequestDataTooBig, _too_big)
        self.add_exception_handler(UnreadablePostError, _cut_off)
        self.add_exception_handler(MultiPartParserError, _no_form)
        self.add_exception_handler(SuspiciousOperation, _no_form)
        self.add_exception_handler(Exception, _our_fault)


def _as_raised(_: HttpRequest, error: Any) -> HttpResponse:
    answer: HttpResponse = error.response()
    return answer


def _missing(_: HttpRequest, __: Any) -> HttpResponse:
    return not_found().response()


def _no_caller(_: HttpRequest, __: Any) -> HttpResponse:
    return unknown("Nobody is logged in.").response()


def _unfit_argument(_: HttpRequest, error: Any) -> HttpResponse:
    """The first mistake in the address or the query that pydantic found."""
    first = error.errors[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    if first["loc"][0] == "path":
        return not_found(f"{where} in this address is no such thing: {first['msg']}.").response()
    if first["loc"][0] == "body":
        return invalid("This request needs a body.", hint="Send JSON.").response()
    return invalid(f"{first['msg']}.", where).response()


def _too_big(_: HttpRequest, __: Any) -> HttpResponse:
    return ApiError(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_big", "The body is too big; send less at once."
    ).response()


def _cut_off(_: HttpRequest, __: Any) -> HttpResponse:
    return ApiError(
        HTTPStatus.BAD_REQUEST, "cut_off", "The body ended too early; send it again."
    ).response()


def _no_form(_: HttpRequest, __: Any) -> HttpResponse:
    return ApiError(
        HTTPStatus.BAD_REQUEST, "malformed_form", "The body is no form with files; send one."
    ).response()


def _our_fault(request: HttpRequest, error: Any) -> HttpResponse:
    got_request_exception.send(sender=Service, request=request)
    logger.error(
        "%s failed", request.resolver_match and request.resolver_match.route, exc_info=error
    )
    return ApiError(
        HTTPStatus.INTERNAL_SERVER_ERROR,
        "our_fault",
        "Something went wrong on our side; nothing was changed.",
    ).response()
