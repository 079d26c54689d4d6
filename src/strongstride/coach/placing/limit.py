"""A rule that narrows a day."""

import msgspec


class Limit(msgspec.Struct, frozen=True):
    """A rule that narrows a day, with what a runner reads: `Wednesday is the day before ...`."""

    rule: str
    text: str
