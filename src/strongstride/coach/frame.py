"""Week frames and placed slots: when to train, and how much it may cost the legs."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import msgspec

from strongstride.coach.programme import Phase
from strongstride.coach.rules import Reason
from strongstride.coach.runs import PlannedRun

MOST_LEG_COST = 3  # 0 nothing for the legs .. 3 heavy


class WeekFrame(msgspec.Struct, frozen=True, kw_only=True):
    """One Monday-to-Sunday week of the horizon, before strength is placed in it."""

    starts_on: date  # Monday
    phase: Phase
    phase_week: int  # 0 in the first week of this phase's block
    block: int  # counts blocks over the horizon; main exercises stay within a block
    deload: bool
    wanted_leg_costs: tuple[int, ...]  # one per wanted session, hardest first, e.g. (3, 2, 0)
    runs: tuple[PlannedRun, ...]
    reasons: tuple[Reason, ...] = ()


def runs_around(runs: Sequence[PlannedRun], frames: Sequence[WeekFrame]) -> tuple[PlannedRun, ...]:
    """The runs just before and after the weeks of `frames`, which limit their ends."""
    if not frames:
        return ()
    first, end = frames[0].starts_on, frames[-1].starts_on + timedelta(days=7)
    near = timedelta(days=3)
    return tuple(r for r in runs if first - near <= r.on < first or end <= r.on < end + near)


class Slot(msgspec.Struct, frozen=True, kw_only=True):
    """A place for one session: a day and the most it may cost the legs (0 = nothing)."""

    on: date
    leg_cost: int
    same_day_as_run: bool
    reasons: tuple[Reason, ...] = ()
    starts_at: time | None = None  # local; on a shared day never before the run has ended
    number: int = 0  # of the session in its week, kept when it moves; 0 = by order of date


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """The slots of the whole horizon by date, the cost they add up to, what was given up."""

    slots: tuple[Slot, ...]
    cost: int
    given_up: tuple[Reason, ...] = ()
