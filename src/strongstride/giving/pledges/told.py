"""A pledge in words."""

from strongstride.giving.models import Pledge, PledgeUnit
from strongstride.giving.pledges.units import RATES
from strongstride.ledger.money import Money, show


def terms_words(pledge: Pledge) -> str:
    """What was promised: £0.50 a mile, up to £25."""
    rate = show(Money(pledge.rate_minor, pledge.currency))
    cap = show(Money(pledge.cap_minor, pledge.currency))
    return f"{rate} {RATES[PledgeUnit(pledge.unit)]}, up to {cap}"
