"""Where a page of a list begins, as addresses and cursors carry it."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec

_DIGITS = 4  # of a page's number


class Mark(msgspec.Struct, frozen=True):
    """The row, by an instant and its key, behind which a page begins.

    ValueError for an instant without a zone, or so near an end of the calendar that it has none
    in UTC: no database takes it.
    """

    at: datetime
    key: UUID

    def __post_init__(self) -> None:
        """Refuse instants that no row can have."""
        if self.at.tzinfo is None:
            raise ValueError("a mark needs a time zone")
        try:
            self.at.astimezone(UTC)
        except OverflowError:
            raise ValueError("a mark needs an instant within the calendar") from None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.key}"

    @classmethod
    def read(cls, text: str) -> "Mark | None":
        """The mark as an address carries it; None for any other text."""
        at, _, key = text.partition("_")
        try:
            return cls(datetime.fromisoformat(at), UUID(key))
        except ValueError:
            return None


def page_number(text: str) -> int:
    """The number of a page as an address carries it; 1 for any other text."""
    return max(1, int(text)) if text.isdecimal() and len(text) <= _DIGITS else 1
