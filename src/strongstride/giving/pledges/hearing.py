"""Pledges hear of challenges and pages that end, of gifts and logs."""

from strongstride.accounts.signals import inputs_touched
from strongstride.clubs.signals import challenge_ended
from strongstride.giving.pledges.actions import follow_gift
from strongstride.giving.pledges.ending import follow_challenge, follow_page
from strongstride.giving.pledges.later import follow_inputs
from strongstride.giving.signals import campaign_ended, gift_cleared


def connect() -> None:
    """Hear of it from now on; called once, when the app starts."""
    challenge_ended.connect(follow_challenge)
    campaign_ended.connect(follow_page)
    gift_cleared.connect(follow_gift)
    inputs_touched.connect(follow_inputs)
