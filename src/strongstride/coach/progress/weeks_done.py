"""Week by week: running and strength side by side, and how often."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from strongstride.coach.lifting.exposures import EFFORTS
from strongstride.coach.log import LoggedSession, LoggedSet, Side
from strongstride.coach.rules import Reason, reason
from strongstride.coach.runs import ClassedRun, RunKind
from strongstride.coach.weeks import WEEK, monday_of


class WeekDone(msgspec.Struct, frozen=True, kw_only=True):
    """One week as it was. A set done on both sides counts once."""

    starts_on: date
    runs: int = 0
    hard_runs: int = 0  # races too
    distance_m: float = 0.0
    hard_m: float = 0.0  # of it in hard runs and races
    run_s: float = 0.0
    sessions: int = 0  # of strength
    sets: int = 0


def weeks_done(
    runs: Iterable[ClassedRun], sessions: Iterable[LoggedSession], today: date, weeks: int
) -> tuple[WeekDone, ...]:
    """The last `weeks` weeks up to that of `today` in order; those before the first with anything
    are left out, later empty ones are not."""
    ran: dict[date, list[ClassedRun]] = defaultdict(list)
    for run in runs:
        if run.counts:
            ran[monday_of(run.run.on)].append(run)
    lifted: dict[date, list[LoggedSession]] = defaultdict(list)
    for session in sessions:
        lifted[monday_of(session.on)].append(session)
    mondays = [monday_of(today) - back * WEEK for back in reversed(range(weeks))]
    first = min((day for day in mondays if day in ran or day in lifted), default=mondays[-1])
    return tuple(
        _week(monday, ran[monday], lifted[monday]) for monday in mondays if monday >= first
    )


def _week(monday: date, runs: Sequence[ClassedRun], sessions: Sequence[LoggedSession]) -> WeekDone:
    hard = [one for one in runs if one.kind in (RunKind.HARD, RunKind.RACE)]
    return WeekDone(
        starts_on=monday,
        runs=len(runs),
        hard_runs=len(hard),
        hard_m=sum(one.run.distance_m or 0.0 for one in hard),
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


def consistency(sessions: int, wanted_a_week: int, weeks: int) -> Reason:
    """Sessions done in the last `weeks` (1 or more) beside those the athlete asked for, no more."""
    rule = "progress-consistency"
    wanted = wanted_a_week * weeks
    numbers = {"sessions": sessions, "wanted": wanted, "weeks": weeks}
    span = "week" if weeks == 1 else f"{weeks} weeks"
    if not sessions:
        text = f"No strength session in the last {span}. The next one is as good as any to start."
        return reason(rule, text, **numbers)
    times = "session" if sessions == 1 else "sessions"
    text = (
        f"{sessions} strength {times} in the last {span}, "
        f"beside the {wanted} of {_NUMBER[wanted_a_week]} a week."
    )
    return reason(rule, f"{text} {_meaning(sessions, weeks)}", **numbers)


_NUMBER = {1: "one", 2: "two", 3: "three"}


def _meaning(sessions: int, weeks: int) -> str:
    if sessions > weeks:
        return "One a week keeps the strength you have; you did more than that."
    if sessions == weeks:
        return "One a week keeps the strength you have, and that is what you did."
    return "The plan starts from what you did; nothing has to be caught up."
