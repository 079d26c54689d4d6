"""Everything the coach plans with, read from the database in a handful of queries."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from django.db.models import CharField
from django.db.models.functions import Cast

from strongstride.accounts.models import Athlete
from strongstride.accounts.profile import Profile
from strongstride.coach.adjusting.adjustment import Adjustment
from strongstride.coach.adjusting.replan import (
    Adjusted,
    DayChoice,
    day_choices,
    pains_to_ask,
    replan,
)
from strongstride.coach.athlete import Athlete as Person
from strongstride.coach.athletes.file import AthleteFile
from strongstride.coach.log import LoggedSession
from strongstride.coach.log import LoggedSet as CoachSet
from strongstride.coach.programme import Programme
from strongstride.coach.running.habits import RunningHabits, read_habits
from strongstride.coach.runs import PlannedRun
from strongstride.coach.templates.template import Template
from strongstride.exchange.plan_intake import OwnRuns, plan_inputs
from strongstride.runs.queries import classed_runs
from strongstride.training.exercise_queries import programme_named
from strongstride.training.models import Adjustment as AdjustmentRow
from strongstride.training.models import LoggedSet, SessionState
from strongstride.training.planning.adjusted import Body, RunsFile, read_body
from strongstride.training.session_log.coach_terms import COACH_COLUMNS, coach_set

# as text, made values once a session: a log has thirty times as many sets
_SESSION = {
    "session_key": Cast("training_session_id", CharField(max_length=36)),
    "session_on": Cast("training_session__on", CharField(max_length=10)),
}
_SET_COLUMNS = (*_SESSION, "training_session__planned_key", *COACH_COLUMNS)


class Planning(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan is made of: the person, their runs, log, adjustments and chosen programme."""

    person: Person
    runs: tuple[PlannedRun, ...]
    history: tuple[LoggedSession, ...]
    adjustments: tuple[Adjustment, ...]
    today: date
    since: date | None
    template: Template | None
    habits: RunningHabits | None
    said: tuple[str, ...]

    def programme(
        self, adjustments: Sequence[Adjustment] | None = None, before: Programme | None = None
    ) -> Adjusted:
        """The programme with these adjustments (None: those in force), against `before`."""
        return replan(
            self.person,
            self.runs,
            self.history,
            self.today,
            self.adjustments if adjustments is None else adjustments,
            before,
            self.template,
            self.since,
        )

    def days_for(self, session: str) -> tuple[DayChoice, ...]:
        """Where a session may move in its week."""
        return day_choices(
            session,
            self.person,
            self.runs,
            self.history,
            self.today,
            self.adjustments,
            self.template,
            self.since,
        )


def planning_of(athlete: Athlete, today: date, profile: Profile | None = None) -> Planning:
    """What the plan of `athlete` is made of on a day; with another `profile`, what it would be."""
    profile = profile or athlete.profile
    bodies, followed = in_force(athlete), profile.programme
    classed = classed_runs(athlete)
    habits = read_habits(classed, today, profile.athlete.distance_unit) if classed else None
    file = AthleteFile(athlete=profile.athlete, running=profile.running)
    adjustments = tuple(body.adjustment for body in bodies if isinstance(body, Body))
    inputs = plan_inputs(file, classed, habits, today, _own_runs(bodies))
    return Planning(
        person=inputs.athlete,
        runs=inputs.runs,
        history=history_of(athlete),
        adjustments=adjustments,
        today=today,
        since=_followed_since(athlete, profile),
        template=None if followed is None else programme_named(athlete, followed),
        habits=habits,
        said=(*pains_to_ask(adjustments, today), *inputs.said),
    )


def in_force(athlete: Athlete) -> list[Body | RunsFile]:
    """The adjustments not taken back, in the order they were made. One query."""
    rows = AdjustmentRow.objects.filter(athlete=athlete, undone_at=None).order_by(
        "created_at", "id"
    )
    return [read_body(kind, body) for kind, body in rows.values_list("kind", "body")]


def history_of(athlete: Athlete) -> tuple[LoggedSession, ...]:
    """Every finished session with its sets, oldest first, with what it was planned as. One query.

    An open one still changes with every tap, and a tap does not make the plan anew.
    """
    rows = LoggedSet.objects.filter(
        athlete=athlete, removed=False, training_session__state=SessionState.FINISHED
    ).order_by("training_session__on", "training_session_id", "position", "id")
    sets: dict[tuple[str, str, str], list[CoachSet]] = {}
    for key, on, planned, *values in rows.annotate(**_SESSION).values_list(*_SET_COLUMNS):
        sets.setdefault((key, on, planned), []).append(coach_set(*values))
    return tuple(
        LoggedSession(
            on=date.fromisoformat(on), id=str(UUID(key)), sets=tuple(found), planned=planned or None
        )
        for (key, on, planned), found in sets.items()
    )


def _own_runs(bodies: Sequence[Body | RunsFile]) -> OwnRuns | None:
    """The planned runs of the latest file in force."""
    files = [body for body in bodies if isinstance(body, RunsFile)]
    if not files:
        return None
    return OwnRuns(runs=files[-1].runs, rest_days=frozenset(files[-1].rest_days))


def _followed_since(athlete: Athlete, profile: Profile) -> date | None:
    if profile.programme is not None and profile.programme_since is not None:
        return profile.programme_since
    if athlete.set_up_at is None:
        return None
    return athlete.set_up_at.astimezone(ZoneInfo(profile.athlete.time_zone)).date()
