"""What the demo's club raises: an invented cause, two giving pages, gifts, pledges, a sponsor."""

from datetime import date, timedelta
from typing import NamedTuple
from uuid import uuid4

from django.db import transaction

from strongstride.clubs.models import Challenge, Club, Membership, Role
from strongstride.giving.campaigns import updates
from strongstride.giving.campaigns.actions import make_page, submit
from strongstride.giving.campaigns.beginning import begin
from strongstride.giving.campaigns.words import PageWords, surplus_words
from strongstride.giving.causes.actions import create_cause
from strongstride.giving.causes.words import CauseWords, MoneyWords, PermissionWords
from strongstride.giving.desk.reconcile import take_in
from strongstride.giving.desk.statement import read
from strongstride.giving.gifts.actions import make_gift, start_attempt
from strongstride.giving.gifts.offline import OfflineWords, enter
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.matches.actions import make_match
from strongstride.giving.matches.words import MatchWords
from strongstride.giving.models import (
    Campaign,
    Cause,
    CountFrom,
    Display,
    Donation,
    Donor,
    OwnerKind,
    Pledge,
    PledgeState,
    PledgeUnit,
    Regime,
)
from strongstride.ledger.money import CURRENCIES
from strongstride.web import clock

ROBINS, THE_CLUBS = 0, 1  # pages


class Given(NamedTuple):
    """A gift of the demo, in pence."""

    page: int
    name: str
    pence: int
    display: Display
    message: str = ""


GIFTS = (
    Given(
        THE_CLUBS,
        "Dora Lindqvist",
        5000,
        Display.PUBLIC,
        "For every kingfisher between here and the sea.",
    ),
    Given(THE_CLUBS, "Samir Patel", 2500, Display.FIRST_NAME),
    Given(THE_CLUBS, "Grace Mbeki", 10_000, Display.PUBLIC, "Go Riverside!"),
    Given(ROBINS, "Hal Brooks", 2000, Display.PUBLIC, "Run, Robin, run."),
    Given(ROBINS, "Wren Castellano", 3000, Display.ANONYMOUS),
    Given(ROBINS, "Ola Nyberg", 1500, Display.FIRST_NAME, "Squats count too, I am told."),
)
PLEDGES = (
    ("Juno Hale", 50, 2500, Display.PUBLIC),
    ("Femi Okoye", 20, 1000, Display.FIRST_NAME),
)
"""Donor, pence a mile, at most, and how they are shown."""


@transaction.atomic
def raise_funds(club: Club) -> None:
    """Give the club a cause, pages for it, and money that came and was promised."""
    owner = club.memberships.get(role=Role.OWNER)
    challenge = Challenge.objects.filter(club=club).latest("title")
    cause = _cause(owner)
    pages = _pages(owner, challenge, cause)
    _match(pages[THE_CLUBS], owner)
    gifts = [_gift(pages[each.page], each) for each in GIFTS]
    take_in(cause, read(_statement(gifts), CURRENCIES[cause.currency]).lines, owner)
    words = OfflineWords(
        asked=uuid4(), amount_minor=1200, given_on=_today(club), name="The bakery's tip jar"
    )
    enter(pages[THE_CLUBS], owner, words, clock.now())
    for told in PLEDGES:
        _pledge(pages[ROBINS], *told)
    updates.write(pages[ROBINS], owner, "Three weeks in, and the knees still talk to me.")


def _today(club: Club) -> date:
    return clock.local_today(club.time_zone)


def _cause(owner: Membership) -> Cause:
    who = CauseWords(
        name="The River Trust (invented)",
        country="GB",
        about="Looks after the river we run along: clean water, otters, and a path that stays dry.",
        registered_with="Charity Commission for England and Wales",
        registration_number="0000000",
        complaints="hello@river.example.org",
        regime=Regime.UK,
        receipt_text="Thank you. Every pound plants three feet of hedge.",
    )
    money = MoneyWords(
        receives="The River Trust's own bank account",
        currency="GBP",
        least_minor=200,
        ways=("bank_transfer", "manual"),
        bank={
            "account_name": "The River Trust",
            "sort_code": "00-00-00",
            "account_number": "00000000",
        },
    )
    permission = PermissionWords(
        permission_by="Ada Brook, director",
        permission_on=_today(owner.club) - timedelta(days=30),
        permission_proof="Letter in the club's folder",
    )
    return create_cause(owner, who, money, permission)


def _pages(owner: Membership, challenge: Challenge, cause: Cause) -> list[Campaign]:
    told = {
        OwnerKind.RUNNER: PageWords(
            title="Robin's winter miles for the river",
            owner_name="Robin",
            story="I run along it three mornings a week. It is time to give something back.\n\n"
            "Pledge a little for each mile, or give what you like.",
            surplus=surplus_words(cause),
            goal_minor=25_000,
        ),
        OwnerKind.CLUB: PageWords(
            title="A thousand miles for the river",
            owner_name=owner.club.name,
            story="All of us together, a thousand miles, and £1,000 for the water beside the path.",
            surplus=surplus_words(cause),
            goal_minor=100_000,
        ),
    }
    made = []
    for kind, words in told.items():
        page = make_page(begin(owner, kind, challenge), cause, words)
        submit(page, owner)
        made.append(page)
    return made


def _match(page: Campaign, owner: Membership) -> None:
    today = _today(owner.club)
    words = MatchWords(
        sponsor="Bridge Street Bakery",
        pool_minor=20_000,
        rate_percent=100,
        per_gift_minor=5000,
        starts_on=today,
        ends_on=today + timedelta(days=60),
    )
    make_match(owner, page.pk, words)


def _gift(page: Campaign, given: Given) -> Donation:
    words = GiftWords(
        asked=uuid4(),
        amount_minor=given.pence,
        provider="bank_transfer",
        name=given.name,
        display=given.display,
        message=given.message,
    )
    donation, attempt = make_gift(page, words, clock.now())
    start_attempt(attempt)
    return donation


def _statement(gifts: list[Donation]) -> bytes:
    """The bank's word: all of the gifts but the last, and a transfer nobody announced."""
    on = _today(gifts[0].campaign.club).isoformat()
    lines = [
        f"{on},{gift.donor.name} {gift.ref},{gift.amount_minor // 100}.00" for gift in gifts[:-1]
    ]
    return "\n".join(
        ["Date,Description,Amount", *lines, f"{on},N FOX FOR THE OTTERS,18.00"]
    ).encode()


def _pledge(page: Campaign, name: str, rate: int, cap: int, display: Display) -> None:
    """A pledge as it stands once confirmed: no letter to confirm it goes out from a demo."""
    now = clock.now()
    Pledge.objects.create(
        asked=uuid4(),
        campaign=page,
        donor=Donor.objects.create(name=name, created_at=now),
        rate_minor=rate,
        unit=PledgeUnit.MILE,
        cap_minor=cap,
        currency=page.currency,
        count_from=CountFrom.START,
        display=display,
        state=PledgeState.ACTIVE,
        created_at=now,
        confirmed_at=now,
    )
