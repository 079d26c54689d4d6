"""One change of a challenge at a time, each by somebody who may make it as things stand."""

from django.http import Http404

from strongstride.clubs.access import Act
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.models import Challenge, Membership


def lock_challenge(challenge: Challenge) -> None:
    """Let nobody else change the challenge until the transaction ends; it is then as it stands.

    Raises `Http404` for a draft that was deleted meanwhile.
    """
    try:
        challenge.refresh_from_db(from_queryset=Challenge.objects.select_for_update(no_key=True))
    except Challenge.DoesNotExist:
        raise Http404 from None


def take_challenge(challenge: Challenge, organiser: Membership) -> None:
    """The challenge as it stands, locked, for an act of one of its organisers.

    Raises `PermissionDenied` when their role, as it stands now, does not allow it.
    """
    club = take_turn(organiser, Act.RUN_CHALLENGES)
    lock_challenge(challenge)
    challenge.club = club
