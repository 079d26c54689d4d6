"""Causes, giving pages and gifts for tests: rows as small as they may be."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from strongstride.clubs.models import Club, Membership, Role
from strongstride.giving.models import (
    Campaign,
    CampaignState,
    Cause,
    Display,
    Donation,
    Donor,
    OwnerKind,
)
from tests.clubs.making import make_club, make_member

OPENED = datetime(2026, 3, 1, 12, tzinfo=UTC)
_numbers = count(1)


def make_cause(club: Club | None = None, **columns: Any) -> Cause:
    """A UK charity with recorded permission that takes gifts by hand and by bank transfer."""
    number = next(_numbers)
    given: dict[str, Any] = {
        "slug": f"river-trust-{number}",
        "name": "The River Trust",
        "country": "GB",
        "currency": "GBP",
        "registered_with": "Charity Commission for England and Wales",
        "registration_number": "1234567",
        "receives": "The River Trust's own bank account",
        "bank": {
            "account_name": "The River Trust",
            "sort_code": "00-00-00",
            "account_number": "12345678",
        },
        "giving_url": "https://river.example.org/give",
        "ways": ["manual", "bank_transfer", "external_link"],
        "permission_by": "Ada Brook, director",
        "permission_on": date(2026, 2, 1),
        "permission_proof": "Letter of 1 February 2026",
        "least_minor": 200,
        "created_at": OPENED,
    }
    return Cause.objects.create(club=club or make_club(), **{**given, **columns})


def make_campaign(
    cause: Cause | None = None, owner: Membership | None = None, **columns: Any
) -> Campaign:
    """A live page of a club in pounds."""
    cause = cause or make_cause()
    owner = owner or make_member(cause.club, role=Role.ADMIN)
    given: dict[str, Any] = {
        "slug": f"miles-for-the-river-{next(_numbers)}",
        "owner_kind": OwnerKind.CLUB,
        "owner_name": cause.club.name,
        "title": "Miles for the river",
        "currency": cause.currency,
        "goal_minor": 250_000,
        "state": CampaignState.LIVE,
        "created_at": OPENED,
        "live_at": OPENED,
    }
    return Campaign.objects.create(
        club=cause.club, cause=cause, owner=owner, **{**given, **columns}
    )


def make_donor(name: str = "Sam Reed", **columns: Any) -> Donor:
    """Somebody with a name and an address for mail."""
    given: dict[str, Any] = {
        "name": name,
        "email": f"donor{next(_numbers)}@example.org",
        "created_at": OPENED,
    }
    return Donor.objects.create(**{**given, **columns})


def make_donation(
    campaign: Campaign | None = None, amount_minor: int = 2000, **columns: Any
) -> Donation:
    """A gift by bank transfer that nobody has paid yet."""
    campaign = campaign or make_campaign()
    given: dict[str, Any] = {
        "ref": f"SST{next(_numbers):06}",
        "asked": uuid4(),
        "donor": columns.pop("donor", None) or make_donor(),
        "amount_minor": amount_minor,
        "currency": campaign.currency,
        "provider": "bank_transfer",
        "display": Display.PUBLIC,
        "given_on": OPENED.date(),
        "created_at": OPENED,
    }
    return Donation.objects.create(campaign=campaign, **{**given, **columns})
