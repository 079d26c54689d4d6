"""All ways to place one week's sessions that keep the rules inside the week, each with its cost."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise, permutations, product
from operator import itemgetter

from strongstride.coach.placing.day_limits import DayLimit, hours_between
from strongstride.coach.placing.keeping import FREE_WEEK, WeekKept
from strongstride.coach.placing.placement_rules import PlacementRules

WEDNESDAY, FRIDAY = 2, 4


class Pattern:
    """Days and leg costs of one week's sessions, and what they cost without the weeks around them.

    `mask` has bit d set when weekday d has a session; days are -1 where there is none. `opens` says
    that its first leg session has the hours a new block wants. A plain class with slots: many are
    made in a plan.
    """

    __slots__ = (
        "cost", "days", "first", "first_leg", "last", "last_leg", "leg_costs", "mask", "opens",
    )  # fmt: skip

    def __init__(
        self, days: tuple[int, ...], mask: int, legs: tuple[int, ...], leg_costs: tuple[int, ...]
    ) -> None:
        self.days = days
        self.mask = mask
        self.leg_costs = leg_costs
        self.first, self.last = (days[0], days[-1]) if days else (-1, -1)
        self.first_leg, self.last_leg = (legs[0], legs[-1]) if legs else (-1, -1)
        self.cost = 0
        self.opens = False


def patterns_of(
    week: Sequence[DayLimit],
    wanted: Sequence[int],
    rules: PlacementRules,
    *,
    after_any_week: bool = True,
    kept: WeekKept = FREE_WEEK,
) -> tuple[Pattern, ...]:
    """Every choice of days and leg days, each with its cheapest leg costs; cheapest first.

    What is fixed in `kept` stands in each of them; where that cannot be there are none.

    `after_any_week` says that only a week of this plan stands before this one. Then choices with so
    few sessions that a fuller one, free at both seams, beats them in any plan are left out.
    """
    ways = _Ways(week, wanted, rules, kept)
    found: list[Pattern] = []
    bound: float = float("inf")
    for size in range(min(len(wanted), len(ways.open_days)), -1, -1):
        if after_any_week and rules.missing_session * (len(wanted) - size) > bound:
            break
        for pattern in ways.with_sessions(size):
            found.append(pattern)
            if pattern.last_leg <= FRIDAY and (
                pattern.first_leg < 0 or pattern.first_leg >= WEDNESDAY
            ):
                bound = min(bound, pattern.cost + most_around(rules, len(wanted)))
    return tuple(sorted(found, key=lambda pattern: (pattern.cost, pattern.days)))


def most_around(rules: PlacementRules, sessions: int) -> int:
    """The most that the two seams of a week and an opened block can add to its patterns' cost."""
    return 2 * most_at_seam(rules, sessions, 1) + rules.nearer_in_new_block


def most_at_seam(rules: PlacementRules, sessions: int, days: int) -> int:
    """The most that two weeks cost at their seam, with sessions `days` apart or further.

    `sessions` is the most a week has. Free of rules: leg sessions there must be apart enough.
    """
    most = rules.new_weekday * sessions
    most += max(rules.days_apart[days:], default=0)
    return most + max(rules.legs_days_apart[days:], default=0)


def legs_keep_apart(first: DayLimit, second: DayLimit, days: int, rules: PlacementRules) -> bool:
    """Whether leg sessions on these days, `days` apart, have their hours between them."""
    hours = hours_between(days, first.starts_min, second.starts_min, rules)
    return hours >= rules.legs_apart_h


def crowding(days: int, table: Sequence[int]) -> int:
    """What two sessions `days` apart cost for being close; nothing from four days on."""
    return table[days] if days < len(table) else 0


