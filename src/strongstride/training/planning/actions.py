"""Changing the plan: adjustments made and taken back, planned runs taken from a file."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec
from django.db import transaction

from strongstride.accounts.actions import lock, touch_inputs
from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from strongstride.coach.adjusting.adjustment import Adjustment
from strongstride.coach.adjusting.changes import Change, what_changes
from strongstride.coach.adjusting.replan import Refused
from strongstride.coach.weeks import monday_of
from strongstride.exchange.run_intake import planned_runs
from strongstride.formats.errors import UnreadableFileError
from strongstride.formats.planned.runs import read_planned_runs
from strongstride.training.models import Adjustment as AdjustmentRow
from strongstride.training.planning import limits
from strongstride.training.planning.adjusted import Body, RunsFile, kind_of, write_body
from strongstride.training.planning.coming_back import came_back
from strongstride.training.planning.inputs import planning_of
from strongstride.training.planning.programme import store
from strongstride.web import clock

CHANGES_KEPT = 12  # sentences; what is more is counted
FILE_REACHES = timedelta(days=400)


class NotAdjustedError(ValueError):
    """The plan cannot be changed so; the message is a sentence for the athlete.

    `nearest` are days on which it could be; `field` is the word at fault where it is a limit's.
    """

    def __init__(self, text: str, nearest: tuple[date, ...] = (), field: str = "") -> None:
        self.nearest, self.field = nearest, field
        super().__init__(text)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """A change of the plan: its key, to take it back by, and what it changed."""

    key: UUID
    changes: tuple[str, ...]


@transaction.atomic
def adjust(athlete: Athlete, adjustment: Adjustment, today: date) -> Outcome:
    """Change the plan with the smallest change that keeps the rules.

    Raises NotAdjustedError with the rule's sentence when they forbid it; then nothing changes.
    """
    try:
        limits.check(adjustment, today)
    except limits.OutOfLimitsError as error:
        raise NotAdjustedError(str(error), field=error.field) from None
    lock(athlete)
    planning = planning_of(athlete, today)
    before = planning.programme()
    made = planning.programme((*planning.adjustments, adjustment), before.programme)
    for refused in made.refused:
        if refused.adjustment == adjustment:
            raise NotAdjustedError(_why(refused), refused.nearest)
    changes = _told(made.changes)
    body = Body(adjustment=adjustment, changes=changes)
    row = _keep(athlete, body)
    store(athlete, planning, made)
    return Outcome(key=row.pk, changes=changes)


@transaction.atomic
def undo(athlete: Athlete, row: AdjustmentRow, today: date) -> tuple[str, ...]:
    """Take a change back: the plan is as if it had never been made. What came back, in words.

    No reasons: those of a day hold for the day a session left, and nothing had to leave it.
    """
    lock(athlete)
    before = planning_of(athlete, today).programme()
    AdjustmentRow.objects.filter(pk=row.pk, undone_at=None).update(undone_at=clock.now())
    touch_inputs(athlete)
    planning = planning_of(athlete, today)
    made = planning.programme(before=before.programme)
    store(athlete, planning, made)
    return came_back(before.programme, made.programme, since=today)


@transaction.atomic
def take_runs(athlete: Athlete, data: bytes, name: str, today: date) -> Outcome:
    """Plan around the runs of a calendar or table; raises NotAdjustedError when it holds none."""
    person = athlete.profile.athlete
    try:
        found = read_planned_runs(
            data,
            name,
            since=monday_of(today),
            until=today + FILE_REACHES,
            time_zone=person.time_zone,
            unit=person.distance_unit.value,
        )
    except UnreadableFileError as error:
        raise NotAdjustedError(str(error)) from None
    taken = planned_runs(found.entries)
    if not taken.runs:
        text = f"{name}: there is no run to come in it. Runs need a word like run, long or tempo."
        raise NotAdjustedError(text)
    lock(athlete)
    before = planning_of(athlete, today).programme()
    body = RunsFile(name=name, runs=taken.runs, rest_days=tuple(sorted(taken.rest_days)))
    row = _keep(athlete, body)
    planning = planning_of(athlete, today)
    made = planning.programme(before=before.programme)
    changes = (f"{len(taken.runs)} runs taken from {name}.", *_told(made.changes))
    row.body = write_body(msgspec.structs.replace(body, changes=changes))
    row.save(update_fields=["body"])
    store(athlete, planning, made)
    return Outcome(key=row.pk, changes=changes)


def _keep(athlete: Athlete, body: Body | RunsFile) -> AdjustmentRow:
    row = AdjustmentRow(
        athlete=athlete, kind=kind_of(body), body=write_body(body), created_at=clock.now()
    )
    row.save(force_insert=True)
    touch_inputs(athlete)
    return row


def _why(refused: Refused) -> str:
    days = [f"{on:%A} {on.day} {on:%b}" for on in refused.nearest[:3]]
    if not days:
        return refused.why.text
    return f"{refused.why.text} It could stand on {' or '.join(days)}."


def _told(changes: Sequence[Change]) -> tuple[str, ...]:
    """The changes in words, the first ones each."""
    texts = tuple(change.text for change in changes)
    more = len(texts) - CHANGES_KEPT
    if more <= 0:
        return texts
    return (*texts[:CHANGES_KEPT], f"And {more} more like these in later weeks.")


def preview(athlete: Athlete, profile: Profile, today: date) -> tuple[str, ...]:
    """What another profile would change in the plan, in words; nothing is saved."""
    now = planning_of(athlete, today).programme().programme
    then = planning_of(athlete, today, profile).programme().programme
    return _told(what_changes(now, then, today=today))
