"""Primary keys: UUIDv7, ordered by time and made without asking the database (RFC 9562)."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new key; keys made later sort later."""
    return _uuid7()


def uuid7_at(at: datetime) -> UUID:
    """A key as if made at that instant: for rows that must not tell when they were written."""
    return _uuid7(nanoseconds=int(at.timestamp()) * 1_000_000_000)
