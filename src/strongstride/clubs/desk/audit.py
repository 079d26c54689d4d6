"""The audit log: what organisers did, for those who may ask later."""

from typing import Any

from strongstride.accounts.models import Athlete
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
    *,
    person: Athlete | None = None,
) -> AuditEntry:
    """Write an act down; call it in the transaction that does it.

    `person` is whom `about` names: the name goes with their account, whatever they are called by
    then and whether or not they are still known to the club.
    """
    return AuditEntry.objects.create(
        club=club,
        actor=actor,
        action=action,
        about=about[:_LONGEST_ABOUT],
        person=person,
        before=before or {},
        after=after or {},
        at=clock.now(),
    )
