"""One change at a time of a pledge: its page is locked first, as for everything about money."""

from uuid import UUID

from strongstride.giving.models import Pledge
from strongstride.giving.turns import lock_campaign


def take(key: UUID) -> Pledge:
    """A pledge as it stands, with its page, cause, club, challenge and donor; its page is locked.

    Read after the lock: whoever held it before may have changed the pledge or ended the challenge.
    """
    lock_campaign(Pledge.objects.values_list("campaign_id", flat=True).get(pk=key))
    rows = Pledge.objects.select_related(
        "campaign__cause", "campaign__club", "campaign__participation__challenge", "donor"
    )
    return rows.get(pk=key)
