"""The end of a page's pledges: frozen when its challenge is final, else called off."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from strongstride.clubs.models import Challenge, ChallengeState
from strongstride.giving.models import (
    AttemptState,
    Campaign,
    CampaignState,
    DonationState,
    PaymentAttempt,
    Pledge,
    PledgeState,
)
from strongstride.giving.pledges import letters
from strongstride.giving.pledges.accrual import Work, comes_to, units_in, work_of
from strongstride.giving.pledges.knowledge import days
from strongstride.giving.turns import lock_campaign
from strongstride.ledger.states import WAITING
from strongstride.web import clock

FOLLOWING = (PledgeState.UNCONFIRMED, PledgeState.ACTIVE)
"""States in which a pledge follows the credits."""
UNPAID = (*FOLLOWING, PledgeState.ENDED, PledgeState.DUE)
"""States in which a donor may still be asked for money, or is."""
_WRITTEN = ("state", "ended_at", "final_units", "final_minor", "due_at", "closed_at")


def follow_challenge(challenge: Challenge, **_: object) -> None:
    """A challenge has ended: a receiver of `clubs.signals.challenge_ended`, in its transaction."""
    pages = Campaign.objects.filter(participation__challenge=challenge).order_by("pk")
    for key in pages.values_list("pk", flat=True):
        end_pledges(key, clock.now())


def follow_page(campaign: Campaign, **_: object) -> None:
    """A page is completed or cancelled: a receiver of `giving.signals.campaign_ended`.

    The pledges of a completed one go on until their challenge ends.
    """
    end_pledges(campaign.pk, clock.now())


@transaction.atomic
def end_pledges(page: UUID, now: datetime) -> int:
    """End the pledges of a page that has nothing more to count; how many ended.

    Nothing happens while its challenge is open and the page stands.
    """
    lock_campaign(page)  # before anything is read: who confirmed a moment ago is among them
    rows = Campaign.objects.select_related("cause", "club", "participation__challenge")
    campaign = rows.get(pk=page)
    why, states = _why_ended(campaign)
    if not states:
        return 0
    pledges = list(campaign.pledges.filter(state__in=states).select_related("donor"))
    part = campaign.participation_id
    work = work_of([part])[part] if part is not None and pledges and not why else Work()
    for pledge in pledges:
        pledge.campaign = campaign
        if why:
            call_off(pledge, now, why)
        else:
            _freeze(pledge, work, now)
    Pledge.objects.bulk_update(pledges, _WRITTEN, batch_size=200)
    return len(pledges)


def _why_ended(campaign: Campaign) -> tuple[str, tuple[PledgeState, ...]]:
    """Why nothing will be asked for, empty where pledges are frozen; and which of them it ends."""
    if campaign.club.closed_at is not None:
        return f"{campaign.club.name} has closed.", UNPAID
    if campaign.state == CampaignState.CANCELLED:
        return "The giving page was cancelled.", UNPAID
    part = campaign.participation
    if part is not None and part.challenge.state == ChallengeState.CANCELLED:
        return f"{part.challenge.title} was called off.", FOLLOWING
    if part is not None and part.challenge.state == ChallengeState.FINAL:
        return "", FOLLOWING
    return "", ()


def _freeze(pledge: Pledge, work: Work, now: datetime) -> None:
    """Keep what it comes to. One that nobody confirmed comes to nothing."""
    if pledge.state == PledgeState.UNCONFIRMED:
        pledge.state, pledge.closed_at = PledgeState.CANCELLED, now
        return
    pledge.final_units = units_in(pledge, work)
    pledge.final_minor = comes_to(pledge, pledge.final_units)
    pledge.ended_at = now
    if pledge.final_minor == 0:
        pledge.state, pledge.closed_at = PledgeState.PAID, now
        letters.tell_nothing_due(pledge)
    else:
        pledge.state, pledge.due_at = PledgeState.ENDED, now + days("notice")
        letters.tell_ended(pledge)


def call_off(pledge: Pledge, now: datetime, why: str) -> None:
    """End it without asking for money, and say why; the caller writes the row.

    Left as it is where a payment for it is under way.
    """
    if is_being_paid(pledge):
        return
    call_off_payment(pledge)
    pledge.state, pledge.closed_at = PledgeState.CANCELLED, now
    if pledge.confirmed_at is not None:
        letters.tell_called_off(pledge, why)


def is_being_paid(pledge: Pledge) -> bool:
    """Whether the donor has done their part of a payment for it."""
    under_way = (AttemptState.PROCESSING, AttemptState.PAID)
    return PaymentAttempt.objects.filter(donation__pledge=pledge, state__in=under_way).exists()


def call_off_payment(pledge: Pledge) -> None:
    """Call off a payment that was opened and not made."""
    pledge.donations.filter(state__in=WAITING).update(state=DonationState.CANCELLED)
