"""Pages by keyset: a cursor is the place of the last row, so rows that come in between do no harm.

Clients hold cursors as opaque. Inside is the JSON of the ordering columns of the last row, in
base64: nothing secret, as whoever has it has seen that row.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Generic, TypeVar

import msgspec
from msgspec import Meta
from ninja import Query

from strongstride.api.errors import ApiError, invalid

T = TypeVar("T")
Row = TypeVar("Row")
Place = TypeVar("Place")

MOST = 100
Limit = Annotated[int, Query(ge=1, le=MOST, description="how many, at most")]
Cursor = Annotated[
    str | None, Query(max_length=400, description="`next` of the page before; none for the first")
]


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some of a list, and the cursor of what follows."""

    items: list[T]
    next: Annotated[
        str | None, Meta(description="cursor of the next page; null when this is the last")
    ]


def write_cursor(place: Any) -> str:
    """The cursor of a place, a value msgspec can write."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def read_cursor(text: str | None, kind: type[Place]) -> Place | None:
    """The place of a cursor, None for the first page; ApiError 422 when it is none of ours."""
    if text is None:
        return None
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
        return msgspec.json.decode(data, type=kind)
    except (binascii.Error, msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise _bad_cursor() from None


def _bad_cursor() -> ApiError:
    return invalid(
        "This cursor is not one that a page of this list gave.", "cursor", "Leave it out to start."
    )


def page_of(
    rows: Iterable[Row], limit: int, item: Callable[[Row], T], place: Callable[[Row], Any]
) -> Page[T]:
    """The page of up to `limit` + 1 rows: the one too many only tells that more follow."""
    found = list(rows)
    kept = found[:limit]
    more = write_cursor(place(kept[-1])) if len(found) > limit else None
    return Page(items=[item(row) for row in kept], next=more)
