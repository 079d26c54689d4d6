"""How much one member may write in an hour, counted in the cache that all processes share."""

from datetime import datetime

from django.core.cache import cache

from strongstride.clubs.feed.errors import TooMuchError
from strongstride.clubs.models import Membership

MOST_AN_HOUR = 30  # posts, comments and reports together
_HOUR_S = 3600


def count_one(member: Membership, now: datetime) -> None:
    """Count one more of this member's; `TooMuchError` when they are too many this hour.

    Call it while the member is locked: the count is read and written apart.
    """
    key = f"feed:{member.pk}:{int(now.timestamp()) // _HOUR_S}"
    written = cache.get(key, 0)
    if written >= MOST_AN_HOUR:
        raise TooMuchError(
            f"That is {MOST_AN_HOUR} posts and comments within the hour. Wait a little, then go on."
        )
    cache.set(key, written + 1, timeout=_HOUR_S)
