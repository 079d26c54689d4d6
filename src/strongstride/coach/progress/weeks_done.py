"""Week by week: running and strength side by side, and what was done of what was planned."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import msgspec

from strongstride.coach.lifting.exposures import EFFORTS
from strongstride.coach.log import LoggedSession, LoggedSet, Side
from strongstride.coach.rules import Reason, n, reason
from strongstride.coach.runs import ClassedRun, RunKind
from strongstride.coach.weeks import WEEK, monday_of


class WeekDone(msgspec.Struct, frozen=True, kw_only=True):
    """One week as it was. A set done on both sides counts once."""

    starts_on: date
    runs: int = 0
    hard_runs: int = 0  # races too
    distance_m: float = 0.0
    run_s: float = 0.0
    sessions: int = 0  # of strength
    sets: int = 0


class PlannedDay(msgspec.Struct, frozen=True):
    """A strength session that was planned for a date, and whether it was done (on any date)."""

    on: date
    done: bool


def weeks_done(
    runs: Iterable[ClassedRun], sessions: Iterable[LoggedSession], today: date, weeks: int
) -> tuple[WeekDone, ...]:
    """The last `weeks` weeks up to that of `today`, empty ones too, in order."""
    ran: dict[date, list[ClassedRun]] = defaultdict(list)
    for run in runs:
        if run.counts:
            ran[monday_of(run.run.on)].append(run)
    lifted: dict[date, list[LoggedSession]] = defaultdict(list)
    for session in sessions:
        lifted[monday_of(session.on)].append(session)
    mondays = [monday_of(today) - back * WEEK for back in reversed(range(weeks))]
    return tuple(_week(monday, ran[monday], lifted[monday]) for monday in mondays)


def _week(monday: date, runs: Sequence[ClassedRun], sessions: Sequence[LoggedSession]) -> WeekDone:
    return WeekDone(
        starts_on=monday,
        runs=len(runs),
        hard_runs=sum(one.kind in (RunKind.HARD, RunKind.RACE) for one in runs),
        distance_m=sum(one.run.distance_m or 0.0 for one in runs),
        run_s=sum(one.run.duration_s for one in runs),
        sessions=len({session.id for session in sessions}),
        sets=sum(sum(sets_by_exercise(session.sets).values()) for session in sessions),
    )


def sets_by_exercise(sets: Iterable[LoggedSet]) -> dict[str, int]:
    """Working sets by exercise; left and right together are one set."""
    sides: dict[str, Counter[Side | None]] = defaultdict(Counter)
    for one in sets:
        if one.kind in EFFORTS and (one.reps or one.seconds):
            sides[one.exercise][one.side] += 1
    return {
        key: count[None] + max(count[Side.LEFT], count[Side.RIGHT]) for key, count in sides.items()
    }


def consistency(planned: Sequence[PlannedDay], sessions: int, today: date) -> Reason:
    """What was done of the last weeks' plan, as plain numbers.

    `sessions` is how many were done in those weeks in all, planned or not.
    """
    rule = "progress-consistency"
    weeks = round(n(rule, "weeks"))
    since = today - timedelta(weeks=weeks)
    due = [one for one in planned if since < one.on <= today]
    done = sum(one.done for one in due)
    own = max(sessions - done, 0)
    numbers = {"planned": len(due), "done": done, "of_your_own": own}
    if not due:
        return reason(rule, _without_a_plan(sessions, weeks), **numbers)
    text = f"In the last {weeks} weeks you did {done} of {len(due)} planned strength sessions"
    text += f" and {own} of your own." if own else "."
    if sessions >= weeks:
        text += " One a week keeps the strength you have; you did more than that."
        if sessions == weeks:
            text = text.replace("you did more than that", "that is what you did")
    else:
        text += " The plan starts from what you did; nothing has to be caught up."
    return reason(rule, text, **numbers)


def _without_a_plan(sessions: int, weeks: int) -> str:
    if not sessions:
        return f"No strength session in the last {weeks} weeks. The next one is a fine first one."
    times = "session" if sessions == 1 else "sessions"
    return f"In the last {weeks} weeks you did {sessions} strength {times}."
