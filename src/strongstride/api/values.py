"""msgspec values in ninja: `Json[T]` reads a request's body, answers are written as they are.

ninja reads arguments with pydantic. The contract's values are msgspec's, and they are the only
description of a document: pydantic is told to hand them through untouched, and the OpenAPI takes
their JSON Schema from msgspec (`api.openapi`).
"""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec
from django.http import HttpRequest
from ninja import Body
from ninja.parser import Parser
from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from strongstride.api.errors import ApiError, invalid

T = TypeVar("T")
MARK = "x-msgspec"  # stands in a schema where the component of a msgspec type belongs
TYPES: dict[str, Any] = {}  # every type of the API by the name of its mark

_NUL = re.compile(rb"\\u0000")
_WHERE = re.compile(r"^(?P<message>.*?)(?: - at `(?P<kind>key in )?\$(?P<path>.*)`)?$", re.DOTALL)


class RawBody(msgspec.Struct, frozen=True):
    """A body as it came, until the argument it is for says its type."""

    content_type: str
    data: bytes


class RawParser(Parser):
    """Leaves decoding to the argument, which knows the type."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body as it came."""
        return RawBody(request.content_type or "", request.body)


class Passed:
    """Tells pydantic to hand values of `kind` through; bodies are decoded and checked here."""

    def __init__(self, kind: Any) -> None:
        self.name = str(getattr(kind, "__name__", kind)) if isinstance(kind, type) else str(kind)
        TYPES[self.name] = kind
        self._decoder = msgspec.json.Decoder(kind)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Read a raw body; leave an answer alone."""
        del source, handler
        return core_schema.no_info_plain_validator_function(self._read)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """A mark that `api.openapi` replaces."""
        del schema, handler
        return {MARK: self.name}

    def _read(self, value: Any) -> Any:
        return decoded(self._decoder, value) if isinstance(value, RawBody) else value


def decoded(decoder: "msgspec.json.Decoder[T]", body: RawBody) -> T:
    """The value in a body; ApiError 415, 400 or 422 with where and why."""
    if body.content_type != "application/json":
        raise ApiError(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "not_json",
            f"The body is {body.content_type or 'of no stated type'}; this address takes JSON.",
            hint="Send the header Content-Type: application/json.",
        )
    try:
        value = decoder.decode(body.data)
    except msgspec.ValidationError as error:
        raise unfit(error) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ApiError(
            HTTPStatus.BAD_REQUEST, "malformed_json", f"The body is not JSON: {error}."
        ) from None
    if _NUL.search(body.data):
        raise invalid("The body has a NUL character (\\u0000); no text here may have one.")
    return value


def unfit(error: msgspec.ValidationError) -> ApiError:
    """422 for a value that does not have its type, with its place as the field."""
    found = _WHERE.match(str(error))
    message, path = (found["message"], found["path"]) if found else (str(error), None)
    return invalid(f"{message}.", (path or "").lstrip("."))


def answer_of(kind: Any) -> Any:
    """What ninja is told of an answer of this type."""
    return Annotated[kind, Passed(kind)]


if TYPE_CHECKING:
    Json = Annotated[T, "a body"]
else:

    class Json:
        """`Json[T]`: an argument that is the request's body."""

        def __class_getitem__(cls, kind):
            return Annotated[kind, Passed(kind), Body(...)]


Created = Annotated[T, HTTPStatus.CREATED]  # an answer with the status 201
