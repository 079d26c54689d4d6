"""Where one can pledge: on a runner's page, while their challenge can still grow."""

from datetime import datetime

from django.conf import settings

from strongstride.clubs.crediting.window import Phase, phase
from strongstride.clubs.models import Challenge
from strongstride.clubs.settling.terms import terms_of
from strongstride.giving.campaigns.standing import takes_gifts
from strongstride.giving.models import Campaign, PledgeUnit
from strongstride.giving.pledges.units import units_in

_TAKES = frozenset({Phase.UPCOMING, Phase.RUNNING})
NOT_NOW = "Pledges end with the challenge, and this one is over. You can still make a gift."


def offered_units(campaign: Campaign, now: datetime) -> tuple[PledgeUnit, ...]:
    """What can be pledged for on this page now; empty where no pledge can be made.

    Pledges need mail: without it nobody could be asked to confirm, or to pay.
    """
    part = campaign.participation
    if part is None or part.left_at is not None or not takes_gifts(campaign):
        return ()
    return units_now(part.challenge, now)


def units_now(challenge: Challenge, now: datetime) -> tuple[PledgeUnit, ...]:
    """What can be pledged for on a runner's page of a challenge now."""
    if not settings.HAS_MAIL or not is_growing(challenge, now):
        return ()
    return units_in(terms_of(challenge))


def invitation(challenge: Challenge, now: datetime) -> str:
    """What friends can do on a runner's page of a challenge, in a sentence."""
    units = units_now(challenge, now)
    if not units:
        return "Friends give for what you do."
    return f"Friends give, or pledge so much for each {units[0].label} that counts."


def is_growing(challenge: Challenge, now: datetime) -> bool:
    """Whether the days of a challenge are still to come, or running."""
    terms = terms_of(challenge)
    return phase(challenge.state, terms, challenge.closes_at, now) in _TAKES
