"""How members appear, and where they belong, follows what they choose."""

from django.db import transaction

from strongstride.accounts.models import Athlete
from strongstride.clubs.models import Membership, Participation, Team
from strongstride.clubs.settling.places import Move, kept_place, move, new_place
from strongstride.clubs.settling.settle import lock_rows, locked, settle_rows


@transaction.atomic(savepoint=False)
def appear(membership: Membership) -> None:
    """Let boards and totals follow a member's name, choice, age and state, in every challenge.

    Call it after each change of the membership, in the same transaction.
    """
    settle_rows(lock_rows().filter(membership=membership))


@transaction.atomic(savepoint=False)
def follow_birth_year(athlete: Athlete, **_: object) -> None:
    """The same in all clubs of an athlete: see `accounts.signals.birth_year_changed`."""
    settle_rows(lock_rows().filter(membership__athlete=athlete))


@transaction.atomic(savepoint=False)
def change_team(participation: Participation, team: Team | None) -> None:
    """Put a participant into another team, or none; what they did goes with them."""
    for row in locked(lock_rows().filter(pk=participation.pk)):
        before = kept_place(row)
        row.team = team
        row.save(update_fields=["team"])
        move([Move(before, new_place(row) if row.tallied else None)])
    participation.team = team
