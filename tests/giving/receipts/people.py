"""People around receipts for browser tests: called by way of `tests.browser.people`."""

from datetime import date

from strongstride.clubs.models import Role
from strongstride.giving.links import gift_token
from strongstride.giving.models import Campaign, Donation, Regime
from strongstride.giving.receipts.actions import correct, issue
from strongstride.giving.receipts.declarations import DeclarationWords, declare
from strongstride.web import clock
from tests.casting import login
from tests.clubs.making import make_challenge, make_club, make_member
from tests.giving.making import make_campaign, make_cause, make_donor
from tests.giving.receipts.making import make_cleared, send_back

SAID = DeclarationWords(
    first_name="Sam", last_name="Reed", house="12", address="Mill Lane, Reading",
    postcode="RG1 1AA", is_lasting=True,
)  # fmt: skip


def uk_donor() -> dict[str, str]:
    """Somebody who gave to a charity of the UK: once declared and partly sent back, once not."""
    gift, declared = _gifts(_page())
    return {"gift": gift_token(gift), "declared": gift_token(declared)}


def receipt_keeper() -> dict[str, str]:
    """A treasurer with receipts, a correction, a claim of Gift Aid and two ways of paying."""
    page = _page()
    gift, _ = _gifts(page)
    issue(make_cleared(page, 1250, provider="manual", cover_minor=35), clock.now())
    keeper = make_member(page.club, "Tess Till", Role.TREASURER)
    assert keeper.athlete is not None
    return {
        "session": login(keeper.athlete.user),
        "club": page.club.slug,
        "cause": page.cause.slug,
        "page": page.slug,
        "email": gift.donor.email,
    }


def _page() -> Campaign:
    club = make_club()
    challenge = make_challenge(club)
    cause = make_cause(club, regime=Regime.UK)
    make_campaign(
        cause,
        title="Stride and shirt",
        benefit="a club shirt",
        benefit_minor=1200,
        benefit_from_minor=5000,
    )
    return make_campaign(cause, challenge=challenge)


def _gifts(page: Campaign) -> tuple[Donation, Donation]:
    """One of £20, and one of £50 of which £10 went back; the second was declared."""
    now = clock.now()
    gift = make_cleared(page, 2000, donor=make_donor("Sam Reed"), given_on=date(2026, 3, 2))
    issue(gift, now)
    declared = make_cleared(page, 5000, donor=make_donor("Ελένη Παππά", email=gift.donor.email))
    declare(declared, SAID, now)
    issue(declared, now)
    correct(declared, send_back(declared, 1000, str(declared.pk)), now)
    return gift, declared
