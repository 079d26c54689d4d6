"""What a donor says about a gift."""

from uuid import UUID

from msgspec import Struct

from strongstride.giving.models import Display

MOST_IN_MESSAGE = 500  # characters
MOST_IN_NAME = 100


class GiftWords(Struct, frozen=True):
    """A gift as a form asked for it; `amount_minor` in the page's currency, without fee cover.

    `asked` is the form's own key: the same form sent twice is one gift.
    """

    asked: UUID
    amount_minor: int
    provider: str
    covers_fee: bool = False
    name: str = ""
    email: str = ""
    display: str = Display.PUBLIC.value
    hides_amount: bool = False
    message: str = ""
    wants_news: bool = False
