"""The placement found is the cheapest there is: compared with trying every assignment."""

from datetime import date, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strongstride.coach.athlete import Availability, Goal, RaceDistance, Weekday
from strongstride.coach.frame import WeekFrame
from strongstride.coach.placing import placement, week_patterns
from strongstride.coach.placing.placement import place
from strongstride.coach.programme import Phase
from strongstride.coach.runs import PlannedRun, RunKind
from tests.coach.making import athlete as runner
from tests.coach.placement_checker import World, cheapest_by_trying_all, cost

MONDAY = date(2026, 11, 23)
CLOCKS = st.sampled_from([None, time(6), time(7, 30), time(18), time(20, 30)])


@st.composite
def small_worlds(draw: st.DrawFn, weeks: int, open_days: int) -> World:
    """`weeks` weeks of any runs with at most `open_days` weekdays for strength."""
    possible = draw(
        st.sets(st.sampled_from(Weekday), min_size=(open_days + 1) // 2, max_size=open_days)
    )
    easy_or_none = [None, None, None, None, RunKind.EASY, RunKind.EASY]
    kinds = st.sampled_from([*easy_or_none, *RunKind])
    runs = []
    for offset in range(weeks * 7):
        kind = draw(kinds)
        if kind is not None:
            runs.append(
                PlannedRun(
                    on=MONDAY + timedelta(days=offset),
                    kind=kind,
                    duration_s=draw(st.sampled_from([1800, 2400, 3000, 3600, 6000, None])),
                    starts_at=draw(CLOCKS),
                )
            )
    wanted = st.sampled_from([(3, 2, 0), (3, 2), (3, 3), (2, 1, 0), (3, 0, 0), (1,), ()])
    blocks = draw(st.lists(st.booleans(), min_size=weeks, max_size=weeks))
    frames = tuple(
        WeekFrame(
            starts_on=MONDAY + timedelta(days=7 * week),
            phase=Phase.STRENGTH,
            phase_week=0,
            block=sum(blocks[: week + 1]),
            deload=False,
            wanted_leg_costs=draw(wanted),
            runs=tuple(run for run in runs if (run.on - MONDAY).days // 7 == week),
        )
        for week in range(weeks)
    )
    offsets = st.integers(0, weeks * 7 - 1).map(lambda days: MONDAY + timedelta(days=days))
    who = runner(
        availability=Availability(
            impossible=frozenset(set(Weekday) - possible),
            preferred=draw(st.frozensets(st.sampled_from(Weekday), max_size=2)),
            session_time=draw(CLOCKS),
            run_time=draw(CLOCKS),
            hard_day_doubles=draw(st.booleans()),
        ),
        goal=draw(st.none() | st.builds(Goal, on=offsets, distance=st.sampled_from(RaceDistance))),
        pinned=tuple(draw(st.lists(offsets, max_size=2))),
    )
    today = MONDAY + timedelta(days=draw(st.integers(0, 3)))
    last = draw(st.none() | st.integers(-5, 0).map(lambda days: today + timedelta(days=days)))
    return World(frames, who, last, today)


def check_is_cheapest(world: World) -> None:
    found = place(world.frames, world.athlete, world.last, world.today)
    sessions = [(slot.on, slot.leg_cost) for slot in found.slots]
    assert found.cost == cost(world, sessions)
    assert found.cost == cheapest_by_trying_all(world)


@given(small_worlds(weeks=1, open_days=7))
@settings(max_examples=100)
def test_one_week_is_cheapest_among_all_assignments(world: World) -> None:
    check_is_cheapest(world)


@given(small_worlds(weeks=2, open_days=3))
@settings(max_examples=100)
def test_two_weeks_are_cheapest_among_all_assignments(world: World) -> None:
    check_is_cheapest(world)


@given(small_worlds(weeks=3, open_days=2))
@settings(max_examples=100)
def test_three_weeks_are_cheapest_among_all_assignments(world: World) -> None:
    check_is_cheapest(world)


def test_a_cheap_weekend_that_shuts_the_next_monday_does_not_win() -> None:
    """Sunday is far cheaper than Wednesday, but Monday is the next week's only day."""
    days = {Weekday.MONDAY, Weekday.WEDNESDAY, Weekday.SUNDAY}
    away = [(day, day) for day in (MONDAY, MONDAY + timedelta(days=9), MONDAY + timedelta(days=13))]
    who = runner(
        availability=Availability(
            impossible=frozenset(set(Weekday) - days),
            preferred=frozenset({Weekday.SUNDAY}),
            away=tuple(away),
        )
    )
    runs = (
        PlannedRun(on=MONDAY + timedelta(days=1), kind=RunKind.LONG, duration_s=6000),
        PlannedRun(on=MONDAY + timedelta(days=2), kind=RunKind.EASY, duration_s=1800),
    )
    frames = tuple(
        WeekFrame(
            starts_on=MONDAY + timedelta(days=7 * week),
            phase=Phase.STRENGTH,
            phase_week=week,
            block=0,
            deload=False,
            wanted_leg_costs=(3,),
            runs=runs[: 2 - 2 * week],
        )
        for week in range(2)
    )
    world = World(frames, who, None, MONDAY)
    check_is_cheapest(world)
    found = place(frames, who, None, MONDAY)
    assert [(slot.on.isoweekday(), slot.leg_cost) for slot in found.slots] == [(3, 1), (1, 3)]


@given(small_worlds(weeks=5, open_days=7))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_leaving_out_what_cannot_win_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, world: World
) -> None:
    args = (world.frames, world.athlete, world.last, world.today)
    found = placement.place(*args)
    with monkeypatch.context() as without_bounds:
        for module in (placement, week_patterns):
            without_bounds.setattr(module, "most_at_seam", lambda *_: 10**9)
        assert placement.place(*args).cost == found.cost
