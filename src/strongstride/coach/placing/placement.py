"""Where each session stands: the cheapest placement of the whole horizon, exactly.

Dynamic programming over the weeks: what a week needs to know of those before it is which weekdays
last week used, the day of its last leg session, and whether this block has had a leg session yet.
The hard rules and the cost stand in `data/rules/placement.toml`; docs/explanation/placement.md
explains them and why the result is the optimum.
"""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from math import inf

from strongstride.coach.athlete import Athlete
from strongstride.coach.frame import Placement, WeekFrame
from strongstride.coach.placing.day_limits import Calendar, DayLimit
from strongstride.coach.placing.keeping import FREE, Kept, WeekKept
from strongstride.coach.placing.placement_reasons import given_up, slots_of
from strongstride.coach.placing.placement_rules import PlacementRules, placement_rules
from strongstride.coach.placing.week_patterns import (
    FRIDAY,
    Pattern,
    crowding,
    legs_keep_apart,
    most_at_seam,
    patterns_of,
)
from strongstride.coach.runs import PlannedRun

_Key = tuple[int, int, bool]  # weekdays used last week, its last leg day (-1 none), block opened
_Sign = tuple[object, ...]  # all of a day that its week's patterns depend on


class _State:
    """The cheapest way to the end of a week with one key; `before` leads back to the start."""

    __slots__ = ("before", "cost", "key", "pattern")

    def __init__(
        self, cost: int, key: _Key, pattern: Pattern | None, before: "_State | None"
    ) -> None:
        self.cost = cost
        self.key = key
        self.pattern = pattern
        self.before = before


def place(
    frames: Sequence[WeekFrame],
    athlete: Athlete,
    last_leg_session_on: date | None,
    today: date,
    around: Sequence[PlannedRun] = (),
) -> Placement:
    """The sessions of all weeks of `frames` (Mondays, one after the other) at the least cost.

    Total: what cannot be kept is left out and named in `given_up`. `last_leg_session_on` is the
    date of the last leg session done, from which 48 hours count too; one after `today` is no
    session done and counts for nothing. `around` are runs just outside the weeks: one on the Sunday
    before still limits the first Monday.
    """
    found = place_keeping(frames, athlete, last_leg_session_on, today, around, FREE)
    assert found is not None  # with nothing fixed, no session at all is always a placement
    return found


def place_keeping(
    frames: Sequence[WeekFrame],
    athlete: Athlete,
    last_leg_session_on: date | None,
    today: date,
    around: Sequence[PlannedRun],
    kept: Kept,
) -> Placement | None:
    """As `place`, with as few sessions as can be leaving the days and leg costs of `kept`.

    None where the hard rules do not allow what is fixed there. The cost of leaving is part of
    `cost`.
    """
    if not frames:
        return None if kept.fixed else Placement(slots=(), cost=0)
    if last_leg_session_on is not None and last_leg_session_on > today:
        last_leg_session_on = None
    rules = placement_rules()
    calendar = Calendar(frames, athlete, last_leg_session_on, today, rules, around, kept)
    weeks = [calendar.week(frame.starts_on) for frame in frames]
    weeks_kept = [kept.week(frame.starts_on) for frame in frames]
    found = _cheapest(frames, weeks, weeks_kept, last_leg_session_on, rules)
    if found is None:
        return None
    chosen, cost = found
    return Placement(
        slots=slots_of(weeks, chosen, last_leg_session_on, rules),
        cost=cost,
        given_up=given_up(frames, weeks, chosen, rules),
    )


def _cheapest(
    frames: Sequence[WeekFrame],
    weeks: Sequence[Sequence[DayLimit]],
    weeks_kept: Sequence[WeekKept],
    last_leg_session_on: date | None,
    rules: PlacementRules,
) -> tuple[list[Pattern], int] | None:
    sessions = max(len(frame.wanted_leg_costs) for frame in frames)
    states = [_State(0, (0, -1, False), None, None)]
    for number, (frame, week) in enumerate(zip(frames, weeks, strict=True)):
        ends = _Ends(rules, sessions)
        asked = _Asked(week, frame.wanted_leg_costs, weeks_kept[number], is_first=number == 0)
        patterns = _patterns(asked)
        if number == 0:
            _first_week(states[0], patterns, week, last_leg_session_on, ends)
        else:
            new_block = frame.block != frames[number - 1].block
            _next_week(states, patterns, _Seam(weeks[number - 1], week, rules), new_block, ends)
        states = ends.cheapest_first()
        if not states:
            return None
    end: _State | None = states[0]
    cost = states[0].cost
    chosen: list[Pattern] = []
    while end is not None and end.pattern is not None:
        chosen.append(end.pattern)
        end = end.before
    return chosen[::-1], cost


class _Asked:
    """A week and what it wants; equal to every week that has the same patterns."""

    __slots__ = ("is_first", "kept", "sign", "wanted", "week")

    def __init__(
        self, week: Sequence[DayLimit], wanted: tuple[int, ...], kept: WeekKept, *, is_first: bool
    ) -> None:
        self.week, self.wanted, self.kept, self.is_first = week, wanted, kept, is_first
        self.sign = (is_first, wanted, kept, tuple([_sign(limit) for limit in week]))

    def __hash__(self) -> int:
        return hash(self.sign)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.sign == other.sign


@lru_cache(maxsize=256)  # weeks are alike, in one plan and in the next
def _patterns(asked: _Asked) -> tuple[Pattern, ...]:
    """The patterns of a week, cheapest first."""
    rules = placement_rules()
    after_any_week = not asked.is_first
    return patterns_of(
        asked.week, asked.wanted, rules, after_any_week=after_any_week, kept=asked.kept
    )


