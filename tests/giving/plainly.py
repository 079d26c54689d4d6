"""Receipts for tests that are not about their looks: drawing one takes a tenth of a second."""

from strongstride.giving.receipts.document import digest_of

RENDER = "strongstride.giving.receipts.files.render"
"""What `told_plainly` stands in for."""


def told_plainly(text: str) -> bytes:
    """A receipt as what it says, with the mark of its document."""
    return f"{text}<{digest_of(text).upper()}>".encode()
