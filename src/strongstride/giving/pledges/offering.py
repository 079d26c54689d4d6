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
    if part is None or part.left_at is not None or not settings.HAS_MAIL:
        return ()
    if not takes_gifts(campaign) or not is_growing(part.challenge, now):
        return ()
    return units_in(terms_of(part.challenge))


def is_growing(challenge: Challenge, now: datetime) -> bool:
    """Whether the days of a challenge are still to come, or running."""
    terms = terms_of(challenge)
    return phase(challenge.state, terms, challenge.closes_at, now) in _TAKES
