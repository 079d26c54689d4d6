"""Which states of giving pages go together."""

from strongstride.giving.models import CampaignState

SEEN = (CampaignState.LIVE, CampaignState.COMPLETED)
"""Everybody with the address sees the page, and money may come for it."""
GROWING = (CampaignState.DRAFT, CampaignState.SUBMITTED, CampaignState.LIVE)
"""It takes gifts, or will."""
ENDED = (CampaignState.COMPLETED, CampaignState.CANCELLED)
"""It takes no new ones."""
WITH_MONEY = (*SEEN, CampaignState.CANCELLED)
"""There may be money in its books."""
