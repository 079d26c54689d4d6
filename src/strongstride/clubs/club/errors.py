"""Why something cannot be done with a club; each message is for the person who asked."""

NO_NAME = "Write a name with at least one letter."


class ClubError(ValueError):
    """Something cannot be done with a club; the message says why and what to do instead."""


class NoEntryError(ClubError):
    """Somebody cannot become a member."""


class StillOwnerError(ClubError):
    """The owner would leave a club that must have one."""

    def __init__(self) -> None:
        super().__init__("Hand the club over first, or close it: a club always has an owner.")
