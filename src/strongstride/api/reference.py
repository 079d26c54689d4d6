"""The OpenAPI document as people read it: values for the page and for docs/reference/api.md."""

from collections.abc import Iterable
from inspect import cleandoc
from typing import Any

import msgspec

from strongstride.api.idempotency import HEADER

Document = dict[str, Any]


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter or a field: its name, its type in words, what it means."""

    name: str
    kind: str
    text: str
    required: bool
    place: str = ""  # of a parameter: path, query or header


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that can be asked."""

    id: str
    method: str
    path: str
    title: str
    text: str
    scope: str | None
    parameters: tuple[Field, ...]
    body: str | None
    status: str
    answer: str | None


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Operations that belong together."""

    name: str
    operations: tuple[Operation, ...]


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """A JSON object the API takes or gives."""

    name: str
    text: str
    fields: tuple[Field, ...]


def areas_of(document: Document) -> tuple[Area, ...]:
    """Every operation, area by area in the document's order."""
    found: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, details in methods.items():
            found.setdefault(details["tags"][0], []).append(_operation(method, path, details))
    return tuple(Area(name=name, operations=tuple(each)) for name, each in found.items())


def shapes_of(document: Document) -> tuple[Shape, ...]:
    """Every JSON object, by name."""
    schemas = document["components"]["schemas"]
    return tuple(
        Shape(
            name=name,
            text=cleandoc(schema.get("description", "")),
            fields=tuple(_fields(schema)),
        )
        for name, schema in sorted(schemas.items())
        if "properties" in schema
    )


def kind_of(schema: Document) -> str:
    """The type of a schema in words: `list of SetJson`, `string or null`."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(kind_of(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return " or ".join("null" if each is None else f'"{each}"' for each in schema["enum"])
    if isinstance(schema.get("items"), dict):
        return f"list of {kind_of(schema['items'])}"
    return str(schema.get("format") or schema.get("type", "any"))


def _operation(method: str, path: str, details: Document) -> Operation:
    status, answer = next(iter(details["responses"].items()))
    return Operation(
        id=details["operationId"],
        method=method.upper(),
        path=path,
        title=details["summary"],
        text=details.get("description", ""),
        scope=next(iter(details["security"][0]["Token"]), None),
        parameters=tuple(
            _parameter(each) for each in details["parameters"] if each["name"] != HEADER
        ),
        body=_content(details.get("requestBody", {})),
        status=str(status),
        answer=_content(answer),
    )


def _content(part: Document) -> str | None:
    for media, each in part.get("content", {}).items():
        kind = kind_of(each["schema"])
        return kind if media == "application/json" else f"{media}"
    return None


def _parameter(each: Document) -> Field:
    return Field(
        name=each["name"],
        kind=kind_of(each["schema"]),
        text=each.get("description", ""),
        required=each["required"],
        place=each["in"],
    )


def _fields(schema: Document) -> Iterable[Field]:
    required = set(schema.get("required", ()))
    for name, each in schema["properties"].items():
        yield Field(
            name=name,
            kind=kind_of(each),
            text=each.get("description", ""),
            required=name in required,
        )
