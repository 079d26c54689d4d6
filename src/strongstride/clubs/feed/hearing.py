"""The feed hears of what happens in clubs."""

from strongstride.clubs import signals
from strongstride.clubs.feed.automatic import (
    follow_credits,
    tell_joined_challenge,
    tell_joined_club,
)


def connect() -> None:
    """Hear of it from now on; called once, when the app starts."""
    signals.member_joined.connect(tell_joined_club)
    signals.challenge_joined.connect(tell_joined_challenge)
    signals.credits_changed.connect(follow_credits)
