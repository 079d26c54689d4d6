"""The change found is the smallest there is: compared with trying every assignment."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import chain, product

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strongstride.coach.placing.keeping import Kept
from strongstride.coach.placing.placement import place, place_keeping
from tests.coach.placement_checker import Session, World, broken, closed, cost
from tests.coach.test_placement_optimum import small_worlds

LEFT, LOST = 100_000, 250_000


def change(
    world: World, kept: Mapping[date, int], fixed: Mapping[date, int], plan: Sequence[Session]
) -> int:
    """What leaving days and losing sessions costs, week by week."""
    total = 0
    for frame in world.frames:
        of_week = lambda on, frame=frame: 0 <= (on - frame.starts_on).days < 7  # noqa: E731
        stays = {on: c for on, c in kept.items() if of_week(on)}
        must = {on: c for on, c in fixed.items() if of_week(on)}
        now = {on: c for on, c in plan if of_week(on)}
        had = sorted([*stays.values(), *must.values()], reverse=True)
        have = sorted(now.values(), reverse=True) + [-1] * len(had)
        total += LEFT * sum(now.get(on) != c for on, c in stays.items())
        total += LOST * sum(is_now < was for was, is_now in zip(had, have, strict=False))
    return total


def smallest_by_trying_all(
    world: World, kept: Mapping[date, int], fixed: Mapping[date, int]
) -> int | None:
    weeks: list[list[list[Session]]] = []
    for frame in world.frames:
        days = [frame.starts_on + timedelta(days=d) for d in range(7)]
        choices = [
            [fixed[d]] if d in fixed else [None] if closed(world, d) else [None, 0, 1, 2, 3]
            for d in days
        ]
        ways = [
            [(day, c) for day, c in zip(days, way, strict=True) if c is not None]
            for way in product(*choices)
            if sum(c is not None for c in way) <= len(frame.wanted_leg_costs)
        ]
        weeks.append([way for way in ways if not any(broken(world, way))])
    plans = (list(chain(*parts)) for parts in product(*weeks))
    costs = [
        cost(world, plan) + change(world, kept, fixed, plan)
        for plan in plans
        if not any(broken(world, plan))
    ]
    return min(costs, default=None)


def check(world: World, data: st.DataObject) -> None:
    """From a placement in a calmer world: one session moves, the rest should stay."""
    before = place(world.frames, world.athlete, None, world.frames[0].starts_on)
    kept = {slot.on: slot.leg_cost for slot in before.slots}
    assume(kept)
    moved = data.draw(st.sampled_from(sorted(kept)))
    monday = moved - timedelta(days=moved.weekday())
    to = monday + timedelta(days=data.draw(st.integers(0, 6)))
    fixed = {to: kept.pop(moved)}
    kept.pop(to, None)
    found = place_keeping(
        world.frames, world.athlete, world.last, world.today, (), Kept(days=kept, fixed=fixed)
    )
    best = smallest_by_trying_all(world, kept, fixed)
    assert (None if found is None else found.cost) == best
    if found is not None:
        sessions = [(slot.on, slot.leg_cost) for slot in found.slots]
        assert list(broken(world, sessions)) == []
        assert fixed.items() <= dict(sessions).items()


@settings(max_examples=60)
@given(small_worlds(weeks=1, open_days=6), st.data())
def test_in_one_week_no_smaller_change_keeps_the_rules(world: World, data: st.DataObject) -> None:
    check(world, data)


@settings(max_examples=60)
@given(small_worlds(weeks=2, open_days=3), st.data())
def test_in_two_weeks_no_smaller_change_keeps_the_rules(world: World, data: st.DataObject) -> None:
    check(world, data)
