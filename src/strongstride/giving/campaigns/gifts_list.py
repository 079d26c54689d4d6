"""The gifts of a page as everybody may see them: as each donor said, and never more."""

from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import Q

from strongstride.clubs.club.names import clean_name
from strongstride.giving.models import Campaign, Display, Donation, DonationState, Pledge
from strongstride.web.marks import Mark

PAGE = 10
MOST_COUNTED = 10_000  # gifts of one page: above that nobody wants to know the number, and waits
ANONYMOUS = "Anonymous"

KEPT = (DonationState.CLEARED, DonationState.PARTLY_REFUNDED)
"""States of gifts that are on the page: paid, and not taken back."""

_COLUMNS = (
    "display", "hides_amount", "amount_minor", "message", "message_hidden_at", "state",
    "cleared_at", "campaign_id", "donor__name", "donor__erased_at",
)  # fmt: skip


class GiftShown(msgspec.Struct, frozen=True, kw_only=True):
    """One gift; `amount_minor` is None where it is not shown, `message` then may still be."""

    key: UUID
    name: str
    on: date
    amount_minor: int | None = None
    message: str = ""


class GiftPage(msgspec.Struct, frozen=True):
    """Some gifts, newest first, and the mark of the next page if there is one."""

    gifts: tuple[GiftShown, ...]
    following: str = ""


def gifts_of(campaign: Campaign, after: str = "") -> GiftPage:
    """A page of the gifts that came and stayed. One query."""
    rows = Donation.objects.filter(campaign=campaign, state__in=KEPT, cleared_at__isnull=False)
    mark = Mark.read(after)
    if mark is not None:
        same = Q(cleared_at=mark.at, pk__lt=mark.key)
        rows = rows.filter(cleared_at__lte=mark.at).filter(Q(cleared_at__lt=mark.at) | same)
    rows = rows.select_related("donor").only("id", *_COLUMNS).order_by("-cleared_at", "-pk")
    found = list(rows[: PAGE + 1])
    zone = ZoneInfo(campaign.club.time_zone)
    last = found[PAGE - 1] if len(found) > PAGE else None
    following = "" if last is None or last.cleared_at is None else _mark(last)
    return GiftPage(tuple(_shown(each, zone) for each in found[:PAGE]), following)


def how_many(campaign: Campaign) -> int:
    """How many gifts came and stayed, `MOST_COUNTED` for that many and more. One query."""
    rows = Donation.objects.filter(campaign=campaign, state__in=KEPT, cleared_at__isnull=False)
    return rows[:MOST_COUNTED].count()


def _mark(donation: Donation) -> str:
    assert donation.cleared_at is not None
    return str(Mark(donation.cleared_at, donation.pk))


def _shown(donation: Donation, zone: ZoneInfo) -> GiftShown:
    """A gift of which part went back shows no amount: neither sum would be right."""
    assert donation.cleared_at is not None
    hides = donation.hides_amount or donation.state == DonationState.PARTLY_REFUNDED
    return GiftShown(
        key=donation.pk,
        name=name_shown(donation),
        on=donation.cleared_at.astimezone(zone).date(),
        amount_minor=None if hides else donation.amount_minor,
        message="" if donation.message_hidden_at else donation.message,
    )


def name_shown(given: Donation | Pledge) -> str:
    """What the page writes for the donor of a gift or pledge."""
    name = clean_name(given.donor.name)
    if given.display == Display.ANONYMOUS or given.donor.erased_at or not name:
        return ANONYMOUS
    return name if given.display == Display.PUBLIC else name.split()[0]
