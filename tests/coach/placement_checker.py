"""Placement judged from outside: the rule texts and the published cost, written down a second time.

Shares no code with the engine. Limits are literal here, so that a change of a rule's numbers shows;
weights are read from the rule, since any weights must be optimised exactly.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import chain, pairwise, product

from strongstride.coach.athlete import Athlete, RaceDistance
from strongstride.coach.frame import WeekFrame
from strongstride.coach.rules import rules
from strongstride.coach.runs import PlannedRun, RunKind

DAY = timedelta(days=1)
KEY = (RunKind.HARD, RunKind.LONG, RunKind.RACE)
Session = tuple[date, int]  # day, leg cost


class World:
    """A calendar, an athlete and a day to plan from."""

    def __init__(
        self,
        frames: Sequence[WeekFrame],
        athlete: Athlete,
        last_leg_session_on: date | None,
        today: date,
    ) -> None:
        self.frames = frames
        self.athlete = athlete
        self.last = last_leg_session_on
        self.today = today
        self.runs = [run for frame in frames for run in frame.runs]
        goal = athlete.goal
        if goal and not any(r.on == goal.on and r.kind is RunKind.RACE for r in self.runs):
            self.runs.append(PlannedRun(on=goal.on, kind=RunKind.RACE))
        self.by_day: dict[date, list[PlannedRun]] = {}
        for run in self.runs:
            self.by_day.setdefault(run.on, []).append(run)

    def on(self, day: date) -> list[PlannedRun]:
        return self.by_day.get(day, [])

    def minutes(self, run: PlannedRun) -> float | None:
        if run.duration_s is not None:
            return run.duration_s / 60
        if run.distance_m is not None:
            return run.distance_m / 1000 * (self.athlete.easy_pace_s_per_km or 390) / 60
        return None

    def run_at(self, run: PlannedRun) -> time | None:
        return run.starts_at or self.athlete.availability.run_time

    def session_at(self, day: date) -> datetime | None:
        """When a session on `day` starts: after the run on a shared day."""
        usual = self.athlete.availability.session_time
        doubled = any(run.kind is not RunKind.EASY for run in self.on(day))
        if usual is None and not doubled:
            return None
        start = datetime.combine(day, usual or time(0))
        for run in self.on(day):
            at, minutes = self.run_at(run), self.minutes(run)
            rest = 6 * 60 if any(r.kind is not RunKind.EASY for r in self.on(day)) else 0
            if at is not None and minutes is not None:
                end = datetime.combine(day, at) + timedelta(minutes=math.ceil(minutes) + rest)
                start = max(start, end)
        return start

    def hours_to(self, day: date, run: PlannedRun) -> float:
        start, at = self.session_at(day), self.run_at(run)
        if start is None or at is None:
            return 24.0 * (run.on - day).days
        return (datetime.combine(run.on, at) - start).total_seconds() / 3600

    def key_runs_after(self, day: date) -> list[PlannedRun]:
        """Those of the next five days; later ones are more than 72 hours away."""
        near = [run for days in range(1, 6) for run in self.on(day + days * DAY)]
        return [run for run in near if run.kind in KEY]

    def hours_to_key_run(self, day: date) -> float:
        return min((self.hours_to(day, run) for run in self.key_runs_after(day)), default=math.inf)

    def hours_between_sessions(self, first: date, second: date) -> float:
        a, b = self.session_at(first), self.session_at(second)
        if a is None or b is None or first == self.last:
            return 24.0 * (second - first).days
        return (b - a).total_seconds() / 3600


def closed(world: World, day: date) -> str | None:
    """Why no session at all may stand on a day."""
    availability, goal = world.athlete.availability, world.athlete.goal
    if day < world.today:
        return "past"
    if day == world.last:
        return "had its session"
    if day.weekday() in availability.impossible:
        return "ruled out"
    if any(first <= day <= last for first, last in availability.away):
        return "away"
    if goal and timedelta(0) < goal.on - day <= timedelta(hours=72):
        return "within 72 h of the goal"
    for near in (day - DAY, day, day + DAY):
        if any(run.kind is RunKind.RACE for run in world.on(near)):
            return "race within a day"
    return _run_closes(world, day)


def _run_closes(world: World, day: date) -> str | None:
    runs = world.on(day)
    if not runs:
        return None
    if any(
        run.kind is not RunKind.EASY
        and not (run.kind is RunKind.HARD and world.athlete.availability.hard_day_doubles)
        for run in runs
    ):
        return "a run that is not easy"
    easy = [run for run in runs if run.kind is RunKind.EASY]
    lengths = [minutes for run in easy if (minutes := world.minutes(run)) is not None]
    if len(lengths) < len(easy):
        return "easy run of unknown length"
    if sum(lengths) > 60:
        return "more than 60 min"
    others = [run for run in week_of(world, day) if run not in easy]
    if sum(lengths) > 45 and not any(_is_longer(world, run, max(lengths)) for run in others):
        return "the week's longest"
    usual, start = world.athlete.availability.session_time, world.session_at(day)
    doubled = len(easy) < len(runs)
    if doubled and any(world.run_at(r) is None or world.minutes(r) is None for r in runs):
        return "the end of the hard run is not known"
    if doubled and usual is None:
        usual = time(0)
    if (
        usual is not None
        and start
        and start > max(datetime.combine(day, at) for at in (usual, time(21)))
    ):
        return "too late after the run"
    return None


def week_of(world: World, day: date) -> list[PlannedRun]:
    monday = day - day.weekday() * DAY
    return [run for number in range(7) for run in world.on(monday + number * DAY)]


def _is_longer(world: World, run: PlannedRun, minutes: float) -> bool:
    length = world.minutes(run)
    if length is None:
        return run.kind in (RunKind.LONG, RunKind.RACE)
    return length > minutes


def most_for_legs(world: World, day: date) -> int:
    """The most a day may cost the legs, the 48 hours before a key run aside."""
    most = 3
    if any(run.kind is RunKind.LONG for run in world.on(day - DAY)):
        most = 1
    goal = world.athlete.goal
    if goal:
        short = goal.distance in (RaceDistance.FIVE_K, RaceDistance.TEN_K)
        days = (goal.on - day).days
        if 0 < days < (5 if short else 7):
            most = min(most, 1)
        if 0 < -days <= (3 if short else 7):
            most = 0
    return most


def never_legs(world: World, day: date) -> bool:
    return any(
        run.on - day == DAY or world.hours_to(day, run) <= 24 for run in world.key_runs_after(day)
    )


def broken(world: World, sessions: Sequence[Session]) -> Iterator[str]:
    """Every hard rule these sessions break."""
    days = [day for day, _ in sessions]
    if len(set(days)) < len(days):
        yield "two sessions on one day"
    legs = [day for day, cost in sorted(sessions) if cost]
    for day, cost in sessions:
        if why := closed(world, day):
            yield f"{day}: {why}"
        if cost > most_for_legs(world, day):
            yield f"{day}: {cost} is too much for the legs"
        if cost and never_legs(world, day):
            yield f"{day}: legs within 24 h of a key run"
        if cost and world.hours_to_key_run(day) < 48:
            same_week = [leg for leg in legs if leg.isocalendar()[:2] == day.isocalendar()[:2]]
            if cost > 2 or len(same_week) > 1:
                yield f"{day}: legs within 48 h of a key run, too heavy or not alone in the week"
    done = [world.last] if world.last else []
    for first, second in pairwise(done + legs):
        if abs(world.hours_between_sessions(first, second)) < 48:
            yield f"{first}, {second}: leg sessions within 48 h"
    for frame in world.frames:
        yield from _more_than_wanted(frame, sessions)


def _more_than_wanted(frame: WeekFrame, sessions: Sequence[Session]) -> Iterator[str]:
    placed = sorted((cost for _, cost in _in_week(frame, sessions)), reverse=True)
    wanted = sorted(frame.wanted_leg_costs, reverse=True)
    if len(placed) > len(wanted) or any(p > w for p, w in zip(placed, wanted, strict=False)):
        yield f"{frame.starts_on}: {placed} where {wanted} was wanted"


def _in_week(frame: WeekFrame, sessions: Iterable[Session]) -> list[Session]:
    return [s for s in sessions if 0 <= (s[0] - frame.starts_on).days < 7]


def cost(world: World, sessions: Sequence[Session]) -> int:
    """The published cost of docs/explanation/placement.md."""
    weight = {key: int(value) for key, value in rules()["placement-cost"].numbers.items()}
    total = 0
    before: list[Session] = []
    block_open: set[int] = set()
    for number, frame in enumerate(world.frames):
        week = sorted(_in_week(frame, sessions))
        wanted_legs = [c for c in frame.wanted_leg_costs if c]
        legs = [(day, c) for day, c in week if c]
        total += weight["missing_session"] * (len(frame.wanted_leg_costs) - len(week))
        total += weight["missing_leg_session"] * (len(wanted_legs) - len(legs))
        total += weight["lower_leg_cost"] * (sum(wanted_legs) - sum(c for _, c in legs))
        total += weight["no_leg_session"] * bool(wanted_legs and not legs)
        for day, c in week:
            total += _day_cost(world, day, c, weight)
        if legs and frame.block not in block_open:
            block_open.add(frame.block)
            total += weight["nearer_in_new_block"] * (world.hours_to_key_run(legs[0][0]) < 72)
        if number == 1 and world.last and (world.last - world.frames[0].starts_on).days >= 0:
            before = [*before, (world.last, 1)]
        if number and before:
            used = {day.weekday() for day, _ in before}
            total += weight["new_weekday"] * sum(day.weekday() not in used for day, _ in week)
        for pin in {p for p in world.athlete.pinned if p >= world.today}:
            if 0 <= (pin - frame.starts_on).days < 7 and pin not in [day for day, _ in week]:
                total += weight["pinned_date_empty"]
        before = week
    return total + _crowding(world, sessions, weight)


def _day_cost(world: World, day: date, leg_cost: int, weight: dict[str, int]) -> int:
    total = weight["same_day_as_run"] * bool(world.on(day))
    preferred = world.athlete.availability.preferred
    total += weight["not_preferred"] * bool(preferred and day.weekday() not in preferred)
    if leg_cost:
        kinds = {run.kind for run in world.on(day - DAY)}
        total += weight["legs_after_long_run"] * (RunKind.LONG in kinds)
        total += weight["leg_cost_after_hard_run"] * (RunKind.HARD in kinds) * leg_cost
        near = world.hours_to_key_run(day) < 72
        total += weight["leg_cost_before_key_run"] * near * leg_cost
        total += weight["nearer_than_default"] * (world.hours_to_key_run(day) < 48)
    return total


def _crowding(world: World, sessions: Sequence[Session], weight: dict[str, int]) -> int:
    total = 0
    done = [world.last] if world.last else []
    days = sorted(day for day, _ in sessions)
    legs = sorted(day for day, c in sessions if c)
    names = {1: "one_day_apart", 2: "two_days_apart", 3: "three_days_apart"}
    for first, second in pairwise(done + days):
        if name := names.get((second - first).days):
            total += weight[name]
    for first, second in pairwise(done + legs):
        if (second - first).days in (2, 3):
            total += weight["legs_" + names[(second - first).days]]
    return total


def cheapest_by_trying_all(world: World) -> int:
    """The least cost over every assignment of nothing or a leg cost to every day."""
    weeks: list[list[list[Session]]] = []
    for frame in world.frames:
        days = [frame.starts_on + d * DAY for d in range(7)]
        choices = [[None] if closed(world, d) else [None, 0, 1, 2, 3] for d in days]
        ways = [
            [(day, c) for day, c in zip(days, way, strict=True) if c is not None]
            for way in product(*choices)
            if sum(c is not None for c in way) <= len(frame.wanted_leg_costs)
        ]
        weeks.append([way for way in ways if not any(broken(world, way))])
    plans = (list(chain(*parts)) for parts in product(*weeks))
    return min(cost(world, plan) for plan in plans if not any(broken(world, plan)))
