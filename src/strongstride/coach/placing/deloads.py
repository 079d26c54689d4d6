"""Which weeks are deloads: every four to six, in the runner's own easy weeks if there are any."""

from collections.abc import Sequence

import msgspec

from strongstride.coach.placing.phase_lengths import Stretch
from strongstride.coach.programme import Phase
from strongstride.coach.rules import n
from strongstride.coach.runs import PlannedRun

_NO_DELOAD = frozenset({Phase.TAPER, Phase.RECOVERY})
_RULE = "deload-weeks"


def weekly_load(runs: Sequence[PlannedRun]) -> float | None:
    """Metres of running in a week, a run of unknown distance at easy pace; None if unknown."""
    metres_per_s = 1000 / n("easy-run-days", "easy_pace_s_per_km")
    total = 0.0
    for run in runs:
        if run.distance_m is not None:
            total += run.distance_m
        elif run.duration_s is not None:
            total += run.duration_s * metres_per_s
        else:
            return None
    return total


def easy_weeks(loads: Sequence[float | None], *, first_is_partial: bool) -> frozenset[int]:
    """Weeks with clearly less running than the mean of the weeks before and after."""
    known = [None if first_is_partial and week == 0 else load for week, load in enumerate(loads)]
    most = 1 - n(_RULE, "easy_week_drop")
    found = set()
    for week in range(1, len(known) - 1):
        before, load, after = known[week - 1 : week + 2]
        if load is None or not before or not after:
            continue  # nothing to compare with: unknown, or a week without runs
        if load <= most * (before + after) / 2:
            found.add(week)
    return frozenset(found)


class Behind(msgspec.Struct, frozen=True):
    """The weeks of a layout that are over: how many, and which of them was the last light one.

    The week before the layout is -1.
    """

    weeks: int = 0
    light: int = -1


NOTHING = Behind()


def deload_weeks(
    stretches: Sequence[Stretch],
    loads: Sequence[float | None],
    *,
    first_is_partial: bool,
    behind: Behind = NOTHING,
) -> dict[int, str]:
    """Deload weeks by number, each with its reason in plain words; none of those `behind`.

    The cheapest choice with four to six weeks from one deload to the next; the week before the plan
    (or its first, when part of it is over) and the first of taper or recovery count as light ones.
    """
    easy = easy_weeks(loads, first_is_partial=first_is_partial)
    found: dict[int, str] = {}
    week = 0
    run_of_weeks: list[Stretch] = []
    for stretch in (*stretches, None):
        if stretch is not None and stretch.phase not in _NO_DELOAD:
            run_of_weeks.append(stretch)
            continue
        length = sum(part.weeks for part in run_of_weeks)
        costs = _costs(run_of_weeks, week, easy)
        here = Behind(max(behind.weeks - week, 0), behind.light - week)
        light = 0 if first_is_partial and week == 0 else max(here.light, -1)
        if here.weeks:  # one that was due but left no trace in the log is not due for ever
            light = here.weeks - 1 - (here.weeks - 1 - light) % int(n(_RULE, "latest"))
        for chosen in _choose(costs, light, here.weeks, ends_light=stretch is not None):
            found[week + chosen] = _why(week + chosen, easy)
        week += length + (stretch.weeks if stretch else 0)
        run_of_weeks = []
    return found


def _costs(stretches: Sequence[Stretch], first: int, easy: frozenset[int]) -> list[int]:
    costs: list[int] = []
    for stretch in stretches:
        for index in range(stretch.weeks):
            cost = n(_RULE, "weight_each")
            if first + len(costs) not in easy:
                cost += n(_RULE, "weight_not_easy")
            if index == 0:
                cost += n(_RULE, "weight_first_of_block")
            if index != stretch.weeks - 1:
                cost += n(_RULE, "weight_not_last_of_block")
            costs.append(int(cost))
    return costs


def _choose(costs: Sequence[int], light: int, behind: int, *, ends_light: bool) -> tuple[int, ...]:
    """Cheapest deloads in `costs` after the `light` week, by dynamic programming over the last.

    The first `behind` weeks are over.
    """
    soonest, latest = int(n(_RULE, "soonest")), int(n(_RULE, "latest"))
    weeks = len(costs)
    best: dict[int, tuple[int, tuple[int, ...]]] = {light: (0, ())}
    for week in range(max(light + 1, behind), weeks):
        ways = [
            (best[last][0] + costs[week], (*best[last][1], week))
            for last in range(week - latest, week - soonest + 1)
            if last in best
        ]
        if ways:
            best[week] = min(ways)
    before_taper = int(n(_RULE, "weight_before_taper")) if ends_light else 0
    ends = [
        (cost + before_taper * (last == weeks - 1), chosen)
        for last, (cost, chosen) in best.items()
        if weeks - last <= latest
    ]
    return min(ends)[1] if ends else ()


def _why(week: int, easy: frozenset[int]) -> str:
    if week in easy:
        return "Deload: it is one of your own easy weeks."
    return "Deload: a lighter week after the hard ones."
