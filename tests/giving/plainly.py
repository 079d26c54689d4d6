"""Receipts for tests that are not about their looks: drawing one takes a tenth of a second."""

import msgspec

from strongstride.giving.receipts.document import ReceiptDocument

RENDER = "strongstride.giving.receipts.actions.render"
"""What `told_plainly` stands in for."""


def told_plainly(document: ReceiptDocument) -> bytes:
    """A receipt as what it says."""
    return msgspec.json.encode(document)
