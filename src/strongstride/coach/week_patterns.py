"""All ways to place one week's sessions that keep the rules inside the week, each with its cost."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations
from operator import itemgetter

from strongstride.coach.day_limits import DayLimit, hours_between
from strongstride.coach.placement_rules import PlacementRules


class Pattern:
    """Days and leg costs of one week's sessions, and what they cost without the weeks around them.

    `mask` has bit d set when weekday d has a session; days are -1 where there is none. A plain
    class with slots: thousands are made in a plan.
    """

    __slots__ = (
        "cost",
        "days",
        "first",
        "first_leg",
        "last",
        "last_leg",
        "leg_costs",
        "mask",
        "opens",
    )

    def __init__(
        self, days: tuple[int, ...], leg_costs: tuple[int, ...], cost: int, *, opens: bool
    ) -> None:
        legs = [day for day, leg_cost in zip(days, leg_costs, strict=True) if leg_cost]
        self.days = days
        self.leg_costs = leg_costs
        self.cost = cost
        self.opens = opens  # its first leg session has the hours a new block wants
        self.mask = sum(1 << day for day in days)
        self.first, self.last = (days[0], days[-1]) if days else (-1, -1)
        self.first_leg, self.last_leg = (legs[0], legs[-1]) if legs else (-1, -1)


def patterns_of(
    week: Sequence[DayLimit], wanted: Sequence[int], rules: PlacementRules
) -> tuple[Pattern, ...]:
    """Every choice of days and leg days, each with its cheapest leg costs; cheapest first."""
    wanted = sorted(wanted, reverse=True)
    open_days = [day for day, limit in enumerate(week) if limit.is_open]
    found = [
        _pattern(week, days, legs, wanted, rules)
        for size in range(min(len(wanted), len(open_days)) + 1)
        for days in combinations(open_days, size)
        for legs in _leg_days(week, days, sum(cost > 0 for cost in wanted), rules)
    ]
    return tuple(sorted(found, key=lambda pattern: pattern.cost))


def legs_keep_apart(first: DayLimit, second: DayLimit, days: int, rules: PlacementRules) -> bool:
    """Whether leg sessions on these days, `days` apart, have their hours between them."""
    hours = hours_between(days, first.starts_min, second.starts_min, rules)
    return hours >= rules.legs_apart_h


def _leg_days(
    week: Sequence[DayLimit], days: tuple[int, ...], most: int, rules: PlacementRules
) -> Iterator[tuple[int, ...]]:
    """Choices of leg days: each allowed, apart enough, a nearer one alone in its week."""
    possible = [day for day in days if week[day].nearer_leg_cost]
    yield ()
    for size in range(1, min(most, len(possible)) + 1):
        for legs in combinations(possible, size):
            if size > 1 and any(not week[day].leg_cost for day in legs):
                continue
            if all(legs_keep_apart(week[a], week[b], b - a, rules) for a, b in pairwise(legs)):
                yield legs


def _pattern(
    week: Sequence[DayLimit],
    days: tuple[int, ...],
    legs: tuple[int, ...],
    wanted: Sequence[int],
    rules: PlacementRules,
) -> Pattern:
    """The pattern of these days and leg days with the leg costs that cost least.

    The largest wanted leg costs, each cut down to what its day allows, are enough to look at: one
    more leg cost always saves more (`lower_leg_cost`) than it costs a day (rule `placement-cost`).
    """
    caps = [week[day].leg_cost or week[day].nearer_leg_cost for day in legs]
    cost, leg_costs = min(
        (
            _leg_cost(week, legs, tuple(map(min, order, caps)), rules)
            for order in _orders(wanted, legs)
        ),
        key=itemgetter(0),
    )
    by_day = dict(zip(legs, leg_costs, strict=True))
    cost += rules.lower_leg_cost * sum(wanted)
    cost += sum(week[day].costs[0] for day in days if day not in by_day)
    cost += _missing(days, legs, wanted, rules) + _crowding(days, legs, rules)
    cost += rules.nearer_than_default * sum(not week[day].leg_cost for day in legs)
    cost += rules.pinned_date_empty * sum(
        limit.pinned and day not in days for day, limit in enumerate(week)
    )
    opens = bool(legs) and week[legs[0]].may_open_block
    return Pattern(days, tuple(by_day.get(day, 0) for day in days), cost, opens=opens)


def _orders(wanted: Sequence[int], legs: Sequence[int]) -> list[tuple[int, ...]]:
    """The distinct orders of the largest wanted leg costs, hardest first."""
    return sorted(set(permutations(wanted[: len(legs)])), reverse=True)


def _leg_cost(
    week: Sequence[DayLimit], legs: Sequence[int], leg_costs: tuple[int, ...], rules: PlacementRules
) -> tuple[int, tuple[int, ...]]:
    cost = sum(week[day].costs[leg_cost] for day, leg_cost in zip(legs, leg_costs, strict=True))
    return cost - rules.lower_leg_cost * sum(leg_costs), leg_costs


def _missing(
    days: Sequence[int], legs: Sequence[int], wanted: Sequence[int], rules: PlacementRules
) -> int:
    wanted_legs = sum(cost > 0 for cost in wanted)
    cost = rules.missing_session * (len(wanted) - len(days))
    cost += rules.missing_leg_session * (wanted_legs - len(legs))
    return cost + (rules.no_leg_session if wanted_legs and not legs else 0)


def _crowding(days: Sequence[int], legs: Sequence[int], rules: PlacementRules) -> int:
    return sum(crowding(b - a, rules.days_apart) for a, b in pairwise(days)) + sum(
        crowding(b - a, rules.legs_days_apart) for a, b in pairwise(legs)
    )


def crowding(days: int, table: Sequence[int]) -> int:
    """What two sessions `days` apart cost for being close; nothing from four days on."""
    return table[days] if days < len(table) else 0
