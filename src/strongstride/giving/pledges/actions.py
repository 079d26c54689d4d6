"""What donors do with pledges, and what happens to one when money comes for it."""

from datetime import datetime

from django.db import transaction

from strongstride.accounts.models import Athlete
from strongstride.clubs.feed.text import clean, clean_line
from strongstride.clubs.models import ChallengeState
from strongstride.giving.gifts.words import MOST_IN_MESSAGE, MOST_IN_NAME
from strongstride.giving.models import (
    Campaign,
    Display,
    Donation,
    Donor,
    Pledge,
    PledgeState,
)
from strongstride.giving.pledges import letters
from strongstride.giving.pledges.ending import (
    FOLLOWING,
    UNPAID,
    call_off_payment,
    is_being_paid,
)
from strongstride.giving.pledges.errors import PledgeError
from strongstride.giving.pledges.knowledge import days
from strongstride.giving.pledges.offering import NOT_NOW, offered_units
from strongstride.giving.pledges.turns import take
from strongstride.giving.pledges.words import PledgeWords
from strongstride.giving.turns import lock_campaign
from strongstride.web import clock

_OVER = "The challenge ended before this pledge was confirmed, so it does not count."


@transaction.atomic
def make_pledge(
    campaign: Campaign, words: PledgeWords, now: datetime, *, athlete: Athlete | None = None
) -> Pledge:
    """Write a pledge down and ask its donor, by e-mail, to confirm it. Raises `PledgeError`.

    The same form sent again is the same pledge.
    """
    lock_campaign(campaign.pk)
    known = Pledge.objects.filter(asked=words.asked).first()
    if known is not None:
        return _same(known, campaign)
    page = _as_it_stands(campaign)
    if words.unit not in offered_units(page, now):
        raise PledgeError(NOT_NOW)
    donor = Donor.objects.create(
        athlete=athlete,
        name=clean_line(words.name)[:MOST_IN_NAME],
        email=words.email,
        created_at=now,
    )
    pledge = Pledge.objects.create(
        asked=words.asked,
        campaign=page,
        donor=donor,
        rate_minor=words.rate_minor,
        unit=words.unit,
        cap_minor=words.cap_minor,
        currency=page.currency,
        count_from=words.count_from,
        display=words.display,
        hides_amount=words.hides_amount,
        message=clean(words.message)[:MOST_IN_MESSAGE],
        created_at=now,
        expires_at=now + days("confirming"),
    )
    letters.ask_to_confirm(pledge)
    return pledge


def _same(known: Pledge, campaign: Campaign) -> Pledge:
    if known.campaign_id != campaign.pk:
        raise PledgeError(
            "This form was sent for another page: open the page again, and pledge there."
        )
    return known


def _as_it_stands(campaign: Campaign) -> Campaign:
    rows = Campaign.objects.select_related("cause", "club", "participation__challenge")
    return rows.get(pk=campaign.pk)


@transaction.atomic
def confirm(pledge: Pledge, now: datetime) -> Pledge:
    """The donor means it: from now on the page counts it. Raises `PledgeError` when it is too late.

    Confirmed again, it stays as it is.
    """
    mine = take(pledge.pk)
    if mine.confirmed_at is not None and mine.state != PledgeState.CANCELLED:
        return mine
    _must_be_confirmable(mine, now)
    mine.state, mine.confirmed_at, mine.expires_at = PledgeState.ACTIVE, now, None
    mine.save(update_fields=["state", "confirmed_at", "expires_at"])
    letters.tell_confirmed(mine)
    return mine


def _must_be_confirmable(pledge: Pledge, now: datetime) -> None:
    part = pledge.campaign.participation
    if part is None or part.challenge.state != ChallengeState.OPEN:
        raise PledgeError(_OVER)
    if pledge.state == PledgeState.CANCELLED or (pledge.expires_at and now >= pledge.expires_at):
        raise PledgeError(
            "This pledge was not confirmed in time, or was cancelled. You can make a new one."
        )


@transaction.atomic
def lower_cap(pledge: Pledge, cap_minor: int) -> Pledge:
    """Promise less at most; while the challenge runs. Raises `PledgeError` for more, or later."""
    mine = take(pledge.pk)
    if mine.state not in FOLLOWING:
        raise PledgeError("What this pledge comes to is settled: its cap stays as it is.")
    if not 0 < cap_minor <= mine.cap_minor:
        raise PledgeError("A cap can only be lowered. To promise more, make a second pledge.")
    mine.cap_minor = cap_minor
    mine.save(update_fields=["cap_minor"])
    return mine


@transaction.atomic
def cancel(pledge: Pledge, now: datetime) -> Pledge:
    """Take a pledge back: nothing is owed. Raises `PledgeError` once it is paid, or being paid.

    A payment that was opened and not made is called off with it; money that comes nevertheless
    is still taken, and the pledge is then paid.
    """
    mine = take(pledge.pk)
    if mine.state == PledgeState.CANCELLED:
        return mine
    if mine.state not in UNPAID:
        raise PledgeError("This pledge cannot be cancelled any more.")
    if is_being_paid(mine):
        raise PledgeError("Your payment is under way, so this pledge cannot be cancelled now.")
    call_off_payment(mine)
    was_confirmed = mine.confirmed_at is not None
    mine.state, mine.closed_at = PledgeState.CANCELLED, now
    mine.save(update_fields=["state", "closed_at"])
    if was_confirmed:
        letters.tell_cancelled(mine)
    return mine


@transaction.atomic
def change_display(pledge: Pledge, display: Display, *, hides_amount: bool) -> Pledge:
    """How the page shows it, and the gift that pays it."""
    mine = take(pledge.pk)
    mine.display, mine.hides_amount = display, hides_amount
    mine.save(update_fields=["display", "hides_amount"])
    mine.donations.update(display=display, hides_amount=hides_amount)
    return mine


def follow_gift(donation: Donation, **_: object) -> None:
    """The pledge that a gift pays, if it pays one, is paid, however late the money came.

    A receiver of `giving.signals.gift_cleared`: in its transaction, which holds the page's lock.
    """
    if donation.pledge_id is None:
        return
    open_one = Pledge.objects.filter(pk=donation.pledge_id).exclude(state=PledgeState.PAID)
    open_one.update(state=PledgeState.PAID, closed_at=donation.cleared_at or clock.now())
