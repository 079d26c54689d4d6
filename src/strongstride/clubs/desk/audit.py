"""The audit log: what organisers did, for those who may ask later."""

from typing import Any

from strongstride.clubs.models import AuditEntry, Club, Membership
from strongstride.web import clock

_LONGEST_ABOUT = 200


def note(
    club: Club,
    actor: Membership | None,
    action: str,
    about: str = "",
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> AuditEntry:
    """Write an act down; call it in the transaction that does it."""
    return AuditEntry.objects.create(
        club=club,
        actor=actor,
        action=action,
        about=about[:_LONGEST_ABOUT],
        before=before or {},
        after=after or {},
        at=clock.now(),
    )
