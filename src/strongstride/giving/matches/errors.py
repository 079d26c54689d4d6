"""What cannot be done with a match, in words for whoever tried."""


class MatchError(ValueError):
    """The match cannot be so; the message says why and what to do."""
