"""A page with something of everything in its books, brought there through the door for money."""

from typing import NamedTuple

from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.refunds import ask_refund, send_refund
from strongstride.giving.models import Campaign, Donation, Match
from strongstride.giving.providers.seen import DisputeSeen, DisputeWord
from tests.giving.clearing.making import again, make_match, pay, seen
from tests.giving.making import make_campaign, make_cause, make_donation, make_donor


class World(NamedTuple):
    """The page and its gifts; in pence."""

    campaign: Campaign
    match: Match
    kept: Donation  # 2000 and 90 of cover, matched by 2000
    cut: Donation  # 1000, matched by 1000, 400 gone back with 400 of the match
    lost: Donation  # 500, matched by 500, all of it lost in a dispute
    won: Donation  # 700, matched by 700, in a dispute that was won
    disputed: Donation  # 300, matched by 300, in a dispute
    waiting: Donation  # nobody has paid it


RAISED, MATCHED, FEES, IN_DISPUTE = 2000 + 600 + 700, 2000 + 600 + 700 + 300, 90, 300
TRANSFERS = (3 + 1) + (2 + 1 + 2 + 1) + (2 + 1 + 1 + 1 + 1) + (2 + 1 + 1 + 1) + (2 + 1 + 1)


def make_world() -> World:
    """Gifts that stayed, went back in part, were disputed and lost, won, undecided, and unpaid."""
    campaign = make_campaign(make_cause(name="=The River Trust"))
    match = make_match(campaign)
    kept = make_donation(campaign, 2000, cover_minor=90, donor=make_donor("Ann Onymous"))
    cut, lost, won, disputed, waiting = (
        make_donation(campaign, minor) for minor in (1000, 500, 700, 300, 800)
    )
    pay(kept)
    refund = ask_refund(pay(cut), 400, "asked by the donor", None)
    send_refund(refund)
    _dispute(lost, DisputeWord.OPEN, DisputeWord.LOST)
    _dispute(won, DisputeWord.OPEN, DisputeWord.WON)
    _dispute(disputed, DisputeWord.OPEN)
    return World(campaign, match, kept, cut, lost, won, disputed, waiting)


def _dispute(gift: Donation, *words: DisputeWord) -> None:
    attempt = pay(gift)
    for word in words:
        told = DisputeSeen(f"du_{gift.ref}", gift.amount_minor, word)
        apply(again(attempt), seen(attempt, disputes=(told,)))
