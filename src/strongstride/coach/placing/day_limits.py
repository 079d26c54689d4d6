"""What each day allows: open or closed to strength, and how much it may cost the legs."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from math import ceil

import msgspec

from strongstride.coach.athlete import Athlete, Goal
from strongstride.coach.frame import MOST_LEG_COST, WeekFrame
from strongstride.coach.placing.keeping import FREE, Kept
from strongstride.coach.placing.limit import Limit
from strongstride.coach.placing.phases import is_long_race
from strongstride.coach.placing.placement_rules import PlacementRules
from strongstride.coach.runs import PlannedRun, RunKind

DAY = timedelta(days=1)


class NextKeyRun(msgspec.Struct, frozen=True):
    """The key run that comes next after a session on a day, and how many hours later."""

    run: PlannedRun
    days: int
    hours: float


class DayLimit(msgspec.Struct, frozen=True, kw_only=True):
    """What one day allows. `leg_cost` is the most by default; `nearer_leg_cost` the most where the

    48 hours before a key run give way to 24. `costs[c]` is what a session of leg cost c costs here.
    `starts_min` is the session's start in minutes after midnight, None when it is not known.
    """

    on: date
    is_open: bool
    leg_cost: int = 0
    nearer_leg_cost: int = 0
    may_open_block: bool = False
    same_day_as_run: bool = False
    after_hard_run: bool = False
    starts_min: int | None = None
    costs: tuple[int, ...] = (0, 0, 0, 0)
    pinned: bool = False
    next_key_run: NextKeyRun | None = None
    limits: tuple[Limit, ...] = ()


class Calendar:
    """The runs by date, and what the athlete said about days: everything a day's limit needs."""

    def __init__(
        self,
        frames: Sequence[WeekFrame],
        athlete: Athlete,
        last_leg_session_on: date | None,
        today: date,
        rules: PlacementRules,
        around: Sequence[PlannedRun] = (),
        kept: Kept = FREE,
    ) -> None:
        self.athlete = athlete
        self.kept = kept
        self.rules = rules
        self.today = today
        self.last_leg_session_on = last_leg_session_on
        self.pinned = frozenset(athlete.pinned)
        self.runs: dict[date, list[PlannedRun]] = {}
        for run in (*around, *(run for frame in frames for run in frame.runs)):
            self.runs.setdefault(run.on, []).append(run)
        _add_goal(athlete.goal, self.runs)

    def week(self, starts_on: date) -> tuple[DayLimit, ...]:
        """The limits of Monday to Sunday."""
        days = [starts_on + number * DAY for number in range(7)]
        runs = [run for on in days for run in self.runs.get(on, ())]
        return tuple(self._day(on, runs) for on in days)

    def _day(self, on: date, week: Sequence[PlannedRun]) -> DayLimit:
        pinned = on in self.pinned and on >= self.today
        closed = self._said_no(on) or self._race_closes(on)
        runs = self.runs.get(on, [])
        starts_min = _minutes(self.athlete.availability.session_time)
        if not closed and runs:
            closed, starts_min = self._shared(runs, week, starts_min)
        if closed:
            return DayLimit(on=on, is_open=False, pinned=pinned, limits=closed)
        return self._open_day(on, runs, starts_min, pinned)

    def _open_day(
        self, on: date, runs: Sequence[PlannedRun], starts_min: int | None, pinned: bool
    ) -> DayLimit:
        rules = self.rules
        most, limits = self._most_for_legs(on)
        key = self._next_key_run(on, starts_min)
        leg_cost = nearer = most
        if key is not None and (key.days == 1 or key.hours <= rules.never_h):
            leg_cost = nearer = 0
        elif key is not None and key.hours < rules.default_h:
            leg_cost, nearer = 0, min(most, rules.nearer_leg_cost)
        if key is not None and leg_cost < most:
            limits = (*limits, Limit("legs-before-key-run", _before(on, key)))
        return DayLimit(
            on=on,
            is_open=True,
            leg_cost=leg_cost,
            nearer_leg_cost=nearer,
            may_open_block=key is None or key.hours >= rules.new_block_h,
            same_day_as_run=bool(runs),
            after_hard_run=any(run.kind is RunKind.HARD for run in runs),
            starts_min=starts_min,
            costs=self._costs(on, bool(runs), key),
            pinned=pinned,
            next_key_run=key,
            limits=limits,
        )

    def _said_no(self, on: date) -> tuple[Limit, ...]:
        availability = self.athlete.availability
        if on < self.today:
            return (Limit("runner-said-no", f"{on:%A} is past"),)
        if on == self.last_leg_session_on:
            return (Limit("one-a-day", f"{on:%A} has had its session"),)
        if on.weekday() in availability.impossible:
            return (Limit("runner-said-no", f"{on:%A} is ruled out by you"),)
        if any(first <= on <= last for first, last in availability.away):
            return (Limit("runner-said-no", f"you are away on {on:%A}"),)
        return (self.kept.closed[on],) if on in self.kept.closed else ()

    def _race_closes(self, on: date) -> tuple[Limit, ...]:
        rules = self.rules
        goal = self.athlete.goal
        if goal is not None and 0 < (goal.on - on).days * rules.hours_a_day <= rules.closed_h:
            text = f"{on:%A} is within {rules.closed_h} hours of the {goal.distance}"
            return (Limit("before-the-goal", text),)
        for days in range(-rules.race_days_after, rules.race_days_before + 1):
            if any(run.kind is RunKind.RACE for run in self.runs.get(on + days * DAY, ())):
                where = (
                    "the day of" if days == 0 else "the day before" if days > 0 else "just after"
                )
                return (Limit("around-a-race", f"{on:%A} is {where} a race"),)
        return ()

    def _shared(
        self, runs: Sequence[PlannedRun], week: Sequence[PlannedRun], starts_min: int | None
    ) -> tuple[tuple[Limit, ...], int | None]:
        """Whether strength may share the day with these runs, and when it then starts."""
        easy = [run for run in runs if run.kind is RunKind.EASY]
        hard = [run for run in runs if run.kind is not RunKind.EASY]
        doubles = self.athlete.availability.hard_day_doubles
        for run in hard:
            if run.kind is not RunKind.HARD or not doubles:
                return (Limit("easy-run-days", f"{run.on:%A} has a {run.kind} run"),), None
        for too_long in self._too_long(easy, week):
            return (too_long,), None
        return self._after(runs, starts_min, hard=bool(hard))

    def _after(
        self, runs: Sequence[PlannedRun], starts_min: int | None, *, hard: bool
    ) -> tuple[tuple[Limit, ...], int | None]:
        """When a session starts after the day's runs; six hours after a hard one, or not at all."""
        rules, weekday = self.rules, f"{runs[0].on:%A}"
        ends = [end for run in runs if (end := self._ends(run)) is not None]
        if hard and len(ends) < len(runs):
            text = f"when {weekday}'s hard run ends is not known, so {rules.double_h} hours are not"
            return (Limit("hard-day-doubles", text),), None
        hours = rules.double_h if hard else rules.hours_after_easy_run
        ends_min = max(ends) + hours * 60 if ends else 0
        if starts_min is not None and ends_min <= starts_min:
            return (), starts_min
        if starts_min is None and not hard:
            return (), None
        if ends_min > rules.latest_start_h * 60:
            rule = "hard-day-doubles" if hard else "run-first"
            return (Limit(rule, f"on {weekday} the run ends too late for strength"),), None
        return (), ends_min

    def _too_long(self, easy: Sequence[PlannedRun], week: Sequence[PlannedRun]) -> list[Limit]:
        """Why the easy runs of a day are too long to share it; empty when they are not."""
        rules = self.rules
        lengths = [self._length(run) for run in easy]
        known = [length for length in lengths if length is not None]
        if not easy:
            return []
        weekday = f"{easy[0].on:%A}"
        if len(known) < len(lengths):
            return [Limit("easy-run-days", f"{weekday} has an easy run of unknown length")]
        total = sum(known)
        if total > rules.longest_min:
            return [Limit("easy-run-days", f"{weekday} has {total:.0f} minutes of easy running")]
        others = [run for run in week if run not in easy]
        others_longest = max((self._at_least(run) for run in others), default=0.0)
        is_longest = max(known) >= others_longest
        if total > rules.always_short_min and is_longest:
            return [Limit("easy-run-days", f"{weekday} has the week's longest run")]
        return []

    def _at_least(self, run: PlannedRun) -> float:
        """Minutes to compare with: an unknown long run or race is longer than any easy run."""
        length = self._length(run)
        if length is not None:
            return length
        return float("inf") if run.kind in (RunKind.LONG, RunKind.RACE) else 0.0

    def _length(self, run: PlannedRun) -> float | None:
        """Minutes of a run, from its distance at the athlete's easy pace where need be."""
        if run.duration_s is not None:
            return run.duration_s / 60
        if run.distance_m is None:
            return None
        pace = self.athlete.easy_pace_s_per_km or self.rules.easy_pace_s_per_km
        return run.distance_m / 1000 * pace / 60

    def _ends(self, run: PlannedRun) -> int | None:
        """When a run is over, in whole minutes after midnight; None when that is not known."""
        begins, minutes = self._begins(run), self._length(run)
        return None if begins is None or minutes is None else begins + ceil(minutes)

    def _begins(self, run: PlannedRun) -> int | None:
        return _minutes(run.starts_at or self.athlete.availability.run_time)

    def _most_for_legs(self, on: date) -> tuple[int, tuple[Limit, ...]]:
        """The most a day may cost the legs for what lies behind it and for the goal race."""
        most, limits = MOST_LEG_COST, []
        rules = self.rules
        if any(run.kind is RunKind.LONG for run in self.runs.get(on - DAY, ())):
            most = rules.after_long_run_leg_cost
            limits.append(Limit("day-after-long-run", f"{on:%A} is the day after the long run"))
        goal = self.athlete.goal
        if goal is not None:
            days = (goal.on - on).days
            long = is_long_race(goal)
            heavier = rules.heavier_days_long if long else rules.heavier_days_short
            off = rules.legs_off_days_long if long else rules.legs_off_days_short
            if 0 < days < heavier:
                most = min(most, rules.lighter_leg_cost)
                limits.append(Limit("before-the-goal", f"{on:%A} is {days} days before the race"))
            if -off <= days < 0:
                most = 0
                limits.append(Limit("after-the-goal", f"{on:%A} is {-days} days after the race"))
        if on in self.kept.light:
            at_most, why = self.kept.light[on]
            most = min(most, at_most)
            limits.append(why)
        return most, tuple(limits)

    def _next_key_run(self, on: date, starts_min: int | None) -> NextKeyRun | None:
        """The key run nearest in hours after a session on `on`, within three days."""
        found: NextKeyRun | None = None
        for days in (1, 2, 3):
            for run in self.runs.get(on + days * DAY, ()):
                if run.kind.is_key:
                    hours = hours_between(days, starts_min, self._begins(run), self.rules)
                    if found is None or hours < found.hours:
                        found = NextKeyRun(run, days, hours)
        return found

    def _costs(self, on: date, shared: bool, key: NextKeyRun | None) -> tuple[int, ...]:
        """What a session of leg cost 0, 1, 2, 3 costs on this day."""
        rules, availability = self.rules, self.athlete.availability
        base = rules.same_day_as_run if shared else 0
        if availability.preferred and on.weekday() not in availability.preferred:
            base += rules.not_preferred
        each = 0
        yesterday = self.runs.get(on - DAY, ())
        if any(run.kind is RunKind.HARD for run in yesterday):
            each += rules.leg_cost_after_hard_run
        if key is not None and key.hours < rules.leg_cost_before_key_run_h:
            each += rules.leg_cost_before_key_run
        legs = base
        if any(run.kind is RunKind.LONG for run in yesterday):
            legs += rules.legs_after_long_run
        return (base, *(legs + each * cost for cost in range(1, MOST_LEG_COST + 1)))


def hours_between(
    days: int, first_min: int | None, second_min: int | None, rules: PlacementRules
) -> float:
    """Hours from a start to one `days` later: real ones when both clock times are known.

    Otherwise a day later counts as 24 hours (rule `hours-between`).
    """
    hours = float(days * rules.hours_a_day)
    if first_min is None or second_min is None:
        return hours
    return hours + (second_min - first_min) / 60


def _add_goal(goal: Goal | None, runs: dict[date, list[PlannedRun]]) -> None:
    """The goal is a race even where the runs do not hold it."""
    if goal is not None and all(run.kind is not RunKind.RACE for run in runs.get(goal.on, ())):
        runs.setdefault(goal.on, []).append(PlannedRun(on=goal.on, kind=RunKind.RACE))


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute


def _before(on: date, key: NextKeyRun) -> str:
    what = f"{key.run.on:%A}'s {key.run.kind} run"
    if key.days == 1:
        return f"{on:%A} is the day before {what}"
    return f"{on:%A} is {key.hours:.0f} hours before {what}"
