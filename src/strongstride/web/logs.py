"""Log lines as `key=value`, without personal data: no addresses, no e-mail, no queries.

A request is logged by its route, `runs/<uuid:run>/`, never by its path: paths carry the secrets of
calendar feeds and invites.
"""

import logging
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import TracebackType

from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

_requests = logging.getLogger("strongstride.requests")
_REPEAT_DATA = (DatabaseError, ValidationError, ValueError)  # their messages quote what they met


class AccessLogMiddleware:
    """One line for each request: method, route, status, milliseconds."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and log it once it is answered."""
        began = time.perf_counter()
        response = self.get_response(request)
        if _requests.isEnabledFor(logging.INFO):
            fields = {
                "method": request.method,
                "route": route_of(request),
                "status": response.status_code,
                "ms": round((time.perf_counter() - began) * 1000),
            }
            _requests.info("request", extra={"fields": fields})
        return response


def route_of(request: HttpRequest) -> str:
    """The pattern of the address asked for; a dash where none fits."""
    match = request.resolver_match
    return "-" if match is None else f"/{match.route}"


class LineFormatter(logging.Formatter):
    """One line a record, its exception as the places it came through."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        fields: dict[str, object] = {"at": at, "level": record.levelname.lower()}
        request = getattr(record, "request", None)
        fields["event"] = _message(record, request)
        if isinstance(request, HttpRequest):
            fields["route"] = route_of(request)
        fields |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            fields["exception"] = _in_a_line(record.exc_info[1])
        return " ".join(f"{name}={_quoted(value)}" for name, value in fields.items())


def _message(record: logging.LogRecord, request: object) -> str:
    """What was said; Django's own lines about a request end with its path, which stays out."""
    if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
        told = tuple("(path)" if arg == request.path else arg for arg in record.args)
        return str(record.msg) % told if told else str(record.msg)
    return record.getMessage()


def _in_a_line(error: BaseException) -> str:
    return f"{type(error).__name__}{_said(error)} < {' < '.join(_places(error.__traceback__))}"


def _said(error: BaseException) -> str:
    """An exception's message, without what it quotes: rows, cells, names of uploaded files."""
    if isinstance(error, _REPEAT_DATA):
        return ""
    if isinstance(error, OSError):
        return f": {error.strerror or error.errno or 'no reason given'}"
    return f": {error}"


def _places(trace: TracebackType | None) -> Iterator[str]:
    """Where it happened, innermost first."""
    for frame in reversed(traceback.extract_tb(trace)):
        module = "/".join(frame.filename.split("/")[-2:])
        yield f"{module}:{frame.lineno} {frame.name}"


def _quoted(value: object) -> str:
    text = str(value).replace("\n", " ").replace('"', "'")
    return f'"{text}"' if " " in text or not text or "=" in text else text
