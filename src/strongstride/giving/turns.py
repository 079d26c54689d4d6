"""One change at a time of what a club collects for, each by somebody who may make it.

The order of locks: the club, then the page, then what hangs on it.
"""

from uuid import UUID

from strongstride.clubs.club.turns import take_turn_where
from strongstride.clubs.models import Club, Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.models import Campaign


def take_money_turn(actor: Membership, act: MoneyAct) -> Club:
    """The club, locked, for an act of one of its members; raises as `take_turn_where`."""
    return take_turn_where(actor, lambda member: may_money(member, act))


def lock_campaign(key: UUID) -> Campaign:
    """The page as it stands, with its club and cause.

    Nobody else changes it or its books until the transaction ends. Raises `Campaign.DoesNotExist`.
    """
    rows = Campaign.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("club", "cause").get(pk=key)
