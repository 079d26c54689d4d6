"""What the pages about pledges say."""

from datetime import datetime

from django.core.paginator import Paginator
from msgspec import Struct

from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.gifts_list import name_shown
from strongstride.giving.campaigns.standing import takes_what_was_begun, today_of
from strongstride.giving.models import Campaign, CampaignState, CountFrom, Pledge, PledgeState
from strongstride.giving.pledges.accrual import comes_to
from strongstride.giving.pledges.ending import FOLLOWING, UNPAID
from strongstride.giving.pledges.estimate import Estimate, estimate
from strongstride.giving.pledges.paying import OWED, PAYABLE
from strongstride.giving.pledges.queries import amounts, of_campaign, pledged
from strongstride.giving.pledges.told import terms_words
from strongstride.giving.pledges.units import show_units
from strongstride.giving.pledges.words import PledgeWords
from strongstride.giving.providers import offered
from strongstride.giving.providers.manual import ByHand
from strongstride.ledger.dues import units_to_cap
from strongstride.ledger.money import Money, show
from strongstride.web import clock

_ON_A_PAGE = 50
_BASIS = {
    "goal": "if {runner} reaches their goal",
    "pace": "if it goes on as until today",
    "": "nothing is run yet to estimate from",
}
STATES = {
    PledgeState.UNCONFIRMED: "waits for you to confirm it",
    PledgeState.ACTIVE: "counts",
    PledgeState.ENDED: "all is counted",
    PledgeState.DUE: "to be paid",
    PledgeState.PAID: "paid",
    PledgeState.UNFULFILLED: "not paid in time",
    PledgeState.CANCELLED: "cancelled",
}


class Cost(Struct, frozen=True, kw_only=True):
    """What a pledge costs, in words: at most, as thought, and for what is done today."""

    most: str
    most_at: str  # how much work makes the cap
    expected: str
    expected_for: str
    because: str
    now: str
    now_for: str
    has_estimate: bool


def cost_of(pledge: Pledge, found: Estimate) -> Cost:
    """An estimate in words."""
    runner = pledge.campaign.owner_name or "the runner"
    return Cost(
        most=_money(pledge, pledge.cap_minor),
        most_at=show_units(_units_at_cap(pledge), pledge.unit),
        expected=_money(pledge, found.minor),
        expected_for=show_units(found.units, pledge.unit),
        because=_BASIS[found.basis].format(runner=runner),
        now=_money(pledge, found.minor_now),
        now_for=show_units(found.units_now, pledge.unit),
        has_estimate=bool(found.basis),
    )


def _units_at_cap(pledge: Pledge) -> int:
    return units_to_cap(pledge.rate_minor, pledge.unit, pledge.cap_minor)


def _money(pledge: Pledge, minor: int) -> str:
    return show(Money(minor, pledge.currency))


def look_context(campaign: Campaign, words: PledgeWords) -> dict[str, object]:
    """What a pledge that is not made yet would cost."""
    part = campaign.participation
    assert part is not None  # `offering.offered_units` has seen it
    pledge = Pledge(
        campaign=campaign,
        rate_minor=words.rate_minor,
        unit=words.unit,
        cap_minor=words.cap_minor,
        currency=campaign.currency,
        count_from=words.count_from,
        created_at=clock.now(),
    )
    return {
        "cost": cost_of(pledge, estimate(pledge, part, today_of(campaign))),
        "terms": terms_words(pledge),
        "counts_all": words.count_from == CountFrom.START,
        "words": words,
    }


def pledge_context(pledge: Pledge) -> dict[str, object]:
    """A pledge as its donor sees it."""
    campaign = pledge.campaign
    part = campaign.participation
    follows = pledge.state in FOLLOWING
    found = estimate(pledge, part, today_of(campaign)) if follows and part is not None else None
    return {
        "pledge": pledge,
        "campaign": campaign,
        "is_page_seen": campaign.state != CampaignState.CANCELLED,
        "cause": campaign.cause,
        "terms": terms_words(pledge),
        "state": STATES[PledgeState(pledge.state)],
        "counts_all": pledge.count_from == CountFrom.START,
        "cost": None if found is None else cost_of(pledge, found),
        "owed": _money(pledge, pledge.final_minor or 0),
        "done": show_units(pledge.final_units or 0, pledge.unit),
        "lapsed": _has_lapsed(pledge, clock.now()),
        "follows": follows,
        "may_pay": pledge.state in PAYABLE,
        "may_cancel": pledge.state in UNPAID,
        "ways": _ways(campaign),
        "zone": campaign.club.time_zone,
    }


def _ways(campaign: Campaign) -> list[tuple[str, str]]:
    """By which it can be paid, as key and title."""
    ways = offered(campaign.cause) if takes_what_was_begun(campaign) else ()
    return [(each.key, each.title) for each in ways]


def _has_lapsed(pledge: Pledge, now: datetime) -> bool:
    is_waiting = pledge.state == PledgeState.UNCONFIRMED
    return is_waiting and pledge.expires_at is not None and now >= pledge.expires_at


class Line(Struct, frozen=True, kw_only=True):
    """A pledge in a list; `later` is what changed runs would make of it.

    What its donor hides is empty for all but who keeps the books.
    """

    pledge: Pledge
    name: str
    terms: str
    state: str
    done: str
    amount: str
    later: str
    may_take: bool


def list_context(campaign: Campaign, me: Membership, number: int) -> dict[str, object]:
    """The pledges of a page, as somebody who may see them sees them."""
    keeps_books = may_money(me, MoneyAct.KEEP_BOOKS)
    page = Paginator(of_campaign(campaign), _ON_A_PAGE).get_page(number)
    found = list(page.object_list)
    sums = amounts(found)
    takes = keeps_books and ByHand.key in campaign.cause.ways
    return {
        "campaign": campaign,
        "club": campaign.club,
        "keeps_books": keeps_books,
        "pledged": show(Money(pledged(campaign), campaign.currency)),
        "lines": [_line(each, sums[each], keeps_books=keeps_books, takes=takes) for each in found],
        "page": page,
    }


def _line(pledge: Pledge, minor: int, *, keeps_books: bool, takes: bool) -> Line:
    is_open = keeps_books or not pledge.hides_amount
    later = pledge.later_units
    return Line(
        pledge=pledge,
        name=(pledge.donor.name or "(no name)") if keeps_books else name_shown(pledge),
        terms=terms_words(pledge) if is_open else "",
        state=STATES[PledgeState(pledge.state)],
        done="" if pledge.final_units is None else show_units(pledge.final_units, pledge.unit),
        amount=_money(pledge, minor) if is_open else "",
        later="" if later is None or not is_open else _later(pledge, later),
        may_take=takes and pledge.state in OWED,
    )


def _later(pledge: Pledge, units: int) -> str:
    return f"{show_units(units, pledge.unit)}, {_money(pledge, comes_to(pledge, units))}"
