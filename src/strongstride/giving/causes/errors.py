"""Why something cannot be done with a cause; each message is for the person who asked."""


class CauseError(ValueError):
    """Something cannot be done with a cause; the message says why and what to do instead."""
