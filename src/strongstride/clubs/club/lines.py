"""Members as lists and pages show them."""

import msgspec

from strongstride.clubs.club.names import initials, mark_of
from strongstride.clubs.club.queries import MOST_COUNTED
from strongstride.clubs.models import Membership, MemberState, Role, ShownAs
from strongstride.clubs.settling.looks import board_name

_ROLES = {
    Role.OWNER: "the owner",
    Role.ADMIN: "an admin",
    Role.TREASURER: "a treasurer",
    Role.MODERATOR: "a moderator",
    Role.MEMBER: "a member",
}


class MemberLine(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the list: for organisers by their name, for others as boards show them."""

    member: Membership
    mark: str
    name: str
    told: str  # role, and for organisers how boards show them

    @property
    def is_by_name(self) -> bool:
        """Whether it shows the whole name."""
        return self.name == self.member.name


def member_line(member: Membership, *, manages: bool) -> MemberLine:
    """One line; for who does not manage members never a name of somebody under 18."""
    name = member.name if manages else board_name(member)
    role = "" if member.role == Role.MEMBER else Role(member.role).label
    told = [role, _not_by_name(member) if manages else ""]
    return MemberLine(
        member=member,
        mark=mark_of(name),
        name=name,
        told=" · ".join(filter(None, told)),
    )


def _not_by_name(member: Membership) -> str:
    return "" if member.shown_as == ShownAs.NAME else shown_words(member)


def shown_words(member: Membership) -> str:
    """How boards show a member, in a few words."""
    if member.shown_as == ShownAs.HIDDEN:
        return "hidden"
    if member.shown_as == ShownAs.NAME:
        return "by name"
    return f"as {initials(member.name)}"


def standing_words(member: Membership) -> str:
    """What somebody is to the club: their role, or where they stand."""
    if member.state == MemberState.ACTIVE:
        return Role(member.role).label
    return {"asked": "Waits", "left": "Has left", "banned": "Banned"}[member.state]


def role_words(role: str) -> str:
    """`a member`, `the owner`."""
    return _ROLES[Role(role)]


def people_words(people: int) -> str:
    """`1 member`, `3,012 members`."""
    if people >= MOST_COUNTED:
        return f"over {MOST_COUNTED:,} members"
    return "1 member" if people == 1 else f"{people:,} members"
