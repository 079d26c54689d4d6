"""Why an act at the money desk cannot be done; each message is for whoever keeps the books."""


class MoneyDeskError(ValueError):
    """An act cannot be done as things stand; the message says why and what to do instead."""
