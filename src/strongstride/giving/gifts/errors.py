"""Why a gift cannot be made; each message is for the person who tried."""


class GiftError(ValueError):
    """Something cannot be done with a gift; the message says why and what to do instead."""


class NotStartedError(GiftError):
    """A payment could not be begun. The same words whatever the reason: testers of cards learn
    nothing from them.
    """

    status = 503

    def __init__(self) -> None:
        super().__init__(
            "Your gift could not be started, and nothing was taken. Wait some minutes, then try "
            "again, or choose another way to give."
        )
