"""How a participant looks on boards: as their membership says, and never more."""

from datetime import datetime
from typing import Any

from strongstride.clubs.access import may_be_minor
from strongstride.clubs.club.names import shown_name
from strongstride.clubs.models import Membership, MemberState, Participation, ShownAs


def left_at(row: Participation) -> datetime | None:
    """Since when nothing new counts: they left the challenge, or its club."""
    member = row.membership
    if row.left_at is not None or member.state == MemberState.ACTIVE:
        return row.left_at
    return member.left_at or row.joined_at


def look(row: Participation) -> dict[str, Any]:
    """The columns of appearance as they should be: no line for who is hidden or has left."""
    name = board_name(row.membership) if row.left_at is None else ""
    return {"shown": bool(name), "board_name": name}


def board_name(member: Membership) -> str:
    """What a board writes for a member; empty for whom it has no line."""
    if member.athlete is None or member.state != MemberState.ACTIVE:
        return ""
    shown_as = member.shown_as
    if shown_as == ShownAs.NAME and may_be_minor(member.athlete):
        shown_as = ShownAs.INITIALS
    return shown_name(member.name, shown_as)
