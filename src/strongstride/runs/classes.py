"""What each run was: easy, long, steady, hard or race, judged anew among all of the athlete's."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from strongstride.accounts.models import Athlete
from strongstride.coach.running.classify import class_runs
from strongstride.coach.runs import ClassedRun, RunKind
from strongstride.runs.models import Run
from strongstride.runs.queries import kept_runs, past_runs

_COLUMNS = ("kind", "kind_why", "kind_rule", "counts")
_Class = tuple[str, str, str, bool]


def class_again(athlete: Athlete, today: date) -> int:
    """Class all runs and write those whose class changed; how many did.

    A run is judged against the runner's own others, so one new run may change its neighbours.
    """
    before = _stored(athlete)
    judged = class_runs(past_runs(athlete), athlete.profile.athlete, today)
    changed = [run for each in judged if (run := _changed(each, before)) is not None]
    Run.objects.bulk_update(changed, _COLUMNS, batch_size=200)
    return len(changed)


def class_in_other_unit(athlete: Athlete, **_: object) -> None:
    """The reasons name distances: write them in the unit the athlete has chosen."""
    class_again(athlete, athlete.local_today())


def _stored(athlete: Athlete) -> dict[UUID, _Class]:
    rows = kept_runs(athlete).values_list("pk", *_COLUMNS)
    return {pk: (kind, why, rule, counts) for pk, kind, why, rule, counts in rows}


def _changed(classed: ClassedRun, before: dict[UUID, _Class]) -> Run | None:
    key = UUID(classed.run.id)
    now = (classed.kind.value, classed.why, classed.rule, classed.counts)
    if before[key] == now:
        return None
    return Run(pk=key, kind=now[0], kind_why=now[1], kind_rule=now[2], counts=now[3])


def kinds() -> Sequence[RunKind]:
    """All kinds, in the order in which they are offered."""
    return tuple(RunKind)
