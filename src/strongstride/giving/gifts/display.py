"""How a gift is shown, which its donor can change at any time."""

from msgspec import Struct

from strongstride.clubs.feed.text import clean
from strongstride.giving.gifts.words import MOST_IN_MESSAGE
from strongstride.giving.models import Display, Donation


class Shown(Struct, frozen=True):
    """What a donor lets others see of a gift."""

    display: str
    hides_amount: bool
    message: str


def change_display(donation: Donation, shown: Shown) -> None:
    """Show the gift this way from now on; a message that was hidden stays hidden."""
    donation.display = Display(shown.display)
    donation.hides_amount = shown.hides_amount
    donation.message = clean(shown.message)[:MOST_IN_MESSAGE]
    donation.save(update_fields=["display", "hides_amount", "message"])
