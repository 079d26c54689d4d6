"""Weeks lived with the coach: planned on each Monday from what was known then, trained, logged."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

import msgspec

from strongstride.coach.athletes.file import AthleteFile
from strongstride.coach.log import LoggedSession
from strongstride.coach.plan import plan
from strongstride.coach.programme import PlannedSession
from strongstride.coach.running.habits import read_habits
from strongstride.coach.runs import ClassedRun
from strongstride.coach.weeks import monday_of
from strongstride.exchange.plan_intake import plan_inputs
from strongstride.operations.demo.lifter import Lifter

WEEKS = 12
MISSED = 0.07  # of the sessions


class Trained(msgspec.Struct, frozen=True):
    """A session as it was planned and as it was done."""

    planned: PlannedSession
    done: LoggedSession


def weeks_lived(
    file: AthleteFile, classed: Sequence[ClassedRun], today: date, seed: int = 1
) -> Iterator[Trained]:
    """The strength sessions of the last twelve weeks before `today`, oldest first."""
    monday = monday_of(today) - timedelta(weeks=WEEKS)
    lifter, lots = Lifter(file.athlete, monday, seed), Random(seed + 1)
    history: list[LoggedSession] = []
    while monday < today:
        for planned in _week(file, classed, history, monday):
            if planned.on >= today or lots.random() < MISSED:
                continue
            sets = lifter.train(planned)
            done = LoggedSession(on=planned.on, id=planned.id, sets=sets, name=planned.focus)
            history.append(done)
            yield Trained(planned, done)
        monday += timedelta(weeks=1)


def _week(
    file: AthleteFile,
    classed: Sequence[ClassedRun],
    history: Sequence[LoggedSession],
    monday: date,
) -> tuple[PlannedSession, ...]:
    """What the coach plans for the week of this Monday, knowing what was known by then."""
    known = [each for each in classed if each.run.on < monday]
    habits = read_habits(known, monday, file.athlete.distance_unit)
    inputs = plan_inputs(file, known, habits, monday)
    return plan(inputs.athlete, inputs.runs, history, monday).weeks[0].sessions
