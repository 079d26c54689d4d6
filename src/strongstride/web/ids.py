"""Primary keys: UUIDv7, ordered by time and made without asking the database (RFC 9562)."""

from uuid import UUID

from uuid_utils.compat import uuid7 as _uuid7


def uuid7() -> UUID:
    """A new key; keys made later sort later."""
    return _uuid7()
