"""What a donor says about a pledge."""

from uuid import UUID

from msgspec import Struct

from strongstride.giving.models import CountFrom, Display, PledgeUnit


class PledgeWords(Struct, frozen=True, kw_only=True):
    """A pledge as a form asked for it; amounts in minor units of the page's currency.

    `asked` is the form's own key: the same form sent twice is one pledge.
    """

    asked: UUID
    rate_minor: int
    unit: PledgeUnit
    cap_minor: int
    count_from: CountFrom = CountFrom.START
    name: str
    email: str
    display: Display = Display.PUBLIC
    hides_amount: bool = False
    message: str = ""