def _sign(limit: DayLimit) -> _Sign:
    return (
        limit.is_open,
        limit.leg_cost,
        limit.nearer_leg_cost,
        limit.may_open_block,
        limit.starts_min,
        limit.costs,
        limit.pinned,
    )


def _first_week(
    start: _State,
    patterns: Sequence[Pattern],
    week: Sequence[DayLimit],
    last_leg_session_on: date | None,
    ends: "_Ends",
) -> None:
    rules = ends.rules
    since = [99] * len(week)
    if last_leg_session_on is not None:
        since = [(limit.on - last_leg_session_on).days for limit in week]
        ends.done = since.index(0) if 0 in since else -1
    for pattern in patterns:
        hours = rules.hours_a_day * since[pattern.first_leg]
        if pattern.first_leg < 0 or hours >= rules.legs_apart_h:
            cost = start.cost + _seam_crowding(since, pattern, rules)
            ends.reach(start, pattern, cost, opened=False)


def _seam_crowding(since: Sequence[int], pattern: Pattern, rules: PlacementRules) -> int:
    """What the first sessions cost for being close to the last leg session done."""
    cost = 0
    if pattern.first >= 0:
        cost += crowding(since[pattern.first], rules.days_apart)
    if pattern.first_leg >= 0:
        cost += crowding(since[pattern.first_leg], rules.legs_days_apart)
    return cost


def _next_week(
    states: Sequence[_State],
    patterns: Sequence[Pattern],
    seam: "_Seam",
    new_block: bool,
    ends: "_Ends",
) -> None:
    """Every pattern after its cheapest state; both are sorted, past the bound none can win."""
    for pattern in patterns:
        if states[0].cost + pattern.cost > ends.bound:
            break
        for state in states:
            if ends.none_better(pattern, state.cost + pattern.cost):
                break
            between = seam.cost(state.key, pattern)
            if between is not None:
                opened = state.key[2] and not new_block
                ends.reach(state, pattern, state.cost + between, opened=opened)


class _Seam:
    """What stands between two weeks: leg sessions too close, sessions close, other weekdays."""

    def __init__(
        self, before: Sequence[DayLimit], week: Sequence[DayLimit], rules: PlacementRules
    ) -> None:
        self.rules = rules
        self.too_close = frozenset(
            (last, first)
            for last in range(7)
            for first in range(2)  # from Wednesday on no leg session of last week is within 48 h
            if not legs_keep_apart(before[last], week[first], 7 - last + first, rules)
        )

    def cost(self, key: _Key, pattern: Pattern) -> int | None:
        """The cost between last week's days and this week's, None where the rules forbid it."""
        mask, last_leg, _ = key
        rules = self.rules
        if (last_leg, pattern.first_leg) in self.too_close:
            return None
        if not mask or pattern.first < 0:
            return 0
        cost = rules.new_weekday * (pattern.mask & ~mask).bit_count()
        cost += crowding(8 + pattern.first - mask.bit_length(), rules.days_apart)
        if last_leg >= 0 and pattern.first_leg >= 0:
            cost += crowding(7 + pattern.first_leg - last_leg, rules.legs_days_apart)
        return cost


class _Ends:
    """The cheapest state of each key at the end of a week, and a bound above which none can win.

    After an end whose last leg session is on Friday or before, any next week can follow, and the
    seam costs no more than is known. An end dearer by more than that is in no cheapest placement.
    """

    def __init__(self, rules: PlacementRules, sessions: int) -> None:
        self.rules = rules
        self.sessions = sessions
        self.best: dict[_Key, _State] = {}
        self.bound: float = inf
        self.done = -1  # weekday of a leg session done this week

    def none_better(self, pattern: Pattern, cost: int) -> bool:
        """Whether no way of at least `cost` to an end of this pattern is worth a look."""
        if cost > self.bound:
            return True
        if pattern.first_leg < 0:
            return False  # its end depends on whether the block was opened before
        known = self.best.get((pattern.mask, pattern.last_leg, True))
        return known is not None and known.cost <= cost

    def reach(self, state: _State, pattern: Pattern, cost: int, *, opened: bool) -> None:
        """End the week with `pattern` after `state`; `cost` is all but the pattern's own."""
        cost += pattern.cost
        if pattern.first_leg >= 0:
            if not opened and not pattern.opens:
                cost += self.rules.nearer_in_new_block
            opened = True
        mask = pattern.mask if self.done < 0 else pattern.mask | 1 << self.done
        key = (mask, max(pattern.last_leg, self.done), opened)
        known = self.best.get(key)
        if known is None or cost < known.cost:
            self.best[key] = _State(cost, key, pattern, state)
            if key[1] <= FRIDAY:
                self.bound = min(self.bound, cost + self._most_to_follow(key))

    def _most_to_follow(self, key: _Key) -> int:
        """The most that an end can cost beyond any other from here on."""
        mask, _, opened = key
        most = 0 if opened else self.rules.nearer_in_new_block
        if not mask:
            return most
        return most + most_at_seam(self.rules, self.sessions, 8 - mask.bit_length())

    def cheapest_first(self) -> list[_State]:
        """All ends within the bound, cheapest first; equal ones in the order of their weekdays."""
        ends = [state for state in self.best.values() if state.cost <= self.bound]
        return sorted(ends, key=lambda state: (state.cost, state.key))
