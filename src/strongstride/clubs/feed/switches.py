"""Which items may come by themselves: about a member, and in a club."""

from collections.abc import Collection

from django.db import transaction

from strongstride.clubs.access import Act
from strongstride.clubs.club.turns import take_turn
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.visible import AUTOMATIC
from strongstride.clubs.models import Club, Membership, Post


@transaction.atomic
def quiet_member(member: Membership, kinds: Collection[str]) -> None:
    """Let no item of these kinds come by itself about a member; those there are go at once."""
    member.quiet = _known(kinds)
    member.save(update_fields=["quiet"])
    Post.objects.filter(author=member, kind__in=member.quiet).delete()


@transaction.atomic
def quiet_club(actor: Membership, kinds: Collection[str]) -> Club:
    """Let no item of these kinds come by itself in a club from now on."""
    club = take_turn(actor, Act.CHANGE_CLUB)
    before = list(club.quiet)
    club.quiet = _known(kinds)
    club.save(update_fields=["quiet"])
    note(club, actor, "feed switched", "", {"off": before}, {"off": club.quiet})
    return club


def _known(kinds: Collection[str]) -> list[str]:
    return [kind.value for kind in AUTOMATIC if kind in kinds]
