"""One change at a time of what a club collects for, each by somebody who may make it.

The order of locks: the club, then the page, then what hangs on it.
"""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from strongstride.clubs.access import NOT_YOUR_ROLE
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.turns import lock_club, read_again
from strongstride.clubs.models import Club, Membership
from strongstride.giving.access import MoneyAct, may_money
from strongstride.giving.models import Campaign


def take_money_turn(actor: Membership, act: MoneyAct) -> Club:
    """The club, locked, for an act of one of its members.

    Raises `PermissionDenied` when their role, as it stands now, does not allow it, and `Http404`
    when the club has closed.
    """
    club = actor.club
    try:
        lock_club(club)
    except ClubError as error:
        raise Http404(str(error)) from None
    read_again(actor, club)
    if not may_money(actor, act):
        raise PermissionDenied(NOT_YOUR_ROLE)
    return club


def lock_campaign(key: UUID) -> Campaign:
    """The page as it stands, with its club and cause.

    Nobody else changes it or its books until the transaction ends. Raises `Campaign.DoesNotExist`.
    """
    rows = Campaign.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("club", "cause").get(pk=key)
