"""People around giving pages for browser tests: called by way of `tests.browser.people`."""

import re
from datetime import timedelta
from typing import Any

from strongstride.clubs.models import Club, Membership, Role
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.actions import start_attempt
from strongstride.giving.gifts.messages import hide, report
from strongstride.giving.links import gift_token, news_token, pledge_token
from strongstride.giving.models import Campaign, Donation, Letter
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.web import clock
from tests.casting import login
from tests.clubs.making import make_club, make_member
from tests.giving.clearing.making import make_match
from tests.giving.making import make_campaign, make_cause, make_donation, make_donor
from tests.giving.pledges.making import make_pledge_row, make_runner_page, make_terms, run

STORY = "I run from the weir to the sea.\n\nThe trust keeps the path open: https://example.org"


def donor() -> dict[str, str]:
    """Somebody without an account: with a gift on its way, and one that has come."""
    page = _page(make_club())
    on_its_way = make_donation(page, 2500, ref="RN3K9TPWX", donor=make_donor(wants_news=True))
    start_attempt(new_attempt(on_its_way, "bank_transfer"))
    here = make_donation(page, 5000, message="Go Robin, all the way to the sea!")
    _came(here)
    return {
        "page": page.slug,
        "gift": gift_token(on_its_way),
        "gift_here": gift_token(here),
        "message": str(here.pk),
        "news": news_token(on_its_way.donor),
    }


def keeper_of_gifts() -> dict[str, str]:
    """A treasurer who writes gifts down; two messages of donors are in question."""
    club = make_club()
    page = _page(club)
    keeper = make_member(club, "Tess Till", Role.TREASURER)
    waits = make_donation(page, 1500, provider="manual", entered_by=page.owner, state="pending")
    new_attempt(waits, "manual")
    _came(make_donation(page, 4000, provider="manual"))
    return {**_told(keeper), "page": page.slug}


def finder_of_sponsors() -> dict[str, str]:
    """An organiser with a sponsor who has added to a gift, and one who was stopped."""
    club, now = make_club(), clock.now()
    page = _page(club)
    finder = make_member(club, "Ada Organiser", Role.ADMIN)
    span: dict[str, Any] = {
        "created_at": now,
        "starts_at": now,
        "ends_at": now + timedelta(days=20),
    }
    running = make_match(page, 50_000, per_gift_minor=5000, **span)
    stopped = make_match(page, sponsor="Mill & Sons", rate_percent=50, stopped_at=now, **span)
    _came(make_donation(page, 3000, created_at=now, given_on=now.date()))
    keys = {"match": str(running.pk), "stopped": str(stopped.pk), "page": page.slug}
    return {**_told(finder), **keys}


def moderator_of_messages() -> dict[str, str]:
    """A moderator; a donor's message was reported, another is hidden."""
    club = make_club()
    page = _page(club)
    moderator = make_member(club, "Mo Moderator", Role.MODERATOR)
    for words in ("Buy my running shoes at https://shoes.example", "You will never make it."):
        gift = make_donation(page, 2000, message=words)
        _came(gift)
        gift.campaign = page
        report(gift, "This is no message for a giving page", clock.now())
    hide(gift, moderator, clock.now())
    return _told(moderator)


def pledger() -> dict[str, str]:
    """Somebody without an account who has pledged for a runner: once for every state."""
    page = _running_page()
    frozen = {"final_units": 61_155, "final_minor": 1900, "due_at": clock.now() + timedelta(days=5)}
    waits = make_pledge_row(
        page, state="unconfirmed", expires_at=clock.now() + timedelta(days=6), unit="km"
    )
    given = {
        "pledge": make_pledge_row(page),
        "pledge_waits": waits,
        "pledge_ended": make_pledge_row(page, state="ended", **frozen),
        "pledge_due": make_pledge_row(
            page, state="due", expires_at=clock.now() + timedelta(days=30), **frozen
        ),
        "pledge_paid": make_pledge_row(page, state="paid", **frozen),
        "pledge_off": make_pledge_row(page, state="cancelled"),
    }
    return {"page": page.slug} | {name: pledge_token(each) for name, each in given.items()}


def letter_to_pledger() -> str:
    """The link in the newest letter that asks to confirm a pledge."""
    letter = Letter.objects.filter(key__startswith="pledge-confirm:").latest("pk")
    found = re.search(r"/pledges/\S+", letter.body)
    assert found is not None
    return found[0]


def keeper_of_pledges() -> dict[str, str]:
    """A treasurer; of a runner's pledges one counts, one is owed, one was changed since."""
    page = _running_page()
    keeper = make_member(page.club, "Tess Till", Role.TREASURER)
    frozen = {"final_units": 61_155, "final_minor": 1900}
    make_pledge_row(page, donor=make_donor("Juno Hale"))
    make_pledge_row(page, donor=make_donor("Femi Okoye"), state="due", **frozen)
    later = {"later_units": 45_062, "state": "unfulfilled"}
    make_pledge_row(page, donor=make_donor("Ola Nyberg"), **frozen, **later)
    return {**_told(keeper), "page": page.slug}


def _running_page() -> Campaign:
    """A runner's page in a challenge that began ten days ago, with 38 miles run."""
    today = clock.local_today("Europe/London")
    days = {"starts_on": today - timedelta(days=10), "ends_on": today + timedelta(days=20)}
    page = make_runner_page(make_terms(**days))
    for back in (2, 4, 7):
        run(page, 20_385, today - timedelta(days=back))
    return page


def _page(club: Club) -> Campaign:
    """A runner's live page."""
    robin = make_member(club, "Robin Hale")
    cause = make_cause(club, complaints="complaints@river.example.org")
    return make_campaign(
        cause, robin, owner_kind="runner", owner_name="Robin Hale", story=STORY,
        surplus="What is above the goal buys trees along the bank.",
    )  # fmt: skip


def _came(gift: Donation) -> None:
    """The money is there."""
    attempt = new_attempt(gift, gift.provider)
    start_attempt(attempt)
    apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))
    gift.refresh_from_db()


def _told(member: Membership) -> dict[str, str]:
    """A session and the club."""
    assert member.athlete is not None
    return {"session": login(member.athlete.user), "club": member.club.slug}
