"""Paying a pledge: by its donor as any gift, or written down by who was handed the money."""

from datetime import date, datetime
from uuid import uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction

from strongstride.clubs.access import NOT_YOUR_ROLE
from strongstride.clubs.desk.audit import note
from strongstride.clubs.models import Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.campaigns.standing import takes_what_was_begun
from strongstride.giving.clearing.apply import apply
from strongstride.giving.clearing.attempts import new_attempt
from strongstride.giving.gifts.actions import make_gift, new_ref
from strongstride.giving.gifts.words import GiftWords
from strongstride.giving.models import (
    Donation,
    DonationState,
    PaymentAttempt,
    Pledge,
    PledgeState,
)
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.turns import take
from strongstride.giving.providers import offered
from strongstride.giving.providers.manual import ByHand
from strongstride.giving.providers.seen import PaidWord, Seen
from strongstride.ledger.money import Money, show

PAYABLE = frozenset({PledgeState.DUE, PledgeState.UNFULFILLED})
"""A pledge that was given up is still taken."""
OWED = PAYABLE | {PledgeState.ENDED}
"""Also what nobody has asked for yet may be handed over."""


@transaction.atomic
def pay(pledge: Pledge, provider: str, now: datetime) -> PaymentAttempt:
    """The gift that pays a pledge, and a try at paying it; pressed twice it is the same gift.

    Raises `PledgeError` for one that is not to be paid now, `GiftError` and `AlreadyPaidError` as
    gifts do.
    """
    mine = take(pledge.pk)
    if mine.state not in PAYABLE or not mine.final_minor:
        raise PledgeError("There is nothing to pay for this pledge now.")
    if not takes_what_was_begun(mine.campaign):
        raise PledgeError(
            "This cause takes no gifts any more, so your pledge cannot be paid here. Ask the club."
        )
    if provider not in {each.key for each in offered(mine.campaign.cause)}:
        raise PledgeError("This pledge cannot be paid that way: choose another.")
    gift = mine.donations.first()
    if gift is not None:
        gift.campaign, gift.donor = mine.campaign, mine.donor
        return new_attempt(gift, provider)
    words = GiftWords(
        asked=uuid5(mine.pk, "payment"),
        amount_minor=mine.final_minor,
        provider=provider,
        display=mine.display,
        hides_amount=mine.hides_amount,
        message="" if mine.message_hidden_at else mine.message,
    )
    _, attempt = make_gift(mine.campaign, words, now, pledge=mine)
    return attempt


@transaction.atomic
def take_cash(pledge: Pledge, by: Membership, given_on: date, now: datetime) -> Donation:
    """Say that the money of a pledge is with the cause: it is paid, and the gift counts.

    Only who keeps the books may. Raises `PermissionDenied`; `PledgeError` where nothing is owed,
    or the cause takes no money by hand; `AlreadyPaidError`.
    """
    mine = take(pledge.pk)
    by.refresh_from_db()
    if not may_money(by, MoneyAct.KEEP_BOOKS) or by.club_id != mine.campaign.club_id:
        raise PermissionDenied(NOT_YOUR_ROLE)
    if mine.state not in OWED or not mine.final_minor:
        raise PledgeError("Nothing is owed for this pledge now.")
    if ByHand.key not in mine.campaign.cause.ways:
        raise PledgeError("This cause takes no cash and no cheques.")
    gift = mine.donations.first() or _written_down(mine, mine.final_minor, given_on, now)
    Donation.objects.filter(pk=gift.pk).update(
        provider=ByHand.key, entered_by=by, verified_by=by, given_on=given_on
    )
    attempt = new_attempt(gift, ByHand.key)
    apply(attempt, Seen(PaidWord.PAID, attempt.amount_minor, attempt.currency))
    gift.refresh_from_db()
    told = {"gift": gift.ref, "amount": show(Money(gift.amount_minor, gift.currency))}
    note(mine.campaign.club, by, "pledge paid by hand", mine.campaign.title, after=told)
    return gift


def _written_down(pledge: Pledge, amount: int, given_on: date, now: datetime) -> Donation:
    return Donation.objects.create(
        ref=new_ref(),
        asked=uuid5(pledge.pk, "payment"),
        campaign=pledge.campaign,
        donor=pledge.donor,
        pledge=pledge,
        amount_minor=amount,
        currency=pledge.currency,
        provider=ByHand.key,
        display=pledge.display,
        hides_amount=pledge.hides_amount,
        message="" if pledge.message_hidden_at else pledge.message,
        state=DonationState.PENDING,
        given_on=given_on,
        created_at=now,
    )
