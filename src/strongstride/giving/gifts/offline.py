"""Gifts that no provider tells of: written down by a person, counted once the money was seen.

The page's owner may write one down, and who keeps the books. It counts only when who keeps the
books says that the money is with the cause; nobody else's word moves money.
"""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from msgspec import Struct

from strongstride.clubs.access import NOT_YOUR_ROLE
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.states import SEEN
from strongstride.giving.causes.queries import is_open
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.actions import new_ref
from strongstride.giving.gifts.errors import GiftError
from strongstride.giving.gifts.words import MOST_IN_MESSAGE
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    Display,
    Donation,
    DonationState,
    Donor,
    PaymentAttempt,
)
from strongstride.giving.providers import PROVIDERS
from strongstride.giving.providers.manual import ByHand
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.giving.turns import lock_campaign
from strongstride.ledger.money import Money, show
from strongstride.ledger.states import IN_THE_BOOKS, may_become


class OfflineWords(Struct, frozen=True):
    """A gift as somebody writes it down; `asked` as in `GiftWords`."""

    asked: UUID
    amount_minor: int
    given_on: date
    name: str = ""
    email: str = ""
    display: str = Display.ANONYMOUS.value
    hides_amount: bool = False
    message: str = ""


def may_enter(campaign: Campaign, member: Membership) -> bool:
    """Whether somebody may write gifts down: the page's owner, and who keeps the books."""
    return campaign.owner_id == member.pk or may_money(member, MoneyAct.KEEP_BOOKS)


def takes_by_hand(campaign: Campaign) -> bool:
    """Whether gifts to the page can be written down: it is live or was, its cause takes cash."""
    is_taken = is_open(campaign.cause) and ByHand.key in campaign.cause.ways
    return is_taken and campaign.state in SEEN  # a cheque may come late


@transaction.atomic
def enter(campaign: Campaign, by: Membership, words: OfflineWords, now: datetime) -> PaymentAttempt:
    """Write a gift down; it waits to be verified, and counts nowhere. The same form is one gift.

    Raises `GiftError`, and `PermissionDenied` for who may not.
    """
    page = lock_campaign(campaign.pk)
    if not may_enter(page, by):
        raise PermissionDenied(NOT_YOUR_ROLE)
    if known := Donation.objects.filter(asked=words.asked).first():
        return _same(known, page)
    _check(page, words)
    donor = Donor.objects.create(name=words.name, email=words.email, created_at=now)
    donation = Donation.objects.create(
        ref=new_ref(),
        asked=words.asked,
        campaign=page,
        donor=donor,
        amount_minor=words.amount_minor,
        currency=page.currency,
        provider=ByHand.key,
        display=words.display,
        hides_amount=words.hides_amount,
        message=clean(words.message)[:MOST_IN_MESSAGE],
        state=DonationState.PENDING,
        entered_by=by,
        given_on=words.given_on,
        created_at=now,
    )
    _note(donation, by, "gift written down")
    return new_attempt(donation, ByHand.key)


@transaction.atomic
def verify(donation: Donation, by: Membership) -> None:
    """Say that the money is with the cause: from now on the gift counts.

    Only who keeps the books may, also of a gift they wrote down themself. Raises
    `PermissionDenied`, and `GiftError` for a gift that does not wait any more.
    """
    page = lock_campaign(donation.campaign_id)
    _must_keep_books(by)
    mine = _unpaid(donation)
    attempt = new_attempt(mine, _way_of(mine))
    Donation.objects.filter(pk=mine.pk).update(verified_by=by)
    apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))
    mine.campaign = page
    _note(mine, by, "gift verified")


@transaction.atomic
def refuse(donation: Donation, by: Membership) -> None:
    """Say that the money never came. Raises as `verify`."""
    page = lock_campaign(donation.campaign_id)
    _must_keep_books(by)
    mine = _waiting(donation)
    mine.state = DonationState.CANCELLED
    mine.save(update_fields=["state"])
    mine.campaign = page
    _note(mine, by, "gift refused")


def _same(known: Donation, page: Campaign) -> PaymentAttempt:
    if known.campaign_id != page.pk:
        raise GiftError("This form was sent for another page: open the page again.")
    return known.attempts.latest("created_at", "pk")


def _check(page: Campaign, words: OfflineWords) -> None:
    if page.state not in SEEN:
        raise GiftError("Gifts are written down once the page is live.")
    if not is_open(page.cause) or ByHand.key not in page.cause.ways:
        raise GiftError("This cause takes no cash and no cheques.")
    if words.amount_minor <= 0:
        raise GiftError("Write what was given.")


def _must_keep_books(by: Membership) -> None:
    by.refresh_from_db()
    if not may_money(by, MoneyAct.KEEP_BOOKS):
        raise PermissionDenied(NOT_YOUR_ROLE)


def _waiting(donation: Donation) -> Donation:
    found = _locked(donation)
    if not may_become(found.state, DonationState.CANCELLED):
        raise GiftError("This gift does not wait any more.")
    return found


def _unpaid(donation: Donation) -> Donation:
    """One that waits, or whose donor chose a way people look after when another had failed."""
    found = _locked(donation)
    if may_become(found.state, DonationState.CANCELLED) or is_promised(found):
        return found
    raise GiftError("This gift does not wait any more.")


def _locked(donation: Donation) -> Donation:
    found = Donation.objects.select_for_update(of=("self",), no_key=True).get(pk=donation.pk)
    if found.state in IN_THE_BOOKS:
        raise GiftError("This gift was verified before.")
    return found


def is_promised(donation: Donation) -> bool:
    """Whether a gift that nobody has paid yet is to come by a way that people look after.

    Also one that was begun by another way, which may have failed. One query at most.
    """
    is_over = donation.state in IN_THE_BOOKS or donation.state == DonationState.CANCELLED
    return not is_over and _tries_by_people(donation).exists()


def _tries_by_people(donation: Donation) -> QuerySet[PaymentAttempt]:
    """The tries whose money no provider tells of, and that were not given up."""
    ways = [each.key for each in PROVIDERS.values() if not each.is_online]
    over = (AttemptState.FAILED, AttemptState.EXPIRED)
    return PaymentAttempt.objects.filter(donation=donation, provider__in=ways).exclude(
        state__in=over
    )


def _way_of(donation: Donation) -> str:
    """How it was paid: as its donor chose last, unless that provider would have told us itself."""
    chosen = _tries_by_people(donation).order_by("-created_at", "-pk").first()
    if chosen is not None:
        return chosen.provider
    announced = PROVIDERS[donation.provider]
    return ByHand.key if announced.is_online else announced.key


def _note(donation: Donation, by: Membership, action: str) -> None:
    amount = show(Money(donation.amount_minor, donation.currency))
    after: Mapping[str, object] = {"gift": donation.ref, "amount": amount}
    note(by.club, by, action, donation.campaign.title, after=dict(after))