class _Ways:
    """The ways to place the wanted sessions of one week."""

    def __init__(
        self,
        week: Sequence[DayLimit],
        wanted: Sequence[int],
        rules: PlacementRules,
        kept: WeekKept,
    ) -> None:
        self.week = week
        self.kept = kept
        self.stays = frozenset((d, cost) for d, cost in enumerate(kept.days) if cost is not None)
        self.fixed = {day: cost for day, cost in enumerate(kept.fixed) if cost is not None}
        self.had = sorted([cost for _, cost in self.stays] + [*self.fixed.values()], reverse=True)
        self.bound = bool(self.had)
        self.rules = rules
        self.wanted = sorted(wanted, reverse=True)
        self.wanted_legs = sum(cost > 0 for cost in wanted)
        self.open_days = [day for day, limit in enumerate(week) if limit.is_open]
        self.caps = [limit.leg_cost or limit.nearer_leg_cost for limit in week]
        self.pinned = sum(1 << day for day, limit in enumerate(week) if limit.pinned)
        self.orders = [self._orders(count) for count in range(self.wanted_legs + 1)]

    def _orders(self, count: int) -> list[tuple[int, ...]]:
        """The leg costs that `count` leg days may be given; of a kept week not the largest alone.

        What a day keeps may be less than the most it could have.
        """
        if not self.bound:
            return sorted(set(permutations(self.wanted[:count])), reverse=True)
        return sorted(set(permutations(self.wanted[: self.wanted_legs], count)), reverse=True)

    def with_sessions(self, count: int) -> Iterator[Pattern]:
        """All patterns of `count` sessions."""
        for days in combinations(self.open_days, count):
            if not self.fixed.keys() <= set(days):
                continue
            mask = sum(1 << day for day in days)
            base = self._cost_of_days(days, mask)
            for legs in self._leg_days(days):
                pattern = self._pattern(days, mask, legs, base)
                if pattern is not None:
                    yield pattern

    def _leg_days(self, days: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
        """Choices of leg days: allowed, apart enough, a nearer one alone in its week."""
        week, rules = self.week, self.rules
        yield ()
        if not self.wanted_legs:
            return
        possible = [day for day in days if self.caps[day]]
        for day in possible:
            yield (day,)
        usual = [day for day in possible if week[day].leg_cost]
        for size in range(2, min(self.wanted_legs, len(usual)) + 1):
            for legs in combinations(usual, size):
                if all(legs_keep_apart(week[a], week[b], b - a, rules) for a, b in pairwise(legs)):
                    yield legs

    def _cost_of_days(self, days: tuple[int, ...], mask: int) -> int:
        """What the choice of days costs whatever the sessions are; a free day costs `costs[0]`."""
        rules = self.rules
        cost = rules.missing_session * (len(self.wanted) - len(days))
        cost += rules.pinned_date_empty * (self.pinned & ~mask).bit_count()
        for day in days:
            cost += self.week[day].costs[0]
        for a, b in pairwise(days):
            cost += crowding(b - a, rules.days_apart)
        return cost

    def _pattern(
        self, days: tuple[int, ...], mask: int, legs: tuple[int, ...], base: int
    ) -> Pattern | None:
        """The pattern of these days and leg days with the leg costs that cost least.

        None where something fixed does not stand in any. In a free week the largest wanted leg
        costs, each cut down to what its day allows, are enough to look at: one more leg cost always
        saves more than it costs a day (rule `placement-cost`).
        """
        rules = self.rules
        orders = self.orders[len(legs)]
        ways = [
            way
            for order in orders
            for leg_costs in self._leg_costs(legs, order)
            if (way := self._cost_of(days, legs, leg_costs)) is not None
        ]
        if not ways:
            return None
        cost, leg_costs = min(ways, key=itemgetter(0))  # on equal cost the harder day comes first
        cost += base + rules.lower_leg_cost * sum(self.wanted)
        cost += rules.missing_leg_session * (self.wanted_legs - len(legs))
        if self.wanted_legs and not legs:
            cost += rules.no_leg_session
        for a, b in pairwise(legs):
            cost += crowding(b - a, rules.legs_days_apart)
        if len(legs) == 1 and not self.week[legs[0]].leg_cost:
            cost += rules.nearer_than_default
        by_day = dict(zip(legs, leg_costs, strict=True))
        pattern = Pattern(days, mask, legs, tuple([by_day.get(day, 0) for day in days]))
        pattern.cost = cost
        pattern.opens = bool(legs) and self.week[legs[0]].may_open_block
        return pattern

    def _leg_costs(
        self, legs: tuple[int, ...], order: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        """What the leg days may have of these leg costs: cut to their limits, or what they keep."""
        most = [min(wanted, self.caps[day]) for day, wanted in zip(legs, order, strict=True)]
        if not self.bound:
            yield tuple(most)
            return
        options = [self._of_day(day, cost) for day, cost in zip(legs, most, strict=True)]
        yield from product(*options)

    def _of_day(self, day: int, most: int) -> tuple[int, ...]:
        """The leg costs to look at for a leg day that may have `most`."""
        known = self.kept.fixed[day] or self.kept.days[day]
        return (most, known) if known and known < most else (most,)

    def _cost_of(
        self, days: tuple[int, ...], legs: tuple[int, ...], leg_costs: tuple[int, ...]
    ) -> tuple[int, tuple[int, ...]] | None:
        """What training the legs costs beside `costs[0]` of each day, and the leg costs.

        None where something fixed does not stand.
        """
        cost = -self.rules.lower_leg_cost * sum(leg_costs)
        for day, leg_cost in zip(legs, leg_costs, strict=True):
            costs = self.week[day].costs
            cost += costs[leg_cost] - costs[0]
        if not self.bound:
            return cost, leg_costs
        by_day = dict.fromkeys(days, 0) | dict(zip(legs, leg_costs, strict=True))
        if any(by_day[day] != leg_cost for day, leg_cost in self.fixed.items()):
            return None
        return cost + self._change(by_day), leg_costs

    def _change(self, by_day: dict[int, int]) -> int:
        """What it costs that sessions left their days, and that some fell away or got lighter."""
        now = sorted(by_day.values(), reverse=True)
        now += [-1] * (len(self.had) - len(now))
        lost = sum(is_now < was for was, is_now in zip(self.had, now, strict=False))
        left = len(self.stays - by_day.items())
        return self.rules.leaves_its_day * left + self.rules.is_lost * lost
