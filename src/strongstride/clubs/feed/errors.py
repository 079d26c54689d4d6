"""Why something cannot be done in the feed; each message is for the person who tried."""


class FeedError(ValueError):
    """Something cannot be done in the feed. `status` is that of the answer which says why."""

    status = 400


class PhotoError(FeedError):
    """A file that cannot be a photo here."""


class TooMuchError(FeedError):
    """A member has written as much as they may for now."""

    status = 429
