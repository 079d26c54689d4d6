"""Log lines tell what happened and nothing about whom."""

import logging
import sys

import pytest
from django.db import DatabaseError
from django.test import Client, RequestFactory

from strongstride.web.logs import LineFormatter


def line_of(message: str, *args: object, **extra: object) -> str:
    record = logging.LogRecord("x", logging.ERROR, "f.py", 1, message, args, None)
    record.__dict__.update(extra)
    return LineFormatter().format(record)


def test_a_line_has_its_fields_in_order() -> None:
    line = line_of("request", fields={"method": "GET", "route": "/you/", "status": 200})
    assert line.split(" ", 1)[1] == "level=error event=request method=GET route=/you/ status=200"


def test_what_has_blanks_or_quotes_stays_one_value() -> None:
    assert line_of('said "no"\nagain').endswith("event=\"said 'no' again\"")


def test_djangos_lines_about_a_request_lose_the_path() -> None:
    request = RequestFactory().get("/feed/s3cr3t/?email=a@b.c")
    line = line_of("%s: %s", "Not Found", request.path, request=request)
    assert "s3cr3t" not in line
    assert "a@b.c" not in line
    assert 'event="Not Found: (path)"' in line


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError("week"), True),
        (DatabaseError("Key (email)=(a@b.c) already exists"), False),
        (FileNotFoundError(2, "No such file: week", "run with a@b.c.gpx"), True),
        (OSError("run with a@b.c.gpx"), False),
        (ValueError("invalid literal for int(): 'a@b.c'"), False),
    ],
)
def test_an_exception_tells_where_and_quotes_no_row(error: Exception, told: bool) -> None:
    try:
        raise error
    except (KeyError, DatabaseError, OSError, ValueError):
        line = line_of("Task failed", exc_info=sys.exc_info())
    assert "web/test_logs.py:" in line
    assert ("week" in line) is told
    assert "a@b.c" not in line


def test_a_request_is_logged_by_its_route_only(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "strongstride.requests"):
        Client().get("/nowhere/s3cr3t/?token=hush", HTTP_X_FORWARDED_FOR="203.0.113.9")
    lines = [LineFormatter().format(r) for r in caplog.records if r.name == "strongstride.requests"]
    assert len(lines) == 1
    assert "status=404" in lines[0] or "status=302" in lines[0]
    assert not any(word in lines[0] for word in ("s3cr3t", "hush", "203.0.113.9"))
