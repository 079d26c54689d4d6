"""Every address of the app, taken from its URL table."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

NOBODYS = UUID("0198a0b0-0000-7000-8000-000000000000")
_SOME: dict[str, Any] = {
    "uuid": NOBODYS,
    "slug": "goal",
    "str": "goblet-squat",
    "path": "goblet-squat",
    "int": 999_999,
    "day": date(2026, 11, 25),
}
_CONVERTED = re.compile(r"<(?:(\w+):)?(\w+)>")


class Route(NamedTuple):
    """One line of the URL table; `parameters` are names and their converters."""

    name: str
    pattern: str
    parameters: tuple[tuple[str, str], ...]

    def address(self, **given: object) -> str:
        """A path of this route: with what is given, else with something nobody owns."""

        def fill(match: re.Match[str]) -> str:
            converter, name = match[1] or "str", match[2]
            value = given.get(name, _SOME[converter])
            return value.isoformat() if isinstance(value, date) else str(value)

        return "/" + _CONVERTED.sub(fill, self.pattern)

    @property
    def keys(self) -> tuple[str, ...]:
        """The parameters that are keys of rows."""
        return tuple(name for name, converter in self.parameters if converter in ("uuid", "int"))


def routes() -> tuple[Route, ...]:
    """The pages: everything but the API, whose operations are tried in tests/api."""
    found = {route.name: route for route in _walk(get_resolver())}
    return tuple(route for route in found.values() if not route.name.startswith("api:"))


def api_routes() -> tuple[Route, ...]:
    """The operations of the API, by address."""
    found = {route.pattern: route for route in _walk(get_resolver())}
    return tuple(route for route in found.values() if route.name.startswith("api:"))


def _walk(table: URLResolver, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for line in table.url_patterns:
        pattern = before + _plain(str(line.pattern))
        if isinstance(line, URLPattern):
            parameters = tuple((m[2], m[1] or "str") for m in _CONVERTED.finditer(pattern))
            yield Route(":".join((*spaces, line.name or pattern)), pattern, parameters)
        else:
            yield from _walk(line, pattern, (*spaces, *filter(None, [line.namespace])))


def _plain(pattern: str) -> str:
    """allauth writes two addresses as regular expressions."""
    return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", pattern).strip("^$")
