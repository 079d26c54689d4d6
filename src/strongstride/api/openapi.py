"""The OpenAPI 3.1 document: ninja's outline, msgspec's schemas, and what holds everywhere."""

from copy import deepcopy
from functools import cache
from typing import Any

import msgspec

from strongstride.api.errors import ErrorAnswer
from strongstride.api.idempotency import HEADER, LONGEST
from strongstride.api.service import SAFE, SCOPE, Service
from strongstride.api.values import MARK, TYPES

REF = "#/components/schemas/{name}"
Document = dict[str, Any]

_KEY: Document = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST, "pattern": "^[ -~]+$"},
    "description": "Made by you, one for each write: sent again with the same body, the first "
    "answer is given again and nothing is done twice. Kept for 48 hours.",
}


@cache
def document(service: Service, prefix: str) -> Document:
    """The document of a service mounted under `prefix`."""
    outline: Document = deepcopy(dict(service.get_openapi_schema(path_prefix=prefix)))
    kinds = [*TYPES.values(), ErrorAnswer]
    schemas, components = msgspec.json.schema_components(kinds, ref_template=REF)
    by_name = dict(zip([*TYPES, "ErrorAnswer"], schemas, strict=True))
    found: Document = _filled(outline, by_name)
    found["components"]["schemas"] = components
    for path in found["paths"].values():
        for method, operation in path.items():
            _complete(operation, method.upper())
    return found


def _filled(node: Any, schemas: Document) -> Any:
    """The node with msgspec's schema wherever one is marked."""
    if isinstance(node, list):
        return [_filled(each, schemas) for each in node]
    if not isinstance(node, dict):
        return node
    if MARK in node:
        return schemas[node[MARK]]
    return {str(key): _filled(each, schemas) for key, each in node.items()}


def _complete(operation: Document, method: str) -> None:
    """Add the error answers, the scope, and the idempotency key of writes."""
    scope = operation.pop(SCOPE)
    operation["security"] = [{"Token": [scope] if scope else []}, {"Session": []}]
    if operation.get("description") == f"{operation['summary']}.":
        del operation["description"]
    operation["parameters"] = [_plain(each) for each in operation["parameters"]]
    body = {"application/json": {"schema": {"$ref": REF.format(name="ErrorAnswer")}}}
    operation["responses"]["4XX"] = {"description": "Not done; the error says why", "content": body}
    if method not in SAFE:
        operation["parameters"].append(_KEY)


def _plain(parameter: Document) -> Document:
    """A parameter without what only pydantic needs: titles, and null for what is left out."""
    schema = parameter["schema"]
    schema.pop("title", None)
    schema.pop("description", None)
    either = [each for each in schema.pop("anyOf", ()) if each != {"type": "null"}]
    if len(either) == 1:
        schema = either[0] | schema
    elif either:
        schema["anyOf"] = either
    return parameter | {"schema": {k: v for k, v in schema.items() if (k, v) != ("default", None)}}
