"""Why a gift cannot be made; each message is for the person who tried."""


class GiftError(ValueError):
    """Something cannot be done with a gift; the message says why and what to do instead.

    `status` is that of the answer which says so.
    """

    status = 400


class NotStartedError(GiftError):
    """A payment could not be begun.

    The answer is the same whatever the reason: who tries out stolen cards learns nothing from it.
    """

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Your gift could not be started, and nothing was taken. Wait some minutes, then try "
            "again, or choose another way to give."
        )
