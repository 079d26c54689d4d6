"""One change of a club's people at a time, each by somebody who may make it as things stand."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404

from strongstride.clubs.access import NOT_YOUR_ROLE, Act, may
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.models import Club, Membership


def lock_club(club: Club) -> None:
    """Let nobody else change the club or who is in it until the transaction ends.

    `club` is then as it stands. Raises `ClubError` when it has closed.
    """
    club.refresh_from_db(from_queryset=Club.objects.select_for_update(no_key=True))
    if club.closed_at is not None:
        raise ClubError("This club has closed.")


def read_again(membership: Membership, club: Club) -> None:
    """A membership of the locked club as it stands; raises `ClubError` when it is gone."""
    try:
        membership.refresh_from_db()
    except Membership.DoesNotExist:
        raise ClubError("They have taken their question back meanwhile.") from None
    membership.club = club


def take_turn(actor: Membership, act: Act) -> Club:
    """The club, locked, for an act of one of its members; raises as `take_turn_where`."""
    return take_turn_where(actor, lambda member: may(member, act))


def take_turn_where(actor: Membership, allows: Callable[[Membership], bool]) -> Club:
    """The club, locked, for what a rule of roles allows one of its members.

    Raises `PermissionDenied` when it does not, as their role now stands, and `Http404` when the
    club has closed.
    """
    club = actor.club
    try:
        lock_club(club)
    except ClubError as error:
        raise Http404(str(error)) from None
    read_again(actor, club)
    if not allows(actor):
        raise PermissionDenied(NOT_YOUR_ROLE)
    return club
