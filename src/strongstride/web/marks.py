"""Marks: places in lists ordered by an instant and a key, as addresses and cursors carry them."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec


class Mark(msgspec.Struct, frozen=True):
    """The row behind which a page begins.

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
