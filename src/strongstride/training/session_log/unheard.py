"""A set nobody said anything of yet: most of what is ever tapped, kept without folding anew.

Such a set changes nothing but itself, whatever the clock of its device says: its row is what the
one operation says. Everything else goes the long way in `actions`.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.db.models.fields.json import KT

from strongstride.accounts.models import Athlete
from strongstride.training.models import LoggedSet
from strongstride.training.models import Operation as OperationRow
from strongstride.training.session_log.operations import LAST_POSITION, Kind, Operation
from strongstride.training.session_log.rows import operation_columns, set_columns
from strongstride.training.session_log.state import SET_DEFAULTS, SetState
from strongstride.web import clock


class Heard(msgspec.Struct, frozen=True):
    """What was said of a session so far, without the bodies: they are large."""

    operations: frozenset[str]
    kinds: frozenset[str]
    sets: frozenset[str]
    newest: int  # the last position anybody named, -1 without any

    @property
    def next_position(self) -> int:
        """A position after all others."""
        return min(self.newest + 1, LAST_POSITION)

    def is_new_set(self, said: Operation) -> bool:
        """Whether this is the first that is heard of a set, in a session that is under way."""
        return (
            said.kind is Kind.SET_LOGGED
            and Kind.SESSION_STARTED in self.kinds
            and Kind.SESSION_FINISHED not in self.kinds  # the plan would have to follow
            and said.op not in self.operations
            and said.body["set"] not in self.sets
        )


@transaction.atomic
def add_unheard(
    athlete: Athlete, session: UUID, tell: Callable[[Heard], Operation]
) -> Operation | None:
    """Keep the set that `tell` says; None, and nothing kept, when more than that would change.

    IntegrityError when the set or the operation is known elsewhere.
    """
    one_at_a_time(athlete)
    heard = _heard(athlete, session)
    said = tell(heard)
    if not heard.is_new_set(said):
        return None
    OperationRow(athlete=athlete, received_at=clock.now(), **operation_columns(said)).save(
        force_insert=True
    )
    one = SetState(removed=False, **{**SET_DEFAULTS, **said.body})
    LoggedSet(
        id=UUID(one.set), athlete=athlete, training_session_id=session, **set_columns(one)
    ).save(force_insert=True)
    return said


def one_at_a_time(athlete: Athlete) -> None:
    """Two devices of one athlete take turns; SQLite's write transactions do so by themselves."""
    if connection.features.has_select_for_update:
        Athlete.objects.select_for_update().only("pk").get(pk=athlete.pk)


def _heard(athlete: Athlete, session: UUID) -> Heard:
    rows = OperationRow.objects.filter(athlete=athlete, session=session)
    told: Sequence[tuple[UUID, str, str | None, str | int | None]] = list(
        rows.values_list("op", "kind", KT("body__set"), KT("body__position"))
    )
    return Heard(
        operations=frozenset(str(op) for op, *_ in told),
        kinds=frozenset(kind for _, kind, *_ in told),
        sets=frozenset(key for *_, key, _ in told if key is not None),
        newest=max((int(place) for *_, place in told if place is not None), default=-1),
    )
