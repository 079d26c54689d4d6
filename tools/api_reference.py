"""docs/reference/api.md from the OpenAPI document; `tools/generate_reference.py` calls it."""

import os
import tempfile
from collections.abc import Iterable

MADE = "<!-- Made by tools/generate_reference.py from the code: change the code, not this page. -->"
INTRO = """# The API

What the pages do, for programs, under `/api/v1/`. A running server shows this page as
`/api/v1/docs` and the OpenAPI 3.1 document as `/api/v1/openapi.json`. How to begin: [use the
API](../howto/use-the-api.md).

Loads are kilograms, distances metres, durations seconds; dates are local dates, instants are UTC.
Fields may be added, never renamed or taken away; programs should leave aside fields they do not
know.

**Who asks.** `Authorization: Bearer sst_…` with a token made under *You → API tokens*; each
operation names the scope it needs. The app's own pages come with their session cookie instead,
and with `X-CSRFToken` where something changes.

**Errors.** Every answer from 400 on has one shape: `{"error": {"code": "…", "message": "…",
"field": "…", "hint": "…"}}`; `field` and `hint` only where they help. `code` is for programs and
stays the same.

| status | code | |
|---|---|---|
| 400 | `malformed_json`, `malformed_form`, `cut_off` | the body is no JSON, no form, or cut off |
| 401 | `not_authenticated` | no token, or one that is not known (any more) |
| 403 | `scope_missing`, `csrf` | the token may not do this; a page's write without its CSRF token |
| 404 | `not_found` | nothing there, or somebody else's: the two cannot be told apart |
| 405 | `method_not_allowed` | `Allow` lists the methods |
| 409 | `key_used` and others | contradicts what is already there |
| 412 | `changed_meanwhile` | `If-Match` names another state |
| 413 | `too_big` | send less at once |
| 415 | `not_json` | `Content-Type: application/json` is missing |
| 422 | `invalid` | `field` says where, `message` what to write instead |
| 429 | `too_many_requests` | `Retry-After` says how many seconds to wait |

**Lists** come in pages: `{"items": […], "next": "…"}`. Send `next` back as `cursor` until it is
null. A cursor is the place of a row, so what is added meanwhile shifts nothing.

**Sending again.** Each write takes an `Idempotency-Key` of your making. Sent again with the same
body, it is not done again and the first answer comes back, with `Idempotent-Replayed: true`; with
another body the answer is 409. Keys are kept for 48 hours. A write that failed did nothing, and
its key is free.

**How often.** 600 requests at once for each token, then 10 each second, in each server process
(`STRONGSTRIDE_API_PER_MINUTE`)."""


def api_page() -> str:
    """Every operation and every JSON object of the API."""
    document = _document()
    from strongstride.api.reference import areas_of, shapes_of

    lines = [MADE, INTRO]
    for area in areas_of(document):
        lines += ["", f"## {area.name.capitalize()}"]
        for operation in area.operations:
            lines += _operation(operation)
    lines += ["", "## JSON objects"]
    for shape in shapes_of(document):
        lines += ["", f"### {shape.name}", ""]
        lines += [*shape.text.split("\n"), ""] if shape.text else []
        lines += _table(shape.fields)
    return "\n".join(lines) + "\n"


def _document() -> dict[str, object]:
    """The OpenAPI document, from settings that touch nothing of the developer's."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["STRONGSTRIDE_DATA_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "strongstride.config.settings"
        import django

        django.setup()
        from strongstride.api.openapi import document
        from strongstride.api.routes import service

        return document(service, "/api/v1/")


def _operation(operation: object) -> Iterable[str]:
    from strongstride.api.reference import Operation

    assert isinstance(operation, Operation)
    yield from ("", f"### {operation.method} {operation.path} {{ #{operation.id} }}", "")
    yield f"{operation.title}."
    if operation.text:
        yield from ("", *operation.text.split("\n"))
    scope = f"Scope `{operation.scope}`." if operation.scope else "Any token."
    body = f" Takes {_link(operation.body)}." if operation.body else ""
    answer = f" {_link(operation.answer)}" if operation.answer else ""
    yield from ("", f"{scope}{body} Answers {operation.status}{answer}.")
    if operation.parameters:
        yield ""
        yield from _table(operation.parameters)


def _table(fields: Iterable[object]) -> Iterable[str]:
    from strongstride.api.reference import Field

    yield from ("| name | type | |", "|---|---|---|")
    for each in fields:
        assert isinstance(each, Field)
        words = [each.text, "(required)" if each.required and each.place else ""]
        place = f" in the {each.place}" if each.place else ""
        kind = _link(each.kind)
        yield f"| `{each.name}`{place} | {kind} | {' '.join(word for word in words if word)} |"


def _link(kind: str) -> str:
    """A type in words, with links to the JSON objects named in it."""
    return " ".join(
        f"[{word}](#{word.lower()})" if word[:1].isupper() else word for word in kind.split()
    )
