"""Reading what was lifted for the progress pages: values for the coach, one query each."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from strongstride.accounts.models import Athlete
from strongstride.coach.catalogue import Exercise
from strongstride.coach.log import OTHER, LoggedSession
from strongstride.coach.log import LoggedSet as CoachSet
from strongstride.training.models import LoggedSet, SessionState
from strongstride.training.session_log.coach_terms import COACH_COLUMNS, coach_set

_COLUMNS = (
    "training_session_id",
    "training_session__on",
    "training_session__title",
    *COACH_COLUMNS,
)


def lifted_since(
    athlete: Athlete,
    since: date = date.min,
    *,
    exercise: str | None = None,
    own: Sequence[Exercise] = (),
) -> tuple[LoggedSession, ...]:
    """The sessions on or after `since` with their sets, in order of date. One query.

    With `exercise`, only the sets of that one and the sessions that have any. Sets logged under the
    name of one of the `own` exercises are that exercise's.
    """
    if exercise is not None and "\0" in exercise:
        return ()  # nothing is called so, and PostgreSQL refuses to be asked
    named = {_other(each.name): each.id for each in own}
    rows = LoggedSet.objects.filter(athlete=athlete, removed=False, training_session__on__gte=since)
    rows = rows.exclude(training_session__state=SessionState.DISCARDED)
    if exercise is not None:
        asked = Q(exercise=exercise)
        for name, key in named.items():
            asked |= Q(exercise__iexact=name) if key == exercise else Q()
        rows = rows.filter(asked)
    rows = rows.order_by("training_session__on", "training_session_id", "position")
    sets: dict[tuple[str, date, str], list[CoachSet]] = defaultdict(list)
    for key, on, title, *values in rows.values_list(*_COLUMNS):
        logged, *rest = values
        named_so = named.get(logged.casefold(), logged)
        sets[str(key), on, title].append(coach_set(named_so, *rest))
    return tuple(
        LoggedSession(on=on, id=key, name=title, sets=tuple(found))
        for (key, on, title), found in sets.items()
    )


def _other(name: str) -> str:
    """What a set is stored under whose exercise was written in somebody's own words."""
    return f"{OTHER}{name}".casefold()
