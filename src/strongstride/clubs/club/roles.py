"""Who governs a club: roles, bans, handing over. A club with members always has one owner."""

from django.db import transaction

from strongstride.clubs.access import Act, below, may_let_in_people, outranks
from strongstride.clubs.club.errors import ClubError
from strongstride.clubs.club.joining import end
from strongstride.clubs.club.turns import read_again, take_turn
from strongstride.clubs.desk.audit import note
from strongstride.clubs.feed.text import clean_line
from strongstride.clubs.models import Club, Membership, MemberState, Role
from strongstride.web import clock


@transaction.atomic
def ban(actor: Membership, member: Membership, reason: str) -> None:
    """Put somebody out who cannot come back by the join link; `reason` goes to the audit log.

    Raises `ClubError` for somebody of one's own rank or above.
    """
    club = _about(actor, member)
    if member.state == MemberState.BANNED:
        return
    before = {"state": member.state, "role": member.role}
    end(member, MemberState.BANNED)
    after = {"reason": clean_line(reason)}
    note(club, actor, "member banned", member.name, before, after, person=member.athlete)


@transaction.atomic
def unban(actor: Membership, member: Membership) -> None:
    """Let somebody banned join again, as anybody may; they are no member by that."""
    club = _about(actor, member)
    if member.state != MemberState.BANNED:
        return
    member.state = MemberState.LEFT
    member.save(update_fields=["state"])
    note(club, actor, "ban lifted", member.name, person=member.athlete)


@transaction.atomic
def give_role(actor: Membership, member: Membership, role: str) -> None:
    """Give a member another role below one's own.

    Raises `ClubError` for a role or a member of one's own rank or above, and who is no member.
    """
    club = _about(actor, member)
    if role not in below(actor.role):
        raise ClubError("You can give roles below your own only.")
    if member.state != MemberState.ACTIVE:
        raise ClubError("Only a member can have a role.")
    before = {"role": member.role}
    if role != member.role:
        _give(member, Role(role))
        after = {"role": role}
        note(club, actor, "role given", member.name, before, after, person=member.athlete)


@transaction.atomic
def hand_over(owner: Membership, heir: Membership) -> None:
    """Make another member the owner; who was it stays as an admin.

    The join link goes on to let people register only where the new owner may invite people to
    the server. Raises `ClubError` when the heir is no member.
    """
    club = take_turn(owner, Act.HAND_OVER)
    read_again(heir, club)
    if heir.state != MemberState.ACTIVE or heir.athlete_id is None or heir.pk == owner.pk:
        raise ClubError("The new owner has to be a member of the club.")
    _give(owner, Role.ADMIN)  # first: there is one owner at a time
    _crown(heir)
    note(club, owner, "club handed over", heir.name, person=heir.athlete)


def pass_on(club: Club) -> None:
    """Find a club an owner whose own is gone: the admin who is longest in it, else the member.

    With nobody left it closes. Call it with the club locked, after the owner has gone.
    """
    active = club.memberships.filter(state=MemberState.ACTIVE, athlete__isnull=False)
    ordered = active.select_related("athlete__user").order_by("joined_at", "pk")
    heir = ordered.filter(role=Role.ADMIN).first() or ordered.first()
    if heir is None:
        club.closed_at = clock.now()
        club.save(update_fields=["closed_at"])
        return
    heir.club = club
    _crown(heir)
    note(club, None, "club passed on", heir.name, person=heir.athlete)


def _about(actor: Membership, member: Membership) -> Club:
    """The locked club for an act about another member below one's own rank."""
    club = take_turn(actor, Act.MANAGE_MEMBERS)
    read_again(member, club)
    if not outranks(actor, member):
        raise ClubError("You can do that with members below your own role only.")
    return club


def _crown(heir: Membership) -> None:
    club = heir.club
    _give(heir, Role.OWNER)
    if club.lets_register and not may_let_in_people(heir):
        club.lets_register = False
        club.save(update_fields=["lets_register"])


def _give(member: Membership, role: Role) -> None:
    member.role = role
    member.save(update_fields=["role"])
